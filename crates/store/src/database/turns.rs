//! Whose turn it is to write to a file of SQLite, which has one writer at a time, among all processes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::lock::LockedFile;

/// How often it is asked whether who waited has begun.
const ASKED: Duration = Duration::from_millis(1);
/// How often at most: SQLite asks for its lock ten times a second where it has waited for long.
const TIMES: u32 = 150;

/// How long after the last who was kept waiting the next is thought to be.
const LATELY: Duration = Duration::from_secs(10);

/// Who waits to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// Somebody decides, and a person may be waiting.
    Deciding,
    /// Somebody writes rows that nobody reads yet.
    Unseen,
}

/// Tells who waits, by a file that is locked meanwhile: the system lets go of it when a process ends, however it ends.
#[derive(Clone, Debug)]
pub(crate) struct Turns {
    folder: PathBuf,
}

impl Turns {
    pub(super) fn of(folder: &Path) -> Self {
        Self { folder: folder.join("locks") }
    }

    /// Tells that somebody waits, until what is answered is dropped. Where it cannot be told there is nobody to give way.
    pub(super) fn wait(&self, kind: Waiting) -> Option<LockedFile> {
        let path = self.folder.join(name(kind));
        let open = || OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = open().or_else(|_| fs::create_dir_all(&self.folder).and_then(|()| open())).ok()?;
        // Whoever asks holds it for no longer than that takes.
        file.lock_shared().ok()?;
        Some(LockedFile(file))
    }

    /// Tells that who waits has come while another wrote: the time of change of the file, in which something is, says when that was.
    pub(super) fn tell_kept_waiting(waiting: Option<&LockedFile>) {
        if let Some(LockedFile(file)) = waiting {
            // Where it cannot be told, the next one waits for longer.
            drop((&*file).rewind());
            drop((&*file).write_all(b"\n"));
        }
    }

    /// Whether somebody was kept waiting not long ago: then somebody soon will be again. Where the machine's clock went backwards he was.
    pub(super) fn is_kept_waiting_lately(&self, kind: Waiting) -> bool {
        let told = fs::metadata(self.folder.join(name(kind))).ok().filter(|file| file.len() > 0);
        let changed = told.and_then(|file| file.modified().ok());
        changed.is_some_and(|changed| changed.elapsed().map_or(true, |time| time < LATELY))
    }

    /// Whether somebody waits.
    pub(super) fn is_waited(&self, kind: Waiting) -> bool {
        let file = File::open(self.folder.join(name(kind)));
        file.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }

    /// Lets those begin who wait, for as long as that may take.
    pub(super) async fn give(&self, kinds: &[Waiting]) {
        for _ in 0..TIMES {
            if !kinds.iter().any(|kind| self.is_waited(*kind)) {
                return;
            }
            tokio::time::sleep(ASKED).await;
        }
    }
}

const fn name(kind: Waiting) -> &'static str {
    match kind {
        Waiting::Deciding => "deciding.wait",
        Waiting::Unseen => "unseen.wait",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_waits_until_it_is_dropped_and_more_than_one_may() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (Turns::of(folder.path()), Turns::of(folder.path()));
        assert!(!one.is_waited(Waiting::Deciding));
        let (first, second) = (one.wait(Waiting::Deciding), other.wait(Waiting::Deciding));
        assert!(first.is_some() && second.is_some());
        assert!(one.is_waited(Waiting::Deciding) && !one.is_waited(Waiting::Unseen));
        drop(first);
        assert!(other.is_waited(Waiting::Deciding));
        drop(second);
        assert!(!other.is_waited(Waiting::Deciding));
    }

    #[test]
    fn who_was_kept_waiting_a_while_ago_is_not_thought_to_be_again() {
        let folder = tempfile::tempdir().unwrap();
        let turns = Turns::of(folder.path());
        let is_lately = || turns.is_kept_waiting_lately(Waiting::Deciding);
        drop(turns.wait(Waiting::Deciding));
        assert!(!is_lately(), "he came when nobody wrote");
        Turns::tell_kept_waiting(turns.wait(Waiting::Deciding).as_ref());
        assert!(is_lately() && !turns.is_kept_waiting_lately(Waiting::Unseen));
        let file = OpenOptions::new().write(true).open(folder.path().join("locks").join("deciding.wait")).unwrap();
        let changed = file.metadata().unwrap().modified().unwrap();
        file.set_modified(changed - LATELY).unwrap();
        drop(turns.wait(Waiting::Deciding));
        assert!(!is_lately());
        file.set_modified(changed + 1_000 * LATELY).unwrap();
        assert!(is_lately(), "the clock went backwards");
        Turns::tell_kept_waiting(turns.wait(Waiting::Deciding).as_ref());
        assert_eq!(file.metadata().unwrap().len(), 1);
    }
}
