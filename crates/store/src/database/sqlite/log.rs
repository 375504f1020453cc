//! Bringing the pages of the write-ahead log into the file, while nobody writes.
//!
//! SQLite would do it behind every commit that makes the log long. Up to 3.51.2, which the present SQLCipher is older than, such a
//! checkpoint may lose what another connection commits at that very moment, where that commit begins the log anew ("the
//! WAL-reset bug", section 11 of SQLite's page on write-ahead logging). So it does it never by itself: it is done here, and
//! one connection holds the lock of writers meanwhile.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use tokio::sync::Mutex;

use crate::StoreFault;

/// Bytes of the log from which a connection that writes many rows brings them into the file. Whoever decides leaves that to whoever
/// writes many rows, as long as somebody does.
pub(super) const LONG: u64 = 64 * 1024 * 1024;
pub(super) const VERY_LONG: u64 = 2 * LONG;

/// How long others are waited for that write. Where they do for longer, one of them brings the pages into the file.
const BUSY: Duration = Duration::from_secs(2);

/// The log of a file, and two connections for nothing else: one holds the lock, the other carries the pages.
#[derive(Clone, Debug)]
pub(super) struct Log {
    path: PathBuf,
    pool: SqlitePool,
    /// Whether this process is at it.
    is_at_it: Arc<Mutex<()>>,
}

impl Log {
    pub(super) fn of(file: &Path, options: SqliteConnectOptions) -> Self {
        let mut path = file.as_os_str().to_owned();
        path.push("-wal");
        let options = options.busy_timeout(BUSY).pragma("cache_size", "-256");
        let pool = SqlitePoolOptions::new().max_connections(2).connect_lazy_with(options);
        Self { path: path.into(), pool, is_at_it: Arc::default() }
    }

    /// Brings its pages into the file where it is as long as that. What hinders that is no fault of who has committed: the
    /// next one tries again.
    pub(super) async fn shorten(&self, from: u64) {
        // Begun anew, the log is cut to what is in it: its length tells how many pages wait.
        if std::fs::metadata(&self.path).map_or(0, |file| file.len()) < from {
            return;
        }
        let Ok(_at_it) = self.is_at_it.try_lock() else { return };
        if self.carry().await.is_err() {
            tracing::debug!("the log was not brought into the file");
        }
    }

    async fn carry(&self) -> Result<(), StoreFault> {
        let held = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let carried = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(&self.pool).await;
        held.rollback().await?;
        carried?;
        Ok(())
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{ConnectOptions as _, SqliteConnection};

    use super::*;
    use crate::database::sqlite::connect::to;

    async fn run(connection: &mut SqliteConnection, statement: &'static str) {
        sqlx::raw_sql(statement).execute(connection).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn pages_come_into_the_file_unless_somebody_writes_and_the_log_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.sqlite");
        let options = to(&file, None)
            .await
            .unwrap()
            .create_if_missing(true)
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
            .pragma("wal_autocheckpoint", "0")
            .pragma("journal_size_limit", "0");
        let (mut writer, mut other) = (options.connect().await.unwrap(), options.connect().await.unwrap());
        let log = Log::of(&file, options);
        let length = || std::fs::metadata(folder.path().join("a.sqlite-wal")).unwrap().len();
        run(&mut writer, "CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(4000000))").await;
        let (long, before) = (length(), std::fs::metadata(&file).unwrap().len());
        assert!(long > 4_000_000 && before < 100_000);
        log.shorten(long + 1).await;
        run(&mut other, "BEGIN IMMEDIATE").await;
        log.shorten(1).await;
        assert_eq!(std::fs::metadata(&file).unwrap().len(), before, "somebody writes");
        run(&mut other, "ROLLBACK").await;
        log.shorten(1).await;
        assert!(std::fs::metadata(&file).unwrap().len() > 4_000_000);
        run(&mut other, "INSERT INTO a VALUES (1)").await;
        assert!(length() < 100_000, "begun anew, it is as long as what is in it");
        let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM a").fetch_one(&mut writer).await.unwrap();
        assert_eq!(rows, 2);
    }
}
