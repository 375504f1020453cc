//! What a backup holds behind its cover: the configuration, the key of ids, the rows, the landed files, and an end that says
//! how much that is. Everything has a tag before it.

use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};

use dolen_ledger::{Head, hexadecimal};
use dolen_store::archive::{Counted, Told};
use serde::{Deserialize, Serialize};

use super::BackupFault;
use super::hashed::Hashed;
use crate::HubFault;

const CONFIGURATION: u8 = b'C';
const KEY: u8 = b'K';
const ROWS: u8 = b'R';
const FILE: u8 = b'F';
const END: u8 = b'Z';
/// Bytes of the longest text among these.
const LONGEST: u32 = 16 << 20;
/// Bytes that are copied at once.
const PIECE: usize = 1 << 18;

/// What stands at the end of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    /// Id of the backup.
    pub(super) id: String,
    /// The migration that its rows are at.
    pub(super) migration: i64,
    /// The last entry of the ledger in it: `SEQUENCE HASH`.
    pub(super) head: String,
    /// Tables with their rows and digests.
    pub(super) tables: Vec<Table>,
    /// Landed files.
    pub(super) files: u64,
}

/// A table in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    name: String,
    rows: u64,
    sha256: String,
}

impl Table {
    pub(super) fn of(counted: &Counted) -> Self {
        Self { name: counted.table.clone(), rows: counted.rows, sha256: hexadecimal(&counted.sha256) }
    }
}

impl End {
    /// The last entry's place.
    pub(super) fn head(&self) -> Result<Head, HubFault> {
        Ok(self.head.parse().map_err(|fault| BackupFault::damaged("at its end", fault))?)
    }
}

/// A landed file in a backup.
#[derive(Clone, Debug)]
pub(super) struct LandedFile {
    /// SHA-256 of the bytes that came, hexadecimal, as its name.
    pub(super) name: String,
    /// Where it begins behind the cover, and how long it is.
    pub(super) begin: u64,
    pub(super) length: u64,
}

/// What was found in a backup, all of it as its end says.
pub(super) struct Contents {
    pub(super) configuration: String,
    pub(super) key: String,
    pub(super) counted: Vec<Counted>,
    pub(super) files: Vec<LandedFile>,
    pub(super) end: End,
}

/// Writes a backup behind its cover.
pub(super) struct Writing<W: Write> {
    target: Hashed<W>,
}

impl<W: Write + Send> Writing<W> {
    pub(super) fn begin(target: W, configuration: &str, key: &str) -> io::Result<Self> {
        let mut writing = Self { target: Hashed::new(target) };
        writing.text(CONFIGURATION, configuration.as_bytes())?;
        writing.text(KEY, key.as_bytes())?;
        writing.target.write_all(&[ROWS])?;
        Ok(writing)
    }

    /// Where the rows go, which come next.
    pub(super) const fn rows(&mut self) -> &mut Hashed<W> {
        &mut self.target
    }

    /// Adds a landed file as it is kept.
    pub(super) fn file(&mut self, name: &str, length: u64, bytes: impl Read) -> io::Result<()> {
        self.target.write_all(&[FILE])?;
        self.target.write_all(name.as_bytes())?;
        self.target.write_all(&length.to_be_bytes())?;
        // A landed file changes with its keys alone, and nobody changes keys now.
        let copied = io::copy(&mut bytes.take(length), &mut self.target)?;
        if copied == length { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }

    /// Ends it, and gives the writer below back.
    pub(super) fn end(mut self, end: &End) -> io::Result<W> {
        self.text(END, &serde_json::to_vec(end)?)?;
        let sha256 = self.target.sha256();
        self.target.write_all(&sha256)?;
        Ok(self.target.into_inner())
    }

    fn text(&mut self, tag: u8, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= LONGEST);
        let length = length.ok_or_else(|| io::Error::from(ErrorKind::FileTooLarge))?;
        for part in [&[tag][..], &length.to_be_bytes(), bytes] {
            self.target.write_all(part)?;
        }
        Ok(())
    }
}

