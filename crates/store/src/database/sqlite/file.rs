//! A file of SQLite as it lies in its folder.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::time::Duration;

use dolen_seal::Key;
use sqlx::{ConnectOptions as _, Connection as _};

use super::connect::to;
use super::{SqliteWork, Writers};
use crate::StoreFault;
use crate::database::fault::{LOCKED, sqlite_kind};
use crate::database::pools::pool;
use crate::database::{Connection, Writer};

/// What a file in the clear begins with: SQLite's page on its format. A sealed one begins with random bytes.
const MARK: &[u8; 16] = b"SQLite format 3\0";

/// How the file of a database lies in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is not there, or nothing is in it.
    Absent,
    /// In the clear.
    Clear,
    /// Sealed, or no database.
    Sealed,
}

/// How a file of SQLite is kept.
///
/// # Errors
/// [`StoreFault::File`].
pub fn kept(file: &Path) -> Result<Kept, StoreFault> {
    let mut begin = Vec::with_capacity(MARK.len());
    let read = File::open(file).and_then(|file| file.take(MARK.len() as u64).read_to_end(&mut begin));
    match read {
        Err(source) if source.kind() == ErrorKind::NotFound => Ok(Kept::Absent),
        Err(source) => Err(StoreFault::file(file, "read", source)),
        Ok(0) => Ok(Kept::Absent),
        Ok(_) if begin == MARK => Ok(Kept::Clear),
        Ok(_) => Ok(Kept::Sealed),
    }
}

/// The one of several keys that opens a file, the last of them first; none where it is in the clear, or not there.
///
/// # Errors
/// [`StoreFault::OtherKey`] where none of them does.
pub async fn key_of<'k>(file: &Path, keys: &'k [Key]) -> Result<Option<&'k Key>, StoreFault> {
    if kept(file)? != Kept::Sealed {
        return Ok(None);
    }
    for key in keys.iter().rev() {
        match look(file, key).await {
            Ok(()) => return Ok(Some(key)),
            Err(StoreFault::OtherKey) => {}
            Err(other) => return Err(other),
        }
    }
    Err(StoreFault::OtherKey)
}

async fn look(file: &Path, key: &Key) -> Result<(), StoreFault> {
    let mut connection = to(file, Some(key)).await?.connect().await?;
    let looked = sqlx::query("SELECT COUNT(*) FROM sqlite_schema").fetch_one(&mut connection).await;
    connection.close().await?;
    looked?;
    Ok(())
}

/// Takes a file out of the mode in which several may have it open, which nobody can while another has; whether that could be
/// done.
pub(crate) async fn leave_alone(file: &Path, key: Option<&Key>) -> Result<bool, StoreFault> {
    // Whoever has it open has it for long: there is nothing to wait for.
    let options = to(file, key).await?.busy_timeout(Duration::ZERO);
    let mut connection = options.connect().await?;
    let mode: Result<String, sqlx::Error> =
        sqlx::query_scalar("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await;
    connection.close().await?;
    match mode {
        Ok(mode) => Ok(mode == "delete"),
        Err(fault) if sqlite_kind(&fault) == Some(LOCKED) => Ok(false),
        Err(fault) => Err(fault.into()),
    }
}

/// A transaction during which nobody else can even read, with who closes its connection; none where another has the file open.
pub(crate) async fn hold(file: &Path, key: Option<&Key>) -> Result<Option<(Writer, Connection)>, StoreFault> {
    if !leave_alone(file, key).await? {
        return Ok(None);
    }
    let options = to(file, key).await?.busy_timeout(Duration::ZERO);
    let pool = pool(1).connect_with(options).await?;
    match pool.begin_with("BEGIN EXCLUSIVE").await {
        Ok(transaction) => {
            let connection = Connection::Sqlite(SqliteWork::reading(transaction));
            Ok(Some((Writer::Sqlite(Writers::alone(file, pool)), connection)))
        }
        Err(fault) if sqlite_kind(&fault) == Some(LOCKED) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}
