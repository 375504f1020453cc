//! A columnar file: its header, and its rows.

use std::io::SeekFrom;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::{Array, RecordBatch};
use arrow_schema::Schema;

use super::arrow::Messages;
use super::fault::ColumnarFault;
use super::limits::{CELL, COLUMNS, ROWS, TEXTS};
use super::parquet::Groups;
use super::text::{kind, text_of};
use crate::Source;

/// The columnar formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnarFormat {
    /// Apache Parquet.
    Parquet,
    /// Arrow IPC, the file format (also called Feather, version 2).
    ArrowFile,
    /// Arrow IPC, the stream format.
    ArrowStream,
}

impl ColumnarFormat {
    /// Bytes at the start of a file by which it is told.
    pub const START: usize = 6;

    /// The format of a file that starts with these bytes; none: it is no columnar file.
    pub fn of(start: &[u8]) -> Option<Self> {
        match start {
            [b'P', b'A', b'R', b'1' | b'E', ..] => Some(Self::Parquet),
            [b'A', b'R', b'R', b'O', b'W', b'1', ..] => Some(Self::ArrowFile),
            [0xff, 0xff, 0xff, 0xff, ..] => Some(Self::ArrowStream),
            _ => None,
        }
    }

    /// What the format is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parquet => "Parquet",
            Self::ArrowFile | Self::ArrowStream => "Arrow IPC",
        }
    }
}

/// An opened Parquet or Arrow file: its header, and its rows to come.
pub struct ColumnarFile {
    format: ColumnarFormat,
    header: Vec<String>,
    content: Content,
}

/// Where batches come from.
enum Content {
    Parquet(Groups),
    Arrow(Messages),
}

impl ColumnarFile {
    /// Opens a file of a known format and reads what it says of its columns.
    ///
    /// # Errors
    /// See [`ColumnarFault`].
    pub fn open(format: ColumnarFormat, mut reader: Box<dyn Source + Send>) -> Result<Self, ColumnarFault> {
        reader.seek(SeekFrom::Start(0))?;
        let content = guarded(format, || match format {
            ColumnarFormat::Parquet => Groups::open(reader).map(Content::Parquet),
            ColumnarFormat::ArrowFile => Messages::open(reader, true).map(Content::Arrow),
            ColumnarFormat::ArrowStream => Messages::open(reader, false).map(Content::Arrow),
        })?;
        let schema = content.schema();
        if schema.fields().len() > COLUMNS {
            let what = format!("{} columns", schema.fields().len());
            return Err(ColumnarFault::TooMuch { what, limit: COLUMNS as u64 });
        }
        let header = schema.fields().iter().map(|field| field.name().clone()).collect();
        Ok(Self { format, header, content })
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Hands over every row: its number from 1 and its cells, in the order of the header. Only the columns at the wanted
    /// places are read, the cells of others are empty. A cell without value is empty; the values of a list stand between
    /// separators. Dates are written as `1975-03-04`, times as `1975-03-04 13:05:00`, at midnight as a date; those of a time
    /// zone in UTC, with `Z`.
    ///
    /// # Errors
    /// See [`ColumnarFault`], and what `each` answers.
    pub fn for_each<E: From<ColumnarFault>>(
        self,
        wanted: &[usize],
        separator: char,
        mut each: impl FnMut(u64, &[String]) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { format, header, content } = self;
        let schema = content.schema();
        for &place in wanted {
            let field = schema.fields().get(place);
            if let Some((field, kind)) = field.and_then(|field| Some((field, kind(field.data_type())?))) {
                return Err(ColumnarFault::NoText { column: field.name().clone(), kind }.into());
            }
        }
        let mut batches = guarded(format, || content.batches(wanted))?;
        let mut cells = vec![String::new(); header.len()];
        let mut progress = Tally::default();
        while let Some(batch) = guarded(format, || batches.next())? {
            progress.rows(batch.num_rows())?;
            let columns = batch.columns().iter().zip(&batches.places);
            let texts: Vec<_> = columns
                .filter_map(|(array, &place)| Some((place, array, text_of(array.as_ref(), separator)?)))
                .collect();
            for row in 0..batch.num_rows() {
                for (place, array, write) in &texts {
                    let Some(cell) = cells.get_mut(*place) else { continue };
                    cell.clear();
                    if !array.is_null(row) {
                        write(row, cell);
                    }
                    progress.cell(cell, header.get(*place))?;
                }
                progress.number += 1;
                each(progress.number, &cells)?;
            }
        }
        Ok(())
    }
}

/// How much was read so far.
#[derive(Default)]
struct Tally {
    number: u64,
    rows: u64,
    texts: u64,
}

impl Tally {
    fn rows(&mut self, count: usize) -> Result<(), ColumnarFault> {
        self.rows = self.rows.saturating_add(count as u64);
        if self.rows > ROWS {
            return Err(ColumnarFault::TooMuch { what: "more rows".to_owned(), limit: ROWS });
        }
        Ok(())
    }

    fn cell(&mut self, cell: &str, column: Option<&String>) -> Result<(), ColumnarFault> {
        if cell.len() > CELL {
            let what = format!("a cell of {} bytes in column `{}`", cell.len(), column.map_or("", String::as_str));
            return Err(ColumnarFault::TooMuch { what, limit: CELL as u64 });
        }
        self.texts = self.texts.saturating_add(cell.len() as u64);
        if self.texts > TEXTS {
            return Err(ColumnarFault::TooMuch { what: "more bytes of text".to_owned(), limit: TEXTS });
        }
        Ok(())
    }
}

impl Content {
    fn schema(&self) -> std::sync::Arc<Schema> {
        match self {
            Self::Parquet(groups) => groups.schema(),
            Self::Arrow(messages) => messages.schema(),
        }
    }

    fn batches(self, wanted: &[usize]) -> Result<Batches, ColumnarFault> {
        let mut places = wanted.to_vec();
        places.sort_unstable();
        places.dedup();
        let batches: Box<dyn Iterator<Item = Result<RecordBatch, ColumnarFault>>> = match self {
            Self::Parquet(groups) => Box::new(groups.batches(&places)?),
            Self::Arrow(messages) => {
                let wanted = places.clone();
                Box::new(messages.map(move |batch| {
                    batch?.project(&wanted).map_err(|fault| ColumnarFault::damaged("Arrow IPC", fault))
                }))
            }
        };
        Ok(Batches { batches, places })
    }
}

/// Batches of some columns, and where these stand in the header.
struct Batches {
    batches: Box<dyn Iterator<Item = Result<RecordBatch, ColumnarFault>>>,
    places: Vec<usize>,
}

impl Batches {
    fn next(&mut self) -> Result<Option<RecordBatch>, ColumnarFault> {
        self.batches.next().transpose()
    }
}

/// Does what libraries do with bytes from outside. They check what they read; where one of their checks is missing and they
/// panic, the file is told to be damaged.
fn guarded<T>(format: ColumnarFormat, work: impl FnOnce() -> Result<T, ColumnarFault>) -> Result<T, ColumnarFault> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(ColumnarFault::damaged(format.name(), "its parts contradict one another")))
}
