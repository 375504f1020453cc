//! A statement with its values, and where it runs.

use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{SqlSafeStr, SqlStr};

use super::{Connection, Readers, Row, Value, postgres, sqlite};
use crate::StoreFault;

/// A statement with its values.
#[must_use = "a statement does nothing until it is run"]
pub(crate) struct Query<'q> {
    pub(super) text: SqlStr,
    pub(super) values: Vec<Value<'q>>,
    /// Whether a connection keeps the prepared statement: not where the text is hardly ever the same again.
    pub(super) is_kept: bool,
}

/// A statement of the language that all kinds of database share; see the README of the crate.
pub(crate) fn query<'q>(text: impl SqlSafeStr) -> Query<'q> {
    Query { text: text.into_sql_str(), values: Vec::new(), is_kept: true }
}

/// Where a statement that reads may run.
pub(crate) enum On<'c> {
    /// On any of the connections that read.
    Readers(&'c Readers),
    /// Inside a transaction.
    Connection(&'c mut Connection),
}

impl<'c> From<&'c Readers> for On<'c> {
    fn from(readers: &'c Readers) -> Self {
        Self::Readers(readers)
    }
}

impl<'c> From<&'c mut Connection> for On<'c> {
    fn from(connection: &'c mut Connection) -> Self {
        Self::Connection(connection)
    }
}

impl<'q> Query<'q> {
    /// Gives the next parameter its value.
    pub(crate) fn bind(mut self, value: impl Into<Value<'q>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Writes; answers how many rows were changed.
    pub(crate) async fn execute(self, connection: &mut Connection) -> Result<u64, StoreFault> {
        match connection {
            Connection::Sqlite(work) => Ok(sqlite::prepared(self).execute(work.connection()?).await?.rows_affected()),
            Connection::Postgres(transaction) => {
                Ok(postgres::prepared(self).execute(&mut **transaction).await?.rows_affected())
            }
        }
    }

    /// The first row, if there is one.
    pub(crate) async fn fetch_optional(self, on: impl Into<On<'_>>) -> Result<Option<Row>, StoreFault> {
        Ok(match on.into() {
            On::Readers(Readers::Sqlite(pool)) => sqlite::prepared(self).fetch_optional(pool).await?.map(Row::Sqlite),
            On::Readers(Readers::Postgres { short, .. }) => {
                postgres::prepared(self).fetch_optional(short).await?.map(Row::Postgres)
            }
            On::Connection(Connection::Sqlite(work)) => {
                sqlite::prepared(self).fetch_optional(work.connection()?).await?.map(Row::Sqlite)
            }
            On::Connection(Connection::Postgres(transaction)) => {
                postgres::prepared(self).fetch_optional(&mut **transaction).await?.map(Row::Postgres)
            }
        })
    }

    /// The first row of a statement that always has one.
    pub(crate) async fn fetch_one(self, on: impl Into<On<'_>>) -> Result<Row, StoreFault> {
        self.fetch_optional(on).await?.ok_or(StoreFault::Database(sqlx::Error::RowNotFound))
    }

    /// Every row at once, of a statement that ends soon.
    pub(crate) async fn fetch_all(self, on: impl Into<On<'_>>) -> Result<Vec<Row>, StoreFault> {
        match on.into() {
            On::Readers(Readers::Postgres { short, .. }) => {
                of_postgres(postgres::prepared(self).fetch(short)).try_collect().await
            }
            other => self.fetch(other).try_collect().await,
        }
    }

    /// Row by row, for as long as it takes.
    pub(crate) fn fetch<'c>(self, on: impl Into<On<'c>>) -> BoxStream<'c, Result<Row, StoreFault>> {
        match on.into() {
            On::Readers(Readers::Sqlite(pool)) => of_sqlite(sqlite::prepared(self).fetch(pool)),
            On::Readers(Readers::Postgres { long, .. }) => of_postgres(postgres::prepared(self).fetch(long)),
            On::Connection(Connection::Sqlite(work)) => match work.connection() {
                Ok(connection) => of_sqlite(sqlite::prepared(self).fetch(connection)),
                Err(fault) => stream::once(async { Err(fault) }).boxed(),
            },
            On::Connection(Connection::Postgres(transaction)) => {
                of_postgres(postgres::prepared(self).fetch(&mut **transaction))
            }
        }
    }
}

fn of_sqlite<'c>(rows: BoxStream<'c, Result<SqliteRow, sqlx::Error>>) -> BoxStream<'c, Result<Row, StoreFault>> {
    rows.map(|row| row.map(Row::Sqlite).map_err(StoreFault::from)).boxed()
}

fn of_postgres<'c>(rows: BoxStream<'c, Result<PgRow, sqlx::Error>>) -> BoxStream<'c, Result<Row, StoreFault>> {
    rows.map(|row| row.map(Row::Postgres).map_err(StoreFault::from)).boxed()
}
