//! Opening a database.

use std::path::{Path, PathBuf};

use crate::database::{self, Readers, Writer};
use crate::migrate::{self, MIGRATIONS, Migration};
use crate::{Home, StoreFault, Work};

/// A database: connections that write, and others that read and are never kept waiting by them.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Writer,
    readers: Readers,
    head_file: PathBuf,
}

impl Store {
    /// Opens a database. A file is made where there is none, and brought to this version's schema; a database on a server
    /// was prepared by [`crate::prepare`], and is brought there by [`crate::upgrade`].
    ///
    /// # Errors
    /// See [`StoreFault`].
    pub async fn open(home: &Home) -> Result<Self, StoreFault> {
        Self::open_at(home, MIGRATIONS).await
    }

    /// Opens a database and stops at the last of `migrations`, for tests of upgrades.
    ///
    /// # Errors
    /// See [`StoreFault`].
    pub async fn open_at(home: &Home, migrations: &'static [Migration]) -> Result<Self, StoreFault> {
        let (writer, readers) = database::open(home).await?;
        match &home.server {
            None => {
                migrate::migrate(&writer, migrations).await?;
            }
            Some(_) => migrate::check(&readers, migrations).await?,
        }
        Ok(Self { writer, readers, head_file: home.folder.join("ledger-head") })
    }

    /// Begins a write. Other writers wait; readers do not.
    ///
    /// # Errors
    /// [`StoreFault::Database`] or [`StoreFault::Busy`] where another process writes for longer than half a minute.
    pub async fn begin(&self) -> Result<Work, StoreFault> {
        Ok(Work::new(self.writer.begin().await?, self.head_file.clone()))
    }

    /// The connections that read.
    pub(crate) const fn readers(&self) -> &Readers {
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
