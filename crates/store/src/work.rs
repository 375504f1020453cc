//! One transaction that writes.

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::time::Duration;

use dolen_ledger::{Draft, Entry, Head, Salt, seal};
use dolen_model::Timestamp;

use crate::database::{Connection, Writer, query};
use crate::notices::Bell;
use crate::{Fence, Moving, StoreFault, ledger};

/// How far the machine's clock may be behind the last entry, in microseconds: five minutes. Two machines differ by less, and
/// a clock that was put right by less is no reason to stop.
const BEHIND: i64 = 5 * MINUTE;
const MINUTE: i64 = 60_000_000;
/// How long a server is asked whether it kept what it was keeping when the connection was lost, and how often.
const ASKED: Duration = Duration::from_secs(10);
const ASKED_AGAIN: Duration = Duration::from_millis(100);

/// A transaction of rows that nobody reads yet: under a load that is not published, or a run that is not current. It cannot
/// enter the ledger, and keeps nobody waiting who decides. Dropped without [`UnseenWork::commit`], nothing of it stays.
pub struct UnseenWork {
    connection: Connection,
}

impl UnseenWork {
    pub(crate) const fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Refuses the transaction where the lock that it is begun under was lost with its connection. Else whoever takes the lock next
    /// waits until this has ended, and sees what it kept.
    ///
    /// # Errors
    /// [`StoreFault::Unreachable`] where the lock was lost, [`StoreFault`].
    pub async fn fence(&mut self, fence: Fence) -> Result<(), StoreFault> {
        match fence.0 {
            Some(holder) => holder.fence(&mut self.connection).await,
            None => Ok(()),
        }
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
    /// Where a commit whose answer is lost is asked for.
    writer: Writer,
    head_file: PathBuf,
    bell: Bell,
    is_telling: bool,
    /// Where the ledger ends, with what this transaction has entered. Nobody else enters anything meanwhile.
    head: Head,
    has_entered: bool,
    moving: Option<Moving>,
    /// Whether the chain holds the head that was kept when the transaction began.
    follows: bool,
}

impl Work {
    pub(crate) fn new(
        connection: Connection,
        writer: Writer,
        head_file: PathBuf,
        bell: Bell,
        (head, moving): (Head, Option<Moving>),
    ) -> Self {
        Self {
            rows: UnseenWork::new(connection),
            writer,
            head_file,
            bell,
            is_telling: false,
            head,
            has_entered: false,
            moving,
            follows: true,
        }
    }

    /// Enters what was done into the ledger, in this very transaction. The salt is random and never used twice.
    ///
    /// # Errors
    /// [`StoreFault::ClockBehind`] where the time is more than five minutes before that of the last entry; below that the
    /// entry gets the time of the last one. [`StoreFault`].
    pub async fn enter(&mut self, draft: Draft, salt: Salt, time: Timestamp) -> Result<Entry, StoreFault> {
        let last = self.head;
        if !self.has_entered {
            let kept = ledger::read_head(&self.head_file)?;
            self.follows = ledger::follows(self.connection(), &last, kept).await?;
        }
        let behind = last.time.saturating_sub(time.0);
        if behind > BEHIND {
            return Err(StoreFault::ClockBehind { minutes: behind / MINUTE });
        }
        let entry = seal(draft, salt, time.0, &last);
        ledger::insert(self.connection(), &entry).await?;
        self.head = Head::of(&entry);
        self.has_entered = true;
        Ok(entry)
    }

    /// Whether the last entry said that the hub moves, when this began. Until it is committed or dropped, nobody else makes one.
    pub const fn moving(&self) -> Option<&Moving> {
        self.moving.as_ref()
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
    /// Where the connection to a server is lost before it answers, the ledger is asked whether the entry is there.
    ///
    /// # Errors
    /// [`StoreFault::Unreachable`] where nothing was kept, [`StoreFault::Unsettled`] where that cannot be known now,
    /// [`StoreFault`]; where the head file could not be written the transaction itself stands.
    pub async fn commit(self) -> Result<(), StoreFault> {
        let entered = self.has_entered.then_some(self.head);
        if let Err(fault) = self.rows.commit().await {
            settle(&self.writer, entered, fault).await?;
        }
        if self.is_telling {
            self.bell.ring();
        }
        match entered {
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

/// What became of a transaction whose commit failed. A server may have kept it and lost the connection before it could say so:
/// the entry is there then. Without an entry nothing tells: what has none can be asked for again, and is then found as it is.
async fn settle(writer: &Writer, head: Option<Head>, fault: StoreFault) -> Result<(), StoreFault> {
    if !writer.can_lose_an_answer() || !matches!(fault, StoreFault::Unreachable(_)) {
        return Err(fault);
    }
    let head = head.ok_or(StoreFault::Unsettled)?;
    let asked = async {
        loop {
            match is_kept(writer, head).await {
                Err(StoreFault::Unreachable(_) | StoreFault::Busy) => tokio::time::sleep(ASKED_AGAIN).await,
                other => return other,
            }
        }
    };
    match tokio::time::timeout(ASKED, asked).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err(fault),
        Ok(Err(_)) | Err(_) => Err(StoreFault::Unsettled),
    }
}

/// Whether the ledger has an entry. Whoever begins to decide waits for the end of whoever decided before, so this is not
/// asked while the server is still at it.
async fn is_kept(writer: &Writer, head: Head) -> Result<bool, StoreFault> {
    let mut connection = writer.begin().await?;
    let row = query("SELECT hash FROM ledger_entry WHERE sequence = $1")
        .bind(head.sequence)
        .fetch_optional(&mut connection)
        .await?;
    row.map_or(Ok(false), |row| Ok(row.try_get::<Vec<u8>>(0)? == head.hash))
}
