//! Bringing the pages of the write-ahead log into the file, while nobody begins the log anew.
//!
//! SQLite would do it behind every commit that makes the log long. Up to 3.51.2, which the present SQLCipher is older than, such a
//! checkpoint may lose what another connection commits at that very moment, where that commit begins the log anew ("the
//! WAL-reset bug", section 11 of SQLite's page on write-ahead logging). So it does it never by itself: it is done here, by one
//! process at a time.
//!
//! A log is begun anew only where all of it is in the file and nobody reads from it. So somebody reads from it as long as its many
//! pages are carried, and others commit meanwhile; then the few that they have left are carried. Where there are always more and the log
//! grows very long, the last are carried while the lock of writers is held.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Row as _, SqlitePool};

use crate::StoreFault;
use crate::database::pools::pool;
use crate::lock::LockedFile;

/// Bytes of the log from which a connection that writes many rows brings them into the file. Whoever decides leaves that to whoever
/// writes many rows, as long as somebody does.
pub(super) const LONG: u64 = 32 * 1024 * 1024;
pub(super) const VERY_LONG: u64 = 4 * LONG;

/// How long others are waited for that write. Where they do for longer, one of them brings the pages into the file.
const BUSY: Duration = Duration::from_secs(2);
/// How long others are waited for that carry pages, by who has to be sure that none is left.
const LONGEST: Duration = Duration::from_secs(30);

/// How often it is asked whether another process has done.
const ASKED: Duration = Duration::from_millis(10);

/// The log of a file, and two connections for nothing else: one reads or holds the lock, the other carries the pages.
#[derive(Clone, Debug)]
pub(super) struct Log {
    path: PathBuf,
    pool: SqlitePool,
    /// Locked by who is at it.
    at_it: PathBuf,
}

impl Log {
    pub(super) fn of(file: &Path, options: SqliteConnectOptions) -> Self {
        let mut path = file.as_os_str().to_owned();
        path.push("-wal");
        let options = options.busy_timeout(BUSY).pragma("cache_size", "-256");
        let pool = pool(2).connect_lazy_with(options);
        let at_it = file.with_file_name("locks").join("log.lock");
        Self { path: path.into(), pool, at_it }
    }

    /// Brings its pages into the file where it is as long as that, and answers whether it did. What hinders that is no fault of who
    /// has committed: the next one tries again.
    pub(super) async fn shorten(&self, from: u64) -> bool {
        if self.length() < from {
            return false;
        }
        let Some(at_it) = self.try_begin() else { return false };
        let log = self.clone();
        // It goes on where who asked is given up: else nobody would read from the log while pages are still carried.
        let carrying = tokio::spawn(async move {
            let carried = log.carry().await;
            drop(at_it);
            carried
        });
        let is_carried = matches!(carrying.await, Ok(Ok(())));
        if !is_carried {
            tracing::debug!("the log was not brought into the file");
        }
        is_carried
    }

    /// Empties it, in which what was deleted still stands. Whoever reads for longer than a writer waits keeps it from that.
    ///
    /// # Errors
    /// [`StoreFault::Busy`] where it is not empty.
    pub(super) async fn empty(&self, by: &SqlitePool) -> Result<(), StoreFault> {
        let at_it = async {
            loop {
                match self.try_begin() {
                    Some(at_it) => return at_it,
                    None => tokio::time::sleep(ASKED).await,
                }
            }
        };
        let _at_it = tokio::time::timeout(LONGEST, at_it).await.map_err(|_| StoreFault::Busy)?;
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(by).await?;
        let is_kept: i64 = row.try_get(0)?;
        if is_kept == 0 { Ok(()) } else { Err(StoreFault::Busy) }
    }

    /// Nobody else is at it then, in any process.
    fn try_begin(&self) -> Option<LockedFile> {
        let open = || OpenOptions::new().create(true).truncate(false).write(true).open(&self.at_it);
        let make = || self.at_it.parent().map_or(Ok(()), fs::create_dir_all);
        let file = open().or_else(|_| make().and_then(|()| open())).ok()?;
        file.try_lock().is_ok().then(|| LockedFile(file))
    }

    async fn carry(&self) -> Result<(), StoreFault> {
        self.carry_beside_others().await?;
        // What they have left meanwhile: now there is hardly time for more, and who commits next begins the log anew.
        self.carry_beside_others().await?;
        if self.length() < VERY_LONG {
            return Ok(());
        }
        let alone = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let last = self.carry_pages().await;
        alone.rollback().await?;
        last
    }

    async fn carry_beside_others(&self) -> Result<(), StoreFault> {
        // A page that is not in the file yet: who reads from now on reads from the log.
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("PRAGMA user_version = 0").execute(&mut *work).await?;
        work.commit().await?;
        let mut reading = self.pool.begin().await?;
        sqlx::query("SELECT COUNT(*) FROM sqlite_schema").fetch_one(&mut *reading).await?;
        let carried = self.carry_pages().await;
        reading.rollback().await?;
        carried
    }

