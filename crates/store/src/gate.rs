//! Who has the file of a database open: whoever puts another file in its place must be alone. The library's own locks are of
//! the file and not of its name, so who waits for them would go on with the one that was.

use std::fs::{self, OpenOptions};
use std::path::Path;
use std::sync::Arc;

use crate::StoreFault;
use crate::lock::LockedFile;

/// Entered as long as a file is open. The system lets go of it when the process ends, however it ends.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Option<Arc<LockedFile>>);

impl Gate {
    /// Of a database that is not in a file.
    pub(crate) const fn none() -> Self {
        Self(None)
    }

    /// Enters, beside others. Where the folder cannot be written there is no gate, and nobody could put another file there.
    ///
    /// # Errors
    /// [`StoreFault::Sealing`] where somebody is alone with the file.
    pub(crate) fn enter(folder: &Path) -> Result<Self, StoreFault> {
        let locks = folder.join("locks");
        let path = locks.join("open.lock");
        let open = || OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let Ok(file) = open().or_else(|_| fs::create_dir_all(&locks).and_then(|()| open())) else {
            return Ok(Self::none());
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Self(Some(Arc::new(LockedFile(file))))),
            Err(fs::TryLockError::WouldBlock) => Err(StoreFault::Sealing),
            Err(fs::TryLockError::Error(_)) => Ok(Self::none()),
        }
    }

    /// Whether nobody else is there; then nobody enters until [`Gate::leave`].
    pub(crate) fn is_alone(&self) -> bool {
        self.0.as_ref().is_some_and(|file| file.0.unlock().is_ok() && file.0.try_lock().is_ok())
    }

    /// Leaves, whoever else holds a copy of this.
    pub(crate) fn leave(&self) {
        if let Some(file) = &self.0 {
            drop(file.0.unlock());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_alone_or_several_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (Gate::enter(folder.path()).unwrap(), Gate::enter(folder.path()).unwrap());
        assert!(!one.is_alone());
        other.leave();
        assert!(one.is_alone());
        assert!(matches!(Gate::enter(folder.path()), Err(StoreFault::Sealing)));
        one.leave();
        Gate::enter(folder.path()).unwrap();
        assert!(!Gate::none().is_alone());
    }
}
