//! A lock that a connection holds, and the server lets go of when the connection ends.

use std::fmt;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};

use super::Server;
use super::pool::{connect, options};
use crate::StoreFault;
use crate::database::{Connection, query};
use crate::lock::Patience;

/// How long a lock is waited for. A server lets go of the locks of a process that was killed some milliseconds later, one that has
/// much to do later still.
const fn time(patience: Patience) -> &'static str {
    match patience {
        Patience::None => "1s",
        Patience::Some => "5s",
    }
}

/// An advisory lock of a session, on a connection of its own.
pub(crate) struct SessionLock {
    connection: PgConnection,
    holder: Holder,
}

impl SessionLock {
    /// Takes the lock of a number; `None` where another connection has it. Whoever held it before may have lost his connection and
    /// not know it: what he began under it is waited for, and [`Holder::fence`] lets him begin nothing from then on.
    pub(crate) async fn take(server: &Server, key: i64, patience: Patience) -> Result<Option<Self>, StoreFault> {
        let patient = options(server, "0", false).options([
            ("lock_timeout", time(patience)),
            // Nothing is said on it for as long as the work takes.
            ("idle_session_timeout", "0"),
        ]);
        let mut connection = connect(patient).await?;
        match take(&mut connection, key).await {
            Ok(holder) => Ok(Some(Self { connection, holder })),
            Err(StoreFault::Busy) => Ok(None),
            Err(other) => Err(other),
        }
    }

    pub(crate) const fn holder(&self) -> Holder {
        self.holder
    }

    pub(crate) async fn check(&mut self) -> Result<(), StoreFault> {
        Ok(self.connection.ping().await?)
    }

    pub(crate) async fn release(self) {
        // A connection that cannot be closed has ended, and its lock with it.
        drop(self.connection.close().await);
    }
}

impl fmt::Debug for SessionLock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionLock")
    }
}

/// Several statements are one question, and one answer is waited for. The lock of two numbers is another than that of the one.
async fn take(connection: &mut PgConnection, key: i64) -> Result<Holder, StoreFault> {
    let (high, low) = halves(key);
    let statements = format!(
        "SELECT pg_advisory_lock('{key}'::bigint);
         SELECT pg_advisory_lock('{high}'::integer, '{low}'::integer);
         SELECT pg_advisory_unlock('{high}'::integer, '{low}'::integer);
         SELECT pid, (EXTRACT(EPOCH FROM backend_start) * 1000000)::bigint
         FROM pg_stat_activity WHERE pid = pg_backend_pid()"
    );
    let rows = sqlx::raw_sql(AssertSqlSafe(statements)).fetch_all(connection).await?;
    let row = rows.last().ok_or_else(|| StoreFault::content("pg_stat_activity", "this connection is not there"))?;
    Ok(Holder { key, process: row.try_get(0)?, since: row.try_get(1)? })
}

/// Which connection holds a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    key: i64,
    /// The server's process of the connection, and microseconds of the epoch at which that began: a number of a process is used again.
    process: i32,
    since: i64,
}

impl Holder {
    /// Refuses a transaction where the lock is held no more. Where it is, whoever takes it next waits for the end of the transaction.
    pub(crate) async fn fence(self, connection: &mut Connection) -> Result<(), StoreFault> {
        let (high, low) = halves(self.key);
        // First this, so that there is no moment between the look and the wait.
        query("SELECT pg_advisory_xact_lock_shared($1::bigint::integer, $2::bigint::integer)")
            .bind(i64::from(high))
            .bind(i64::from(low))
            .execute(connection)
            .await?;
        let row = query(
            "SELECT EXISTS (
                 SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                   AND l.classid = (($1 >> 32) & 4294967295)::oid AND l.objid = ($1 & 4294967295)::oid
                   AND l.pid = $2 AND (EXTRACT(EPOCH FROM a.backend_start) * 1000000)::bigint = $3)",
        )
        .bind(self.key)
        .bind(i64::from(self.process))
        .bind(self.since)
        .fetch_one(connection)
        .await?;
        match row.try_get(0)? {
            true => Ok(()),
            false => Err(StoreFault::Unreachable("the connection that held the lock was lost".to_owned())),
        }
    }
}

/// Ends the connections to a database that hold a lock, as a network does that loses them: for tests. Whoever had a lock does not
/// hear of it. Answers how many there were.
///
/// # Errors
/// [`StoreFault`].
#[cfg(feature = "testing")]
pub async fn lose_locks(administrator: &Server) -> Result<usize, StoreFault> {
    let mut connection = connect(options(administrator, "0", true)).await?;
    let lost = "SELECT pg_terminate_backend(pid, 60000) FROM pg_locks
                WHERE locktype = 'advisory' AND objsubid = 1 AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    Ok(sqlx::query(lost).fetch_all(&mut connection).await?.len())
}

/// The same number in the form of two.
const fn halves(key: i64) -> (i32, i32) {
    let [a, b, c, d, e, f, g, h] = key.to_be_bytes();
    (i32::from_be_bytes([a, b, c, d]), i32::from_be_bytes([e, f, g, h]))
}
