//! Where rows go, and what is counted of them on the way.

use std::io::Write;

use dolen_ledger::Entry;
use sha2::{Digest as _, Sha256};

use super::cell::Cell;
use super::shape::Shape;
use super::{ArchiveFault, Arriving, Told, entry};
use crate::MIGRATIONS;
use crate::tables::Kind;

/// What the bytes of an archive begin with.
pub(super) const MARK: &[u8; 16] = b"dolen-archive-1\n";
/// What comes next in it: a table, a row, the end of a table's rows, the end of all.
pub(super) const TABLE: u8 = b'T';
pub(super) const ROW: u8 = b'R';
pub(super) const END: u8 = b'E';
pub(super) const ALL: u8 = b'Z';

/// Rows that are given on at once, and bytes in them after which fewer are.
const ROWS: usize = 5_000;
const ROOM: usize = 4 << 20;

/// Where rows go.
pub enum Sink<'s> {
    /// Another database.
    Arriving(&'s mut Arriving),
    /// Bytes.
    Bytes(&'s mut (dyn Write + Send)),
    /// Nowhere: they are counted.
    Nowhere,
    /// Nowhere but those of the ledger, whose entries are given to this.
    Entries(&'s mut (dyn FnMut(Entry) + Send)),
}

/// What is known of a table that went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Name.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over names and kinds of its columns, and over every row in the order of its key.
    pub sha256: [u8; 32],
}

/// Rows on their way into a sink.
pub(super) struct Flow<'s, 't> {
    sink: Sink<'s>,
    told: Told<'t>,
    counted: Vec<Counted>,
    through: u64,
    /// Of the table at hand.
    shape: Option<Shape>,
    digest: Sha256,
    rows: u64,
    waiting: Vec<Vec<Cell>>,
    room: usize,
    bytes: Vec<u8>,
}

impl<'s, 't> Flow<'s, 't> {
    /// Begins a stream of a schema.
    pub(super) fn begin(mut sink: Sink<'s>, migration: i64, told: Told<'t>) -> Result<Self, ArchiveFault> {
        if let Sink::Bytes(target) = &mut sink {
            write(*target, MARK)?;
            write(*target, &migration.to_be_bytes())?;
        }
        told(0);
        let (counted, waiting, bytes) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self {
            sink,
            told,
            counted,
            through: 0,
            shape: None,
            digest: Sha256::new(),
            rows: 0,
            waiting,
            room: 0,
            bytes,
        })
    }

    /// Begins a table.
    pub(super) fn table(&mut self, shape: Shape) -> Result<(), ArchiveFault> {
        self.bytes.clear();
        describe(&shape, &mut self.bytes);
        (self.digest, self.rows) = (Sha256::new_with_prefix(&self.bytes), 0);
        match &mut self.sink {
            Sink::Bytes(target) => {
                write(*target, &[TABLE])?;
                write(*target, &self.bytes)?;
            }
            Sink::Arriving(arriving) => arriving.note(&shape),
            Sink::Nowhere | Sink::Entries(_) => {}
        }
        self.shape = Some(shape);
        Ok(())
    }

    /// The next row of the table.
    pub(super) async fn row(&mut self, row: Vec<Cell>) -> Result<(), ArchiveFault> {
        self.bytes.clear();
        for cell in &row {
            cell.write(&mut self.bytes).map_err(|detail| ArchiveFault::damaged(self.place(), detail))?;
        }
        self.digest.update(&self.bytes);
        self.rows += 1;
        match &mut self.sink {
            Sink::Bytes(target) => {
                write(*target, &[ROW])?;
                write(*target, &self.bytes)?;
            }
            Sink::Arriving(_) => {
                self.room += row.iter().map(Cell::size).sum::<usize>();
                self.waiting.push(row);
            }
            Sink::Entries(each) => {
                if let Some(shape) = self.shape.as_ref().filter(|shape| shape.table.name == "ledger_entry") {
                    each(entry::of(shape, &row)?);
                }
            }
            Sink::Nowhere => {}
        }
        if self.waiting.len() >= ROWS || self.room >= ROOM {
            self.give_on().await?;
        }
        self.through += 1;
        if self.through.is_multiple_of(1_000) {
            (self.told)(self.through);
        }
        Ok(())
    }

    /// Ends the table; answers what it was.
    pub(super) async fn end_table(&mut self) -> Result<Counted, ArchiveFault> {
        self.give_on().await?;
        let sha256: [u8; 32] = std::mem::take(&mut self.digest).finalize().into();
        let table = self.shape.take().map(|shape| shape.table.name.to_owned()).unwrap_or_default();
        if let Sink::Bytes(target) = &mut self.sink {
            write(*target, &[END])?;
            write(*target, &self.rows.to_be_bytes())?;
            write(*target, &sha256)?;
        }
        let counted = Counted { table, rows: self.rows, sha256 };
        self.counted.push(counted.clone());
        Ok(counted)
    }

    /// Ends the stream.
    pub(super) fn end(mut self) -> Result<Vec<Counted>, ArchiveFault> {
        if let Sink::Bytes(target) = &mut self.sink {
            write(*target, &[ALL])?;
            write(*target, &self.through.to_be_bytes())?;
        }
        (self.told)(self.through);
        Ok(self.counted)
    }

    /// Where the stream is, for a fault.
    pub(super) fn place(&self) -> String {
        match &self.shape {
            None => format!("behind {} tables", self.counted.len()),
            Some(shape) => format!("at row {} of table {}", self.rows + 1, shape.table.name),
        }
    }

    pub(super) const fn through(&self) -> u64 {
        self.through
    }

    async fn give_on(&mut self) -> Result<(), ArchiveFault> {
        if let (Sink::Arriving(arriving), Some(shape)) = (&mut self.sink, &self.shape) {
            arriving.insert(shape, &self.waiting).await?;
        }
        self.waiting.clear();
        self.room = 0;
        Ok(())
    }
}

/// The migration that the schema of this version is at.
pub(super) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

/// Name of a table, and name and kind of each of its columns, each text behind its length in a byte.
fn describe(shape: &Shape, target: &mut Vec<u8>) {
    let mut name = |text: &str| {
        target.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        target.extend_from_slice(text.as_bytes());
    };
    name(shape.table.name);
    for column in &shape.columns {
        name(column.name);
        name(kind_name(column.kind));
    }
    name("");
}

/// The name of a kind in an archive.
pub(super) const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "integer",
        Kind::Text => "text",
        Kind::Bytes => "bytes",
        Kind::Real => "real",
        Kind::Boolean => "boolean",
    }
}

fn write(target: &mut (dyn Write + Send), bytes: &[u8]) -> Result<(), ArchiveFault> {
    target.write_all(bytes).map_err(ArchiveFault::Written)
}
