//! A lock that a connection holds, and the server lets go of when the connection ends.

use std::fmt;

use sqlx::{Connection as _, PgConnection};

use super::Server;
use super::pool::{connect, options};
use crate::StoreFault;
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
}

impl SessionLock {
    /// Takes the lock of a number; `None` where another connection has it.
    pub(crate) async fn take(server: &Server, key: i64, patience: Patience) -> Result<Option<Self>, StoreFault> {
        let patient = options(server, "0", false).options([("lock_timeout", time(patience))]);
        let mut connection = connect(patient).await?;
        let taken = sqlx::query("SELECT pg_advisory_lock($1)").bind(key).execute(&mut connection).await;
        match taken.map_err(StoreFault::from) {
            Ok(_) => Ok(Some(Self { connection })),
            Err(StoreFault::Busy) => Ok(None),
            Err(other) => Err(other),
        }
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