    async fn carry_pages(&self) -> Result<(), StoreFault> {
        sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(&self.pool).await?;
        Ok(())
    }

    /// Begun anew, the log is cut to what is in it: its length in bytes tells how many pages wait.
    fn length(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |file| file.len())
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use sqlx::{ConnectOptions as _, SqliteConnection};

    use super::*;
    use crate::database::sqlite::connect::to;

    async fn run(connection: &mut SqliteConnection, statement: &'static str) {
        sqlx::raw_sql(statement).execute(connection).await.unwrap();
    }

    /// Beside a folder, the log of one that is written by several.
    async fn written(folder: &Path) -> SqliteConnectOptions {
        let options = to(&folder.join("a.sqlite"), None).await.unwrap();
        let options = options.create_if_missing(true).journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
        options.pragma("wal_autocheckpoint", "0").pragma("journal_size_limit", "0")
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn nothing_is_lost_while_several_write_and_several_carry() {
        const WRITERS: i64 = 3;
        const ROWS: i64 = 300;
        let folder = tempfile::tempdir().unwrap();
        let options = written(folder.path()).await;
        let mut first = options.connect().await.unwrap();
        run(&mut first, "CREATE TABLE a (writer, number, filling)").await;
        let mut writing = tokio::task::JoinSet::new();
        for writer in 0..WRITERS {
            let options = options.clone();
            writing.spawn(async move {
                let mut connection = options.connect().await.unwrap();
                for number in 0..ROWS {
                    let insert = sqlx::query("INSERT INTO a VALUES (?, ?, zeroblob(9000))").bind(writer).bind(number);
                    insert.execute(&mut connection).await.unwrap();
                    // Else those that carry would hardly ever have their turn.
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            });
        }
        let are_written = Arc::new(AtomicBool::new(false));
        let mut carrying = tokio::task::JoinSet::new();
        for _ in 0..2 {
            // As of another process: nothing is shared but the files.
            let log = Log::of(&folder.path().join("a.sqlite"), options.clone());
            let are_written = Arc::clone(&are_written);
            carrying.spawn(async move {
                let mut times = 0;
                while !are_written.load(Ordering::Relaxed) {
                    times += u32::from(log.shorten(1).await);
                    tokio::task::yield_now().await;
                }
                times
            });
        }
        while let Some(written) = writing.join_next().await {
            written.unwrap();
        }
        are_written.store(true, Ordering::Relaxed);
        let times: u32 = carrying.join_all().await.into_iter().sum();
        assert!(times > 0, "nobody had a turn to carry");
        let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM a").fetch_one(&mut first).await.unwrap();
        assert_eq!(rows, WRITERS * ROWS);
        let found: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut first).await.unwrap();
        assert_eq!(found, "ok");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn pages_come_into_the_file_unless_somebody_writes_and_the_log_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (file, options) = (folder.path().join("a.sqlite"), written(folder.path()).await);
        let (mut writer, mut other) = (options.connect().await.unwrap(), options.connect().await.unwrap());
        let log = Log::of(&file, options);
        let length = || fs::metadata(folder.path().join("a.sqlite-wal")).unwrap().len();
        run(&mut writer, "CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(4000000))").await;
        let (long, before) = (length(), fs::metadata(&file).unwrap().len());
        assert!(long > 4_000_000 && before < 100_000);
        assert!(!log.shorten(long + 1).await);
        run(&mut other, "BEGIN IMMEDIATE").await;
        assert!(!log.shorten(1).await);
        assert_eq!(fs::metadata(&file).unwrap().len(), before, "somebody writes");
        run(&mut other, "ROLLBACK").await;
        assert!(log.shorten(1).await);
        assert!(fs::metadata(&file).unwrap().len() > 4_000_000);
        run(&mut other, "INSERT INTO a VALUES (1)").await;
        assert!(length() < 100_000, "begun anew, it is as long as what is in it");
        let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM a").fetch_one(&mut writer).await.unwrap();
        assert_eq!(rows, 2);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn carrying_goes_on_where_who_asked_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let (file, options) = (folder.path().join("a.sqlite"), written(folder.path()).await);
        let (mut writer, mut other) = (options.connect().await.unwrap(), options.connect().await.unwrap());
        let log = Log::of(&file, options);
        run(&mut writer, "CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(4000000))").await;
        run(&mut other, "BEGIN IMMEDIATE").await;
        let asking = tokio::spawn({
            let log = log.clone();
            // Where whether anybody is at it is asked at that very moment, nobody is.
            async move {
                while !log.shorten(1).await {
                    tokio::task::yield_now().await;
                }
            }
        });
        while log.try_begin().is_some() {
            tokio::task::yield_now().await;
        }
        asking.abort();
        assert!(asking.await.is_err());
        assert!(log.try_begin().is_none(), "it is still at it");
        run(&mut other, "ROLLBACK").await;
        while log.try_begin().is_none() {
            tokio::task::yield_now().await;
        }
        assert!(fs::metadata(&file).unwrap().len() > 4_000_000);
    }
}