/// Reads a backup behind its cover; `rows` is given the configuration, and takes the rows.
///
/// # Errors
/// [`BackupFault::Damaged`] with what is wrong and where, or those of `rows`.
pub(super) async fn read<R: Read + Seek + Send>(
    source: &mut R,
    told: Told<'_>,
    rows: impl AsyncFnOnce(&str, &mut (dyn Read + Send), Told<'_>) -> Result<Vec<Counted>, HubFault>,
) -> Result<Contents, HubFault> {
    let damaged = |fault: io::Error| HubFault::from(BackupFault::damaged("in what is sealed", told_of(&fault)));
    source.seek(SeekFrom::Start(0)).map_err(damaged)?;
    let mut source = Hashed::new(BufReader::with_capacity(PIECE, source));
    let configuration = text(&mut source, CONFIGURATION, "its configuration")?;
    let key = text(&mut source, KEY, "the key of ids")?;
    expect(&mut source, ROWS, "before its rows")?;
    let counted = rows(&configuration, &mut source, told).await?;
    let mut files = Vec::new();
    loop {
        match tag(&mut source, "behind its rows")? {
            FILE => files.push(file(&mut source, files.len())?),
            END => break,
            _ => return Err(BackupFault::damaged("behind its rows", "neither a landed file nor the end").into()),
        }
    }
    let json = behind_tag(&mut source, "its end")?;
    let end: End = serde_json::from_str(&json).map_err(|fault| BackupFault::damaged("at its end", fault))?;
    let (wanted, mut found) = (source.sha256(), [0; 32]);
    source.read_exact(&mut found).map_err(|fault| BackupFault::damaged("at its end", told_of(&fault)))?;
    if found != wanted {
        return Err(BackupFault::damaged("somewhere", "its bytes are not those that were written").into());
    }
    if source.read(&mut [0]).map_err(damaged)? > 0 {
        return Err(BackupFault::damaged("behind its end", "something follows").into());
    }
    let tables: Vec<Table> = counted.iter().map(Table::of).collect();
    if let Some(table) = end.tables.iter().find(|table| !tables.contains(table)) {
        let place = format!("in table {}", table.name);
        return Err(BackupFault::damaged(place, "its rows are not those that were counted").into());
    }
    if end.tables.len() != tables.len() || end.files != files.len() as u64 {
        return Err(BackupFault::damaged("at its end", "it has more or fewer tables or files than were counted").into());
    }
    Ok(Contents { configuration, key, counted, files, end })
}

fn file<R: Read>(source: &mut Hashed<R>, count: usize) -> Result<LandedFile, HubFault> {
    let place = || format!("at landed file {}", count + 1);
    let damaged = |fault: io::Error| BackupFault::damaged(place(), told_of(&fault));
    let (mut name, mut length) = ([0; 64], [0; 8]);
    source.read_exact(&mut name).map_err(damaged)?;
    source.read_exact(&mut length).map_err(damaged)?;
    let name = String::from_utf8(name.to_vec()).unwrap_or_default();
    let is_hash = name.len() == 64 && name.bytes().all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash {
        return Err(BackupFault::damaged(place(), "its name is no hash").into());
    }
    let (begin, length) = (source.count(), u64::from_be_bytes(length));
    let passed = io::copy(&mut source.take(length), &mut io::sink()).map_err(damaged)?;
    if passed != length {
        return Err(BackupFault::damaged(place(), "it is cut off").into());
    }
    Ok(LandedFile { name, begin, length })
}

fn text<R: Read>(source: &mut Hashed<R>, wanted: u8, what: &str) -> Result<String, HubFault> {
    expect(source, wanted, what)?;
    behind_tag(source, what)
}

fn behind_tag<R: Read>(source: &mut Hashed<R>, what: &str) -> Result<String, HubFault> {
    let damaged = |fault: &dyn std::fmt::Display| BackupFault::damaged(format!("in {what}"), fault);
    let mut length = [0; 4];
    source.read_exact(&mut length).map_err(|fault| damaged(&told_of(&fault)))?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(damaged(&"it is too long").into());
    }
    let mut text = String::new();
    let found = source.take(u64::from(length)).read_to_string(&mut text).map_err(|fault| damaged(&told_of(&fault)))?;
    if found == length as usize { Ok(text) } else { Err(damaged(&"it is cut off").into()) }
}

fn expect<R: Read>(source: &mut Hashed<R>, wanted: u8, place: &str) -> Result<(), HubFault> {
    match tag(source, place)? {
        found if found == wanted => Ok(()),
        _ => Err(BackupFault::damaged(place, "something else stands there").into()),
    }
}

fn tag<R: Read>(source: &mut Hashed<R>, place: &str) -> Result<u8, HubFault> {
    let mut tag = [0];
    source.read_exact(&mut tag).map_err(|fault| BackupFault::damaged(place, told_of(&fault)))?;
    let [tag] = tag;
    Ok(tag)
}

/// A fault of reading: where something was sealed, what lies below says what was done to it.
pub(super) fn told_of(fault: &io::Error) -> String {
    match fault.kind() {
        ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _ => fault.to_string(),
    }
}
