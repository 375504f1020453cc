//! One transaction that writes.

use std::path::PathBuf;

use dolen_ledger::{Draft, Entry, Head, Salt, seal};
use dolen_model::Timestamp;

use crate::database::Connection;
use crate::{StoreFault, ledger};

/// How far the machine's clock may be behind the last entry, in microseconds: five minutes. Two machines differ by less, and
/// a clock that was put right by less is no reason to stop.
const BEHIND: i64 = 5 * MINUTE;
const MINUTE: i64 = 60_000_000;

/// A transaction. Dropped without [`Work::commit`], nothing of it stays.
pub struct Work {
    connection: Connection,
    head_file: PathBuf,
    head: Option<Head>,
    /// Whether the chain holds the head that was kept when the transaction began.
    follows: bool,
}

impl Work {
    pub(crate) const fn new(connection: Connection, head_file: PathBuf) -> Self {
        Self { connection, head_file, head: None, follows: true }
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

    /// Makes everything visible, then records the head of the ledger beside the database. A stop between the two leaves
    /// the file behind the chain, never before it. A chain that does not hold the head that is kept, or that lost it, was
    /// cut short or replaced: what is kept then stays as it is, so that verifying finds this however long the chain grows.
    ///
    /// # Errors
    /// [`StoreFault`]; where the head file could not be written the transaction itself stands.
    pub async fn commit(self) -> Result<(), StoreFault> {
        self.connection.commit().await?;
        match self.head {
            Some(head) if self.follows => ledger::write_head(&self.head_file, head),
            _ => Ok(()),
        }
    }

    pub(crate) const fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
