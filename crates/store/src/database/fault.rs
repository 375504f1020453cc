//! What a fault of a driver means.

use std::io::ErrorKind;

use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::StoreFault;

/// Codes of SQLite: the lowest byte of an extended code is its kind.
pub(super) const LOCKED: u32 = 5;
const READ_ONLY: u32 = 8;
const FULL: u32 = 13;
/// The first page is none, which it also is where the key is another.
const NO_DATABASE: u32 = 26;
/// A write that failed for another reason than a full disk: a quota, or a limit of the size of files.
const NOT_WRITTEN: u32 = 778;
/// No room for what several processes share of the log.
const NOT_SHARED: u32 = 4874;

impl From<sqlx::Error> for StoreFault {
    fn from(fault: sqlx::Error) -> Self {
        match &fault {
            sqlx::Error::Io(source) if source.kind() == ErrorKind::StorageFull => Self::Full,
            // What a certificate that is not trusted comes as.
            sqlx::Error::Io(source) if source.kind() == ErrorKind::InvalidData => Self::Tls,
            sqlx::Error::Tls(_) => Self::Tls,
            sqlx::Error::Io(source) => Self::Unreachable(source.kind().to_string()),
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unreachable("it was closed".to_owned()),
            sqlx::Error::Protocol(_) => Self::Unreachable("the answer was cut off".to_owned()),
            sqlx::Error::Database(told) => {
                if let Some(told) = told.try_downcast_ref::<PgDatabaseError>() {
                    return of_server(told);
                }
                let code = sqlite_code(&fault);
                if matches!(code, Some(NOT_WRITTEN | NOT_SHARED)) {
                    return Self::Full;
                }
                match code.map(|code| code & 0xff) {
                    Some(LOCKED) => Self::Busy,
                    Some(READ_ONLY) => Self::ReadOnly,
                    Some(FULL) => Self::Full,
                    Some(NO_DATABASE) => Self::OtherKey,
                    _ => Self::Database(fault),
                }
            }
            _ => Self::Database(fault),
        }
    }
}

/// The kind of a fault of SQLite.
pub(super) fn sqlite_kind(fault: &sqlx::Error) -> Option<u32> {
    sqlite_code(fault).map(|code| code & 0xff)
}

/// The extended code of a fault of SQLite.
fn sqlite_code(fault: &sqlx::Error) -> Option<u32> {
    let fault: &dyn sqlx::error::DatabaseError = fault.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    fault.code()?.parse().ok()
}

/// What a server refused, by its code: PostgreSQL's manual, "PostgreSQL Error Codes". Its own words are not told: they may
/// quote a value.
fn of_server(told: &PgDatabaseError) -> StoreFault {
    let place = told.constraint().or_else(|| told.table()).unwrap_or("a statement").to_owned();
    of_code(told.code(), place)
}

fn of_code(code: &str, place: String) -> StoreFault {
    match code {
        "53100" => StoreFault::Full,
        "25006" => StoreFault::ReadOnly,
        "53300" | "55P03" | "57014" => StoreFault::Busy,
        "57P01" | "57P02" | "57P03" | "25P03" => StoreFault::Unreachable("it is stopping or starting".to_owned()),
        "28000" | "28P01" => StoreFault::Refused,
        "3D000" => StoreFault::NoDatabase,
        "42501" => StoreFault::Privilege,
        _ if code.starts_with("08") => StoreFault::Unreachable("the connection was lost".to_owned()),
        _ => StoreFault::Server { code: code.to_owned(), place },
    }
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

    #[test]
    fn what_a_server_refuses_is_told_by_what_can_be_done() {
        let of = |code| of_code(code, "load_pkey".to_owned());
        assert!(matches!(of("53100"), StoreFault::Full));
        assert!(matches!(of("57014"), StoreFault::Busy));
        assert!(matches!(of("08006"), StoreFault::Unreachable(_)));
        assert!(matches!(of("28P01"), StoreFault::Refused));
        assert!(matches!(of("23505"), StoreFault::Server { place, .. } if place == "load_pkey"));
    }
}
