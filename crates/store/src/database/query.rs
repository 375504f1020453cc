//! A statement with its values, and where it runs.

use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use sqlx::{SqlSafeStr, SqlStr};

use super::{Connection, Readers, Row, Value, sqlite};
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
            Connection::Sqlite(transaction) => {
                Ok(sqlite::prepared(self).execute(&mut **transaction).await?.rows_affected())
            }
        }
    }

    /// The first row, if there is one.
    pub(crate) async fn fetch_optional(self, on: impl Into<On<'_>>) -> Result<Option<Row>, StoreFault> {
        let row = match on.into() {
            On::Readers(Readers::Sqlite(pool)) => sqlite::prepared(self).fetch_optional(pool).await?,
            On::Connection(Connection::Sqlite(transaction)) => {
                sqlite::prepared(self).fetch_optional(&mut **transaction).await?
            }
        };
        Ok(row.map(Row::Sqlite))
    }

    /// The first row of a statement that always has one.
    pub(crate) async fn fetch_one(self, on: impl Into<On<'_>>) -> Result<Row, StoreFault> {
        self.fetch_optional(on).await?.ok_or(StoreFault::Database(sqlx::Error::RowNotFound))
    }

    /// Every row at once.
    pub(crate) async fn fetch_all(self, on: impl Into<On<'_>>) -> Result<Vec<Row>, StoreFault> {
        self.fetch(on).try_collect().await
    }

    /// Row by row.
    pub(crate) fn fetch<'c>(self, on: impl Into<On<'c>>) -> BoxStream<'c, Result<Row, StoreFault>> {
        let rows = match on.into() {
            On::Readers(Readers::Sqlite(pool)) => sqlite::prepared(self).fetch(pool),
            On::Connection(Connection::Sqlite(transaction)) => sqlite::prepared(self).fetch(&mut **transaction),
        };
        rows.map(|row| row.map(Row::Sqlite).map_err(StoreFault::from)).boxed()
    }
}
