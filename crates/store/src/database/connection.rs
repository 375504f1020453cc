//! A connection inside a transaction.

use sqlx::{AssertSqlSafe, Postgres, Transaction};

use super::sqlite::SqliteWork;
use super::{Dialect, RowWriter, multi_row, postgres};
use crate::StoreFault;
use crate::tables::Table;

/// A connection inside a transaction. Dropped without [`Connection::commit`], nothing of it stays.
pub(crate) enum Connection {
    /// To a file of SQLite.
    Sqlite(SqliteWork),
    /// To a server of PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// What becomes of a row whose key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeated {
    /// It is a fault.
    Refused,
    /// It is left out: the row that is there stays.
    LeftOut,
}

impl Connection {
    /// Runs several statements that have no parameters.
    pub(crate) async fn run(&mut self, statements: &'static str) -> Result<(), StoreFault> {
        match self {
            Self::Sqlite(work) => {
                sqlx::raw_sql(statements).execute(work.connection()?).await?;
            }
            Self::Postgres(transaction) => {
                sqlx::raw_sql(statements).execute(&mut **transaction).await?;
            }
        }
        Ok(())
    }

    /// Inserts rows; `write` gives one value a column of [`Table::written`], in its order.
    pub(crate) async fn insert<'r, T>(
        &mut self,
        table: &Table<'_>,
        repeated: Repeated,
        rows: &'r [T],
        write: impl FnMut(&mut RowWriter<'r>, &'r T),
    ) -> Result<(), StoreFault> {
        match self {
            Self::Sqlite(_) => multi_row::insert(self, table, repeated, rows, write).await,
            Self::Postgres(transaction) => postgres::insert(transaction, table, repeated, rows, write).await,
        }
    }

    /// A moment in which somebody who waits may go first, of a transaction whose rows nobody reads yet. Where nobody waits, or the
    /// database has many writers, or this transaction decides itself, nothing happens.
    pub(crate) async fn give_way(&mut self) -> Result<(), StoreFault> {
        match self {
            Self::Sqlite(work) => work.give_way().await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Removes every row of tables that stand in an order in which each is behind those that its rows refer to.
    pub(crate) async fn remove_rows(&mut self, tables: &[&str]) -> Result<(), StoreFault> {
        match self {
            Self::Sqlite(work) => {
                for table in tables.iter().rev() {
                    sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(work.connection()?).await?;
                }
            }
            Self::Postgres(transaction) => {
                let remove = format!("TRUNCATE {}", tables.join(", "));
                sqlx::query(AssertSqlSafe(remove)).execute(&mut **transaction).await?;
            }
        }
        Ok(())
    }

    /// Whether there is a ledger.
    pub(crate) async fn has_ledger(&mut self) -> Result<bool, StoreFault> {
        Ok(match self {
            Self::Sqlite(work) => {
                sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'ledger_entry')")
                    .fetch_one(work.connection()?)
                    .await?
            }
            Self::Postgres(transaction) => {
                sqlx::query_scalar("SELECT to_regclass('dolen.ledger_entry') IS NOT NULL")
                    .fetch_one(&mut **transaction)
                    .await?
            }
        })
    }

    /// The words of this kind of database.
    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Makes everything visible.
    pub(crate) async fn commit(self) -> Result<(), StoreFault> {
        match self {
            Self::Sqlite(work) => work.commit().await,
            Self::Postgres(transaction) => Ok(transaction.commit().await?),
        }
    }
}
