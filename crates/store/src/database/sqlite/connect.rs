//! How a connection to a file is made: its key comes before all else.

use std::path::Path;
use std::time::Duration;

use dolen_ledger::hexadecimal;
use dolen_seal::Key;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::sync::OnceCell;

use super::log::Log;
use super::{Turns, Writers};
use crate::database::pools::pool;
use crate::database::{Readers, Writer};
use crate::{DATABASE, StoreFault};

/// How long a writer waits for another process's short transaction.
pub(super) const BUSY: Duration = Duration::from_secs(30);

/// Readers that may look at the same time.
const READERS: u32 = 4;

/// Bytes of pages that a connection keeps, in KiB, as SQLite is told it.
const CACHE: &str = "-65536";

/// Said in one breath with the key, before a page is read: SQLCipher writes to the program's standard error by itself, where a key is
/// another for example, and we tell that in our own words.
const QUIET: &str = "PRAGMA cipher_log_level = NONE";

/// A connection to a file, which is opened with the key, or is in the clear where there is none.
///
/// The key is drawn at random, so it is given as it is: nothing is derived from it, which takes a tenth of a second a connection. It
/// is in the text of the first statement; so no statement is told to a log, whatever its level.
///
/// # Errors
/// [`StoreFault`] where the library itself cannot be used.
pub(super) async fn to(file: &Path, key: Option<&Key>) -> Result<SqliteConnectOptions, StoreFault> {
    READY.get_or_try_init(begin_library).await?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        // What SQLite puts aside while it sorts is never in a file, where it would be in the clear.
        .pragma("temp_store", "MEMORY");
    Ok(match key {
        None => options,
        Some(key) => {
            let key = hexadecimal(key.expose());
            options.pragma("key", format!("\"x'{key}'\"; {QUIET}")).disable_statement_logging()
        }
    })
}

/// Whether the library of this process is ready.
static READY: OnceCell<()> = OnceCell::const_new();

/// Opens the first connection of the process, alone. SQLite calls itself initialised before SQLCipher, which it initialises last, is:
/// a second connection that is opened by another thread at that moment is told that its key is none.
async fn begin_library() -> Result<(), StoreFault> {
    Ok(SqliteConnectOptions::new().in_memory(true).connect().await?.close().await?)
}

/// Opens the file in a folder, and makes it if it is not there: one connection that decides, one that writes rows which nobody
/// reads, several that read and are never kept waiting by either (write-ahead log).
pub(in crate::database) async fn open(folder: &Path, key: Option<&Key>) -> Result<(Writer, Readers), StoreFault> {
    let file = folder.join(DATABASE);
    let options = to(&file, key)
        .await?
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", CACHE)
        // What is deleted is written over: an erasure would else leave it in pages that are free.
        .pragma("secure_delete", "ON")
        // See `log`.
        .pragma("wal_autocheckpoint", "0")
        .pragma("journal_size_limit", "0");
    // It is made once: a process that is at work when its hub moves away must not make an empty one in its place.
    options.clone().create_if_missing(true).connect().await?.close().await?;
    let one: SqlitePoolOptions = pool(1);
    // See `begin_soon`. While it is opened, another process may still be repairing the log of one that was killed.
    let hasty = one.clone().after_connect(|connection, _| {
        Box::pin(async move { connection.execute("PRAGMA busy_timeout = 0").await.map(drop) })
    });
    let deciding = hasty.connect_with(options.clone()).await?;
    let unseen = one.connect_lazy_with(options.clone());
    let log = Log::of(&file, options.clone());
    let readers = pool(READERS).connect_with(options.read_only(true)).await?;
    let writers = Writers { deciding, unseen, turns: Turns::of(folder), log: Some(log) };
    Ok((Writer::Sqlite(writers), Readers::Sqlite(readers)))
}

/// Makes a file for rows that all come at once. What is in it when the process ends before they have is worth nothing, so
/// nothing is done to keep it whole until then.
pub(crate) async fn open_part(file: &Path, key: Option<&Key>) -> Result<Writer, StoreFault> {
    let options = to(file, key)
        .await?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", CACHE);
    let pool = pool(1).connect_with(options).await?;
    Ok(Writer::Sqlite(Writers::alone(file, pool)))
}

/// Opens a file that is there and stays at the schema that it has. Closed by the last who has it open, it is one file and
/// nothing is beside it.
pub(crate) async fn open_file(file: &Path, key: Option<&Key>) -> Result<Writer, StoreFault> {
    let options = to(file, key).await?;
    let pool = pool(1).connect_with(options).await?;
    Ok(Writer::Sqlite(Writers::alone(file, pool)))
}
