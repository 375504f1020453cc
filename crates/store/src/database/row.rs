//! A row that was read.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Sqlite, Type};

use crate::StoreFault;

/// What a column can be read as, in every kind of database.
pub(crate) trait Cell<'r>: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres> {}

impl<'r, T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>> Cell<'r> for T {}

/// A row that was read.
pub(crate) enum Row {
    /// From a file of SQLite.
    Sqlite(SqliteRow),
    /// From a server of PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// The value of a column, counted from 0.
    pub(crate) fn try_get<'r, T: Cell<'r>>(&'r self, place: usize) -> Result<T, StoreFault> {
        match self {
            Self::Sqlite(row) => Ok(sqlx::Row::try_get(row, place)?),
            Self::Postgres(row) => Ok(sqlx::Row::try_get(row, place)?),
        }
    }
}
