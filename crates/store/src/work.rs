//! One transaction that writes.

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

use dolen_ledger::{Draft, Entry, Head, Salt, seal};
use dolen_model::Timestamp;

use crate::database::{Connection, query};
use crate::notices::Bell;
use crate::{Moving, StoreFault, ledger, moving};

/// How far the machine's clock may be behind the last entry, in microseconds: five minutes. Two machines differ by less, and
/// a clock that was put right by less is no reason to stop.
const BEHIND: i64 = 5 * MINUTE;
const MINUTE: i64 = 60_000_000;

/// A transaction of rows that nobody reads yet: under a load that is not published, or a run that is not current. It cannot
/// enter the ledger, and keeps nobody waiting who decides. Dropped without [`UnseenWork::commit`], nothing of it stays.
pub struct UnseenWork {
    connection: Connection,
}

impl UnseenWork {
    pub(crate) const fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Keeps the rows.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn commit(self) -> Result<(), StoreFault> {
        self.connection.commit().await
    }

    pub(crate) const fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// A transaction that alone may decide: it may enter the ledger, and do whatever an [`UnseenWork`] does. Dropped without
/// [`Work::commit`], nothing of it stays.
pub struct Work {
    rows: UnseenWork,
    head_file: PathBuf,
    bell: Bell,
    is_telling: bool,
    head: Option<Head>,
    /// Whether the chain holds the head that was kept when the transaction began.
    follows: bool,
}

impl Work {
    pub(crate) fn new(connection: Connection, head_file: PathBuf, bell: Bell) -> Self {
        Self { rows: UnseenWork::new(connection), head_file, bell, is_telling: false, head: None, follows: true }
    }

    /// Enters what was done into the ledger, in this very transaction. The salt is random and never used twice.
    ///
    /// # Errors
    /// [`StoreFault::ClockBehind`] where the time is more than five minutes before that of the last entry; below that the
    /// entry gets the time of the last one. [`StoreFault`].
    pub async fn enter(&mut self, draft: Draft, salt: Salt, time: Timestamp) -> Result<Entry, StoreFault> {
        let head = match self.head {
            Some(head) => head,
            None => {
                let last = ledger::last(self.connection()).await?;
                let kept = ledger::read_head(&self.head_file)?;
                self.follows = ledger::follows(self.connection(), &last, kept).await?;
                last
            }
        };
        let behind = head.time.saturating_sub(time.0);
        if behind > BEHIND {
            return Err(StoreFault::ClockBehind { minutes: behind / MINUTE });
        }
        let entry = seal(draft, salt, time.0, &head);
        ledger::insert(self.connection(), &entry).await?;
        self.head = Some(Head::of(&entry));
        Ok(entry)
    }

    /// Whether the last entry says that the hub moves. Until this is committed or dropped, nobody can make another.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn moving(&mut self) -> Result<Option<Moving>, StoreFault> {
        moving::of(self.connection()).await
    }

    /// Tells whoever waits by [`crate::Notices`] that something changed, once this is committed.
    pub(crate) async fn tell(&mut self, what: &'static str) -> Result<(), StoreFault> {
        self.is_telling = true;
        if let Some(statement) = self.connection().dialect().notify() {
            query(statement).bind(what).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Makes everything visible, then records the head of the ledger beside the database. A stop between the two leaves
    /// the file behind the chain, never before it. A chain that does not hold the head that is kept, or that lost it, was
    /// cut short or replaced: what is kept then stays as it is, so that verifying finds this however long the chain grows.
    ///
    /// # Errors
    /// [`StoreFault`]; where the head file could not be written the transaction itself stands.
    pub async fn commit(self) -> Result<(), StoreFault> {
        self.rows.commit().await?;
        if self.is_telling {
            self.bell.ring();
        }
        match self.head {
            Some(head) if self.follows => ledger::write_head(&self.head_file, head),
            _ => Ok(()),
        }
    }
}

impl Deref for Work {
    type Target = UnseenWork;

    fn deref(&self) -> &UnseenWork {
        &self.rows
    }
}

impl DerefMut for Work {
    fn deref_mut(&mut self) -> &mut UnseenWork {
        &mut self.rows
    }
}
