//! Who works at what: one process at a time. Whoever reads takes no lock.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::database::{Holder, SessionLock};
use crate::{Home, StoreFault};

/// What is worked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockName<'a> {
    /// Loads of a feed.
    Feed(&'a str),
    /// The match.
    Match,
    /// Keys, and what is sealed with them.
    Keys,
    /// Doing what one of several servers does for all.
    Leader,
    /// Making a backup.
    Backup,
    /// Moving the hub to another database. It is held in the hub's folder, wherever the database is.
    Copy,
}

/// How long a server is waited for that may not have noticed yet that who held a lock has ended. A file's lock ends with its
/// process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Not for long: what was to be done is left to whoever holds the lock.
    None,
    /// Some seconds.
    Some,
}

/// Held until it is released or dropped. The system, or the server, lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct HeldLock(Kind);

#[derive(Debug)]
enum Kind {
    File(LockedFile),
    Session(SessionLock),
}

impl HeldLock {
    pub(crate) async fn take(home: &Home, name: LockName<'_>, patience: Patience) -> Result<Option<Self>, StoreFault> {
        match &home.server {
            Some(server) if name != LockName::Copy => {
                let lock = SessionLock::take(server, key(name), patience).await?;
                Ok(lock.map(|lock| Self(Kind::Session(lock))))
            }
            _ => try_file(&home.folder.join("locks"), &file_name(name)),
        }
    }

    /// What a transaction that is begun under it is held against.
    pub const fn fence(&self) -> Fence {
        match &self.0 {
            Kind::File(_) => Fence(None),
            Kind::Session(lock) => Fence(Some(lock.holder())),
        }
    }

    /// Whether it is held still: a server lets go of a lock whose connection is lost, and another process may have it now.
    /// Asked before what was done under it is made visible.
    ///
    /// # Errors
    /// [`StoreFault::Unreachable`] where it is not.
    pub async fn check(&mut self) -> Result<(), StoreFault> {
        match &mut self.0 {
            Kind::File(_) => Ok(()),
            Kind::Session(lock) => lock.check().await,
        }
    }

    /// Lets go of it, and comes back when it can be taken again.
    pub async fn release(self) {
        match self.0 {
            Kind::File(file) => drop(file),
            Kind::Session(lock) => lock.release().await,
        }
    }
}

/// Tells in a transaction whether the lock is held still that it is begun under, see [`crate::UnseenWork::fence`]. A file's lock
/// cannot be lost without the process that holds it.
///
/// Martin Kleppmann, "How to do distributed locking" (2016), tells why a look before the transaction is not enough.
#[derive(Clone, Copy, Debug)]
pub struct Fence(pub(crate) Option<Holder>);

/// A file that is locked until this is dropped. Closing it is not enough: a program that this process is just starting, for a
/// key say, has it open too for a moment.
#[derive(Debug)]
pub(crate) struct LockedFile(pub(crate) File);

impl Drop for LockedFile {
    fn drop(&mut self) {
        // Where that cannot be done, the system does it when nobody has the file open any more.
        drop(self.0.unlock());
    }
}

fn try_file(folder: &Path, name: &str) -> Result<Option<HeldLock>, StoreFault> {
    let path = folder.join(name);
    let failed = |action, source| StoreFault::File { path: path.display().to_string(), action, source };
    fs::create_dir_all(folder).map_err(|source| failed("made", source))?;
    let open = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = open.map_err(|source| failed("written", source))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(HeldLock(Kind::File(LockedFile(file))))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(failed("locked", source)),
    }
}

fn words(name: LockName<'_>) -> [&str; 2] {
    match name {
        LockName::Feed(feed) => ["feed", feed],
        LockName::Match => ["match", ""],
        LockName::Keys => ["keys", ""],
        LockName::Leader => ["leader", ""],
        LockName::Backup => ["backup", ""],
        LockName::Copy => ["copy", ""],
    }
}

/// The first eight bytes of a hash: a number is all that a server takes for a lock.
fn key(name: LockName<'_>) -> i64 {
    let hash = Sha256::digest(words(name).join("\u{1f}"));
    hash.iter().take(8).fold(0, |key: i64, byte| (key << 8) | i64::from(*byte))
}

/// The name of a feed may hold what a file's cannot: its hash stands for it.
fn file_name(name: LockName<'_>) -> String {
    match name {
        LockName::Match => "match.lock".to_owned(),
        LockName::Keys => "keys.lock".to_owned(),
        LockName::Leader => "leader.lock".to_owned(),
        LockName::Backup => "backup.lock".to_owned(),
        LockName::Copy => "copy.lock".to_owned(),
        LockName::Feed(_) => format!("feed-{:016x}.lock", key(name)),
    }
}
