//! A file of SQLite: how it is opened, and how statements and values are given to its driver.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Row as _, Sqlite, SqliteConnection, SqlitePool, Transaction};

use super::fault::{LOCKED, sqlite_kind};
use super::query::Query;
use super::turns::{Turns, Waiting};
use super::{Connection, Readers, Value, Writer};
use crate::StoreFault;

/// How long a writer waits for another process's short transaction.
const BUSY: Duration = Duration::from_secs(30);

/// Readers that may look at the same time.
const READERS: u32 = 4;

/// Pages of the log after which a connection that writes brings them into the file. Whoever decides leaves that to whoever
/// writes many rows, as long as somebody does.
const LOG: u32 = 16_384;
const LONG_LOG: u32 = 2 * LOG;

/// The connections that write to a file, and whose turn it is among all processes.
#[derive(Clone, Debug)]
pub(crate) struct Writers {
    deciding: SqlitePool,
    unseen: SqlitePool,
    turns: Turns,
}

/// Opens the file in a folder, and makes it if it is not there: one connection that decides, one that writes rows which nobody
/// reads, several that read and are never kept waiting by either (write-ahead log).
pub(super) async fn open(folder: &Path) -> Result<(Writer, Readers), StoreFault> {
    let options = SqliteConnectOptions::new()
        .filename(folder.join("dolen.sqlite"))
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("cache_size", "-65536")
        // What is deleted is written over: an erasure would else leave it in pages that are free.
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY");
    // It is made once: a process that is at work when its hub moves away must not make an empty one in its place.
    options.clone().create_if_missing(true).connect().await?.close().await?;
    let writer = |log: u32| options.clone().pragma("wal_autocheckpoint", log.to_string());
    let deciding = SqlitePoolOptions::new().max_connections(1).connect_with(writer(LONG_LOG)).await?;
    let unseen = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(writer(LOG));
    let readers = SqlitePoolOptions::new().max_connections(READERS).connect_with(options.read_only(true)).await?;
    let writers = Writers { deciding, unseen, turns: Turns::of(folder) };
    Ok((Writer::Sqlite(writers), Readers::Sqlite(readers)))
}

impl Writers {
    /// Of one connection, for who has a file to himself.
    fn alone(file: &Path, pool: SqlitePool) -> Self {
        let folder = file.parent().unwrap_or(Path::new("."));
        Self { deciding: pool.clone(), unseen: pool, turns: Turns::of(folder) }
    }

    /// Begins a transaction that decides. Whoever writes rows that nobody reads gives way.
    pub(super) async fn begin(&self) -> Result<Connection, StoreFault> {
        let waiting = self.turns.wait(Waiting::Deciding);
        let transaction = begin(&self.deciding).await?;
        drop(waiting);
        Ok(Connection::Sqlite(SqliteWork { transaction: Some(transaction), gives_way: None }))
    }

    /// Begins a transaction that gives way, and lets those begin first who wait already.
    pub(super) async fn begin_unseen(&self) -> Result<Connection, StoreFault> {
        self.turns.give(&[Waiting::Deciding, Waiting::Unseen]).await;
        let waiting = self.turns.wait(Waiting::Unseen);
        let transaction = begin(&self.unseen).await?;
        drop(waiting);
        Ok(Connection::Sqlite(SqliteWork { transaction: Some(transaction), gives_way: Some(self.clone()) }))
    }

    /// Empties the write-ahead log, in which what was deleted still stands. Whoever reads for longer than a writer waits keeps
    /// it from that.
    pub(super) async fn forget(&self) -> Result<(), StoreFault> {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.deciding).await?;
        let is_kept: i64 = row.try_get(0)?;
        if is_kept == 0 { Ok(()) } else { Err(StoreFault::Busy) }
    }

    pub(super) async fn close(&self) {
        self.unseen.close().await;
        self.deciding.close().await;
    }
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
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    Ok(Writer::Sqlite(Writers::alone(file, pool)))
}

/// Opens a file that is there and stays at the schema that it has. Closed by the last who has it open, it is one file and
/// nothing is beside it.
pub(crate) async fn open_file(file: &Path) -> Result<Writer, StoreFault> {
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(BUSY);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    Ok(Writer::Sqlite(Writers::alone(file, pool)))
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
async fn begin(pool: &SqlitePool) -> Result<Transaction<'static, Sqlite>, StoreFault> {
    Ok(pool.begin_with("BEGIN IMMEDIATE").await?)
}

/// A transaction on a file.
pub(crate) struct SqliteWork {
    /// None where another could not be begun when it had given way.
    transaction: Option<Transaction<'static, Sqlite>>,
    /// Where another is begun, of one that gives way.
    gives_way: Option<Writers>,
}

impl SqliteWork {
    pub(super) const fn reading(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { transaction: Some(transaction), gives_way: None }
    }

    pub(super) fn connection(&mut self) -> Result<&mut SqliteConnection, StoreFault> {
        self.transaction.as_deref_mut().ok_or(StoreFault::Busy)
    }

    /// Where somebody waits who decides, keeps what was written so far and begins anew when he has begun.
    pub(super) async fn give_way(&mut self) -> Result<(), StoreFault> {
        let Some(writers) = self.gives_way.as_ref().filter(|writers| writers.turns.is_waited(Waiting::Deciding)) else {
            return Ok(());
        };
        if let Some(transaction) = self.transaction.take() {
            transaction.commit().await?;
        }
        writers.turns.give(&[Waiting::Deciding]).await;
        self.transaction = Some(begin(&writers.unseen).await?);
        Ok(())
    }

    pub(super) async fn commit(self) -> Result<(), StoreFault> {
        let transaction = self.transaction.ok_or(StoreFault::Busy)?;
        Ok(transaction.commit().await?)
    }
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
