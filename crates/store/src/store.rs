//! Opening a database.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::migrate::{Migration, SQLITE_MIGRATIONS, migrate};
use crate::{StoreFault, Work};

/// How long a writer waits for another process's short transaction.
const BUSY: Duration = Duration::from_secs(30);

/// Readers that may look at the same time.
const READERS: u32 = 4;

/// A database: one connection that writes, several that read and are never kept waiting by it (write-ahead log).
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
    head_file: PathBuf,
}

impl Store {
    /// Opens `dolen.sqlite` in a folder, makes it if it is not there, and brings it to this version's schema.
    ///
    /// # Errors
    /// See [`StoreFault`].
    pub async fn open(folder: &Path) -> Result<Self, StoreFault> {
        Self::open_at(folder, SQLITE_MIGRATIONS).await
    }

    /// Opens a database and stops at the last of `migrations`, for tests of upgrades.
    ///
    /// # Errors
    /// See [`StoreFault`].
    pub async fn open_at(folder: &Path, migrations: &'static [Migration]) -> Result<Self, StoreFault> {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("dolen.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "MEMORY")
            .pragma("wal_autocheckpoint", "16384");
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        migrate(&writer, migrations).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await?;
        Ok(Self { writer, readers, head_file: folder.join("ledger-head") })
    }

    /// Begins a write. Other writers wait; readers do not.
    ///
    /// # Errors
    /// [`StoreFault::Database`] where another process writes for longer than half a minute.
    pub async fn begin(&self) -> Result<Work, StoreFault> {
        Ok(Work::new(self.writer.begin_with("BEGIN IMMEDIATE").await?, self.head_file.clone()))
    }

    /// The connections that read.
    pub(crate) const fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// The file beside the database that keeps the head of the ledger.
    pub fn head_file(&self) -> &Path {
        &self.head_file
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
