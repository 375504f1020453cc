//! A file of SQLite: how it is opened, and how statements and values are given to its driver.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool};

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
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("cache_size", "-65536")
        // What is deleted is written over: an erasure would else leave it in pages that are free.
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .pragma("wal_autocheckpoint", "16384");
    let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_with(options.read_only(true).create_if_missing(false))
        .await?;
    Ok((Writer::Sqlite(writer), Readers::Sqlite(readers)))
}

/// Empties the write-ahead log, in which what was deleted still stands.
pub(super) async fn forget(pool: &SqlitePool) -> Result<(), StoreFault> {
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await?;
    Ok(())
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
