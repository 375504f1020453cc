//! The connections of a store.

use sqlx::pool::PoolOptions;
use sqlx::{PgPool, SqlitePool};

use super::sqlite::{SqliteWork, Writers};
use super::{Channel, Connection, Dialect, postgres};
use crate::StoreFault;

/// A pool that has no task of its own. The one with which sqlx 0.9.0 ends connections that rest for long, or are old, counts those that
/// rest; where one is given back at that very moment it counts to 2^64, and holds its thread for ever, at the end of the process too
/// (its issue 3645, mended behind that version and not released yet).
pub(super) fn pool<D: sqlx::Database>(connections: u32) -> PoolOptions<D> {
    #[expect(clippy::disallowed_methods, reason = "the one place that makes pools")]
    let options = PoolOptions::new();
    options.max_connections(connections).min_connections(0).idle_timeout(None).max_lifetime(None)
}

/// The connections that write.
#[derive(Clone, Debug)]
pub(crate) enum Writer {
    /// Connections to a file of SQLite, of which one at a time writes.
    Sqlite(Writers),
    /// Connections to a server of PostgreSQL.
    Postgres(PgPool),
}

impl Writer {
    /// Begins a transaction that alone may decide: other writers wait, and it sees all that they committed before.
    pub(crate) async fn begin(&self) -> Result<Connection, StoreFault> {
        match self {
            Self::Sqlite(writers) => writers.begin().await,
            Self::Postgres(pool) => postgres::begin_exclusive(pool).await,
        }
    }

    /// Whether a transaction may have been kept although its commit failed: where the answer comes over a network.
    pub(crate) const fn can_lose_an_answer(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Begins a transaction of rows that nobody reads yet.
    pub(crate) async fn begin_unseen(&self) -> Result<Connection, StoreFault> {
        match self {
            Self::Sqlite(writers) => writers.begin_unseen().await,
            Self::Postgres(pool) => postgres::begin_unseen(pool).await,
        }
    }

    /// Waits for the end of all of those.
    pub(crate) async fn wait_for_unseen(&self) -> Result<(), StoreFault> {
        match self {
            // Its connection is back when what was given up is rolled back.
            Self::Sqlite(writers) => writers.begin_unseen().await.map(drop),
            Self::Postgres(pool) => postgres::wait_for_unseen(pool).await,
        }
    }

    /// Lets nothing of what was deleted stand where that is in this program's hands: a server writes over it in its own time.
    pub(crate) async fn forget(&self) -> Result<(), StoreFault> {
        match self {
            Self::Sqlite(writers) => writers.forget().await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Has the database note how many rows there are and of what kind, where it plans by that.
    pub(crate) async fn analyse(&self) -> Result<(), StoreFault> {
        match self {
            // Its plans follow the indexes alone.
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(pool) => {
                sqlx::query("ANALYZE").execute(pool).await?;
                Ok(())
            }
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(writers) => writers.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// The connections that read. No writer keeps them waiting.
#[derive(Clone, Debug)]
pub(crate) enum Readers {
    /// Connections to a file of SQLite that cannot write.
    Sqlite(SqlitePool),
    /// Connections to a server of PostgreSQL that cannot write.
    Postgres {
        /// For statements that end soon, or are ended.
        short: PgPool,
        /// For what walks through many rows.
        long: PgPool,
    },
}

impl Readers {
    /// What other processes tell, where the database carries it.
    pub(crate) async fn channel(&self) -> Result<Option<Channel>, StoreFault> {
        match self {
            Self::Sqlite(_) => Ok(None),
            Self::Postgres { long, .. } => Channel::listen(long).await.map(Some),
        }
    }

    /// The words of this kind of database.
    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// Begins a transaction whose statements all read the same state.
    pub(crate) async fn snapshot(&self) -> Result<Connection, StoreFault> {
        match self {
            Self::Sqlite(pool) => Ok(Connection::Sqlite(SqliteWork::reading(pool.begin().await?))),
            Self::Postgres { long, .. } => postgres::begin_snapshot(long).await,
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres { short, long } => {
                short.close().await;
                long.close().await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_counts_the_connections_that_rest() {
        let options = pool::<sqlx::Sqlite>(3);
        assert_eq!((options.get_max_connections(), options.get_min_connections()), (3, 0));
        assert!(options.get_idle_timeout().is_none() && options.get_max_lifetime().is_none());
    }
}
