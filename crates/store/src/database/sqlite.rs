//! A file of SQLite: how it is opened, and how statements and values are given to its driver.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, SqlitePool};

use super::fault::{LOCKED, sqlite_kind};
use super::query::Query;
use super::{Connection, Readers, Value, Writer};
use crate::StoreFault;

/// How long a writer waits for another process's short transaction.
const BUSY: Duration = Duration::from_secs(30);

/// Readers that may look at the same time.
const READERS: u32 = 4;

/// Opens a file, and makes it if it is not there: one connection that writes, several that read and are never kept waiting
/// by it (write-ahead log).
pub(super) async fn open(file: &Path) -> Result<(Writer, Readers), StoreFault> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "MEMORY")
        .pragma("wal_autocheckpoint", "16384");
    // It is made once: a process that is at work when its hub moves away must not make an empty one in its place.
    options.clone().create_if_missing(true).connect().await?.close().await?;
    let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    let readers = SqlitePoolOptions::new().max_connections(READERS).connect_with(options.read_only(true)).await?;
    Ok((Writer::Sqlite(writer), Readers::Sqlite(readers)))
}

/// Makes a file for rows that all come at once. What is in it when the process ends before they have is worth nothing, so
/// nothing is done to keep it whole until then.
pub(crate) async fn open_part(file: &Path) -> Result<Writer, StoreFault> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(true)
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "MEMORY");
    Ok(Writer::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?))
}

/// Opens a file that is there and stays at the schema that it has. Closed by the last who has it open, it is one file and
/// nothing is beside it.
pub(crate) async fn open_file(file: &Path) -> Result<Writer, StoreFault> {
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(BUSY);
    Ok(Writer::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?))
}

/// Takes a file out of the mode in which several may have it open, which nobody can while another has; whether that could be
/// done.
pub(crate) async fn leave_alone(file: &Path) -> Result<bool, StoreFault> {
    // Whoever has it open has it for long: there is nothing to wait for.
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(Duration::ZERO);
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

/// Begins with the write lock: a transaction that reads first and asks for it later is refused where another wrote.
pub(super) async fn begin_exclusive(pool: &SqlitePool) -> Result<Connection, StoreFault> {
    Ok(Connection::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?))
}

/// A statement with its values as the driver takes them.
pub(super) fn prepared(query: Query<'_>) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    let Query { text, values, is_kept } = query;
    let mut prepared = sqlx::query::<Sqlite>(text).persistent(is_kept);
    for value in values {
        prepared = match value {
            Value::Integer(integer) => prepared.bind(integer),
            Value::Text(text) => prepared.bind(text),
            Value::Bytes(bytes) => prepared.bind(bytes),
            Value::Real(real) => prepared.bind(real),
            Value::Boolean(boolean) => prepared.bind(boolean),
            // As JSON, for [`super::Dialect::is_in`].
            Value::Integers(integers) => prepared.bind(serde_json::json!(integers).to_string()),
            Value::Texts(texts) => prepared.bind(serde_json::json!(texts).to_string()),
        };
    }
    prepared
}
