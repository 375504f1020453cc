//! What a fault of a driver means.

use sqlx::sqlite::SqliteError;

use crate::StoreFault;

/// Codes of SQLite: the lowest byte of an extended code is its kind.
const READ_ONLY: u32 = 8;
const FULL: u32 = 13;

impl From<sqlx::Error> for StoreFault {
    fn from(fault: sqlx::Error) -> Self {
        match sqlite_kind(&fault) {
            Some(READ_ONLY) => Self::ReadOnly,
            Some(FULL) => Self::Full,
            _ => Self::Database(fault),
        }
    }
}

/// The kind of a fault of SQLite.
fn sqlite_kind(fault: &sqlx::Error) -> Option<u32> {
    let fault: &dyn sqlx::error::DatabaseError = fault.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    let code: u32 = fault.code()?.parse().ok()?;
    Some(code & 0xff)
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    #[tokio::test]
    async fn no_room_and_no_right_to_write_are_told_apart_from_faults_of_ours() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let mut failed = async |statements: &str| {
            let statements = sqlx::AssertSqlSafe(statements.to_owned());
            StoreFault::from(sqlx::raw_sql(statements).execute(&mut connection).await.unwrap_err())
        };
        assert!(matches!(
            failed("PRAGMA max_page_count = 1; CREATE TABLE a (b); CREATE TABLE c (d)").await,
            StoreFault::Full
        ));
        assert!(matches!(failed("PRAGMA query_only = 1; CREATE TABLE e (f)").await, StoreFault::ReadOnly));
        assert!(matches!(failed("SELECT nothing").await, StoreFault::Database(_)));
    }
}
