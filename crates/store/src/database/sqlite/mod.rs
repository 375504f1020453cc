//! A file of SQLite: how it is opened, and how statements and values are given to its driver.

mod connect;
mod file;
mod log;

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::time::Instant;

pub(super) use connect::open;
pub(crate) use connect::{open_file, open_part};
pub use file::{Kept, kept, key_of};
pub(crate) use file::{hold, leave_alone};

use self::log::Log;
use super::query::Query;
use super::turns::{Turns, Waiting};
use super::{Connection, Value};
use crate::StoreFault;

/// How often the lock of writers is asked for by who decides.
const ASKED: Duration = Duration::from_millis(1);

/// How long rows that nobody reads are written before they are kept, while people who decide meet who writes them: who comes meanwhile
/// waits for all of them to be brought to the disk, which takes several times as long.
const PIECE: Duration = Duration::from_millis(5);

/// The connections that write to a file, and whose turn it is among all processes.
#[derive(Clone, Debug)]
pub(crate) struct Writers {
    deciding: SqlitePool,
    unseen: SqlitePool,
    turns: Turns,
    /// None where the file has none.
    log: Option<Log>,
}

impl Writers {
    /// Of one connection, for who has a file to himself.
    fn alone(file: &Path, pool: SqlitePool) -> Self {
        let folder = file.parent().unwrap_or(Path::new("."));
        Self { deciding: pool.clone(), unseen: pool, turns: Turns::of(folder), log: None }
    }

    /// Begins a transaction that decides. Whoever writes rows that nobody reads gives way.
    pub(super) async fn begin(&self) -> Result<Connection, StoreFault> {
        let waiting = self.turns.wait(Waiting::Deciding);
        let transaction = begin_soon(&self.deciding, || Turns::tell_kept_waiting(waiting.as_ref())).await?;
        drop(waiting);
        let log = self.log.clone().map(|log| (log, log::VERY_LONG));
        Ok(Connection::Sqlite(SqliteWork { transaction: Some(transaction), gives_way: None, log }))
    }

    /// Begins a transaction that gives way, and lets those begin first who wait already.
    pub(super) async fn begin_unseen(&self) -> Result<Connection, StoreFault> {
        self.turns.give(&[Waiting::Deciding, Waiting::Unseen]).await;
        let waiting = self.turns.wait(Waiting::Unseen);
        let transaction = begin(&self.unseen).await?;
        drop(waiting);
        let log = self.log.clone().map(|log| (log, log::LONG));
        let gives_way = Some((self.clone(), Instant::now()));
        Ok(Connection::Sqlite(SqliteWork { transaction: Some(transaction), gives_way, log }))
    }

    /// Empties the write-ahead log, in which what was deleted still stands.
    ///
    /// # Errors
    /// [`StoreFault::Busy`] where it is not empty.
    pub(super) async fn forget(&self) -> Result<(), StoreFault> {
        match &self.log {
            Some(log) => log.empty(&self.unseen).await,
            None => Ok(()),
        }
    }

    pub(super) async fn close(&self) {
        if let Some(log) = &self.log {
            log.close().await;
        }
        self.unseen.close().await;
        self.deciding.close().await;
    }
}

/// Begins with the write lock: a transaction that reads first and asks for it later is refused where another wrote.
async fn begin(pool: &SqlitePool) -> Result<Transaction<'static, Sqlite>, StoreFault> {
    Ok(pool.begin_with("BEGIN IMMEDIATE").await?)
}

/// [`begin`] of somebody who may be waited for. SQLite sleeps for longer the longer it has waited, and a lock that gives way to him
/// is free after milliseconds; so it does not sleep on this connection, and is asked often.
async fn begin_soon(pool: &SqlitePool, kept_waiting: impl Fn()) -> Result<Transaction<'static, Sqlite>, StoreFault> {
    let asking = async {
        let mut begun = begin(pool).await;
        if matches!(begun, Err(StoreFault::Busy)) {
            kept_waiting();
        }
        while matches!(begun, Err(StoreFault::Busy)) {
            tokio::time::sleep(ASKED).await;
            begun = begin(pool).await;
        }
        begun
    };
    tokio::time::timeout(connect::BUSY, asking).await.unwrap_or(Err(StoreFault::Busy))
}

/// A transaction on a file.
pub(crate) struct SqliteWork {
    /// None where another could not be begun when it had given way.
    transaction: Option<Transaction<'static, Sqlite>>,
    /// Of one that gives way: where another is begun, and when this one was.
    gives_way: Option<(Writers, Instant)>,
    /// The log that a commit may make too long, and from how many bytes on it is.
    log: Option<(Log, u64)>,
}

impl SqliteWork {
    pub(super) const fn reading(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { transaction: Some(transaction), gives_way: None, log: None }
    }

    pub(super) fn connection(&mut self) -> Result<&mut SqliteConnection, StoreFault> {
        self.transaction.as_deref_mut().ok_or(StoreFault::Busy)
    }

    /// Where somebody waits who decides, or may come soon, keeps what was written so far and begins anew when he has begun.
    pub(super) async fn give_way(&mut self) -> Result<(), StoreFault> {
        let Some((writers, began)) = &mut self.gives_way else { return Ok(()) };
        let is_long = || began.elapsed() > PIECE && writers.turns.is_kept_waiting_lately(Waiting::Deciding);
        if !writers.turns.is_waited(Waiting::Deciding) && !is_long() {
            return Ok(());
        }
        if let Some(transaction) = self.transaction.take() {
            transaction.commit().await?;
        }
        if let Some((log, from)) = &self.log {
            log.shorten(*from).await;
        }
        writers.turns.give(&[Waiting::Deciding]).await;
        self.transaction = Some(begin(&writers.unseen).await?);
        *began = Instant::now();
        Ok(())
    }

    pub(super) async fn commit(self) -> Result<(), StoreFault> {
        let transaction = self.transaction.ok_or(StoreFault::Busy)?;
        transaction.commit().await?;
        match (self.log, self.gives_way) {
            (Some((log, from)), Some(_)) => {
                log.shorten(from).await;
            }
            // A person may be waiting for what was decided.
            (Some((log, from)), None) => drop(tokio::spawn(async move { log.shorten(from).await })),
            (None, _) => {}
        }
        Ok(())
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
