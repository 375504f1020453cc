//! A row that was read.

use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Sqlite, Type};

use crate::StoreFault;

/// What a column can be read as, in every kind of database.
pub(crate) trait Cell<'r>: Decode<'r, Sqlite> + Type<Sqlite> {}

impl<'r, T: Decode<'r, Sqlite> + Type<Sqlite>> Cell<'r> for T {}

/// A row that was read.
pub(crate) enum Row {
    /// From a file of SQLite.
    Sqlite(SqliteRow),
}

impl Row {
    /// The value of a column, counted from 0.
    pub(crate) fn try_get<'r, T: Cell<'r>>(&'r self, place: usize) -> Result<T, StoreFault> {
        match self {
            Self::Sqlite(row) => Ok(sqlx::Row::try_get(row, place)?),
        }
    }
}
