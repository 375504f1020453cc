//! Opening a database.

use std::path::{Path, PathBuf};

use dolen_seal::{Key, KeyId};

use crate::database::{self, Readers, Writer};
use crate::gate::Gate;
use crate::lock::Patience;
use crate::migrate::{self, MIGRATIONS, Migration};
use crate::notices::Bell;
use crate::{DATABASE, Held, HeldLock, Home, LockName, StoreFault, UnseenWork, Work, moving};

/// A database: connections that write, and others that read and are never kept waiting by them.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Writer,
    readers: Readers,
    head_file: PathBuf,
    home: Home,
    bell: Bell,
    gate: Gate,
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
        let gate = if home.server.is_none() { Gate::enter(&home.folder)? } else { Gate::none() };
        let (writer, readers) = database::open(home).await?;
        match &home.server {
            None => {
                migrate::migrate(&writer, migrations).await?;
            }
            Some(_) => migrate::check(&readers, migrations).await?,
        }
        let head_file = home.folder.join("ledger-head");
        Ok(Self { writer, readers, head_file, home: home.clone(), bell: Bell::new(), gate })
    }

    /// Begins a write. Other writers wait; readers do not.
    ///
    /// # Errors
    /// [`StoreFault::Database`] or [`StoreFault::Busy`] where another process writes for longer than half a minute,
    /// [`StoreFault::Moved`] where the hub moves to another database.
    pub async fn begin(&self) -> Result<Work, StoreFault> {
        let work = self.begin_although_it_moves().await?;
        moving::unless_it_moves(work.moving())?;
        Ok(work)
    }

    /// [`Store::begin`] also where the hub moves: for the entry that ends this.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub async fn begin_although_it_moves(&self) -> Result<Work, StoreFault> {
        let mut connection = self.writer.begin().await?;
        let last = moving::last(&mut connection).await?;
        Ok(Work::new(connection, self.writer.clone(), self.head_file.clone(), self.bell.clone(), last))
    }

    /// Begins to write rows that nobody reads yet. On a server it keeps nobody waiting. A file has one writer at a time: what was written
    /// so far is kept where somebody waits in [`Store::begin`], of any process, and every few milliseconds for a while after somebody had
    /// to wait; the rest follows when he has begun. So rows may be kept without a commit, by somebody who takes them back.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub async fn begin_unseen(&self) -> Result<UnseenWork, StoreFault> {
        let mut work = UnseenWork::new(self.writer.begin_unseen().await?);
        moving::refuse(work.connection()).await?;
        Ok(work)
    }

    /// Waits until everything has ended that [`Store::begin_unseen`] began: a task that was given up in the middle of a
    /// write may still be writing.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub async fn wait_for_unseen(&self) -> Result<(), StoreFault> {
        self.writer.wait_for_unseen().await
    }

    /// Takes a lock that this process, or another, may hold; `None` where one does.
    ///
    /// # Errors
    /// See [`StoreFault`].
    pub async fn try_lock(&self, name: LockName<'_>) -> Result<Option<HeldLock>, StoreFault> {
        HeldLock::take(&self.home, name, Patience::None).await
    }

    /// As [`Store::try_lock`], for what cannot be done without it: a server is given some seconds, for it may not have
    /// noticed yet that who held the lock has ended.
    ///
    /// # Errors
    /// See [`StoreFault`].
    pub async fn lock(&self, name: LockName<'_>) -> Result<Option<HeldLock>, StoreFault> {
        HeldLock::take(&self.home, name, Patience::Some).await
    }

    pub(crate) const fn bell(&self) -> &Bell {
        &self.bell
    }

    /// The connections that read.
    pub(crate) const fn readers(&self) -> &Readers {
        &self.readers
    }

    /// The file beside the database that keeps the head of the ledger.
    pub fn head_file(&self) -> &Path {
        &self.head_file
    }

    /// Empties a file's write-ahead log, in which what was deleted still stands. A server writes over it in its own time.
    ///
    /// # Errors
    /// As [`Store::begin`]; [`StoreFault::Busy`] where somebody reads for longer than a writer waits.
    pub async fn forget(&self) -> Result<(), StoreFault> {
        self.writer.forget().await
    }

    /// The id of the key that its file is sealed with; none where that is in the clear, or the database on a server.
    pub fn key(&self) -> Option<KeyId> {
        self.home.key.as_ref().map(Key::id)
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.close_connections().await;
        self.gate.leave();
    }

    /// Closes every connection and holds the file: nobody else has it open, nor can open it, until what is answered is let go
    /// of. None where somebody has it open, or the database is on a server.
    ///
    /// # Errors
    /// See [`StoreFault`].
    pub async fn close_and_hold(&self) -> Result<Option<Held>, StoreFault> {
        self.close_connections().await;
        if self.home.server.is_some() || !self.gate.is_alone() {
            return Ok(None);
        }
        let file = self.home.folder.join(DATABASE);
        let held = Held::of(&file, self.home.key.as_ref(), self.gate.clone()).await;
        if !matches!(held, Ok(Some(_))) {
            self.gate.leave();
        }
        held
    }

    async fn close_connections(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
