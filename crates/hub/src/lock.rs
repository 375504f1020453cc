//! One process at a time loads or matches. Readers take no lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::HubFault;

/// Held while a process loads, matches or recovers; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct WorkLock {
    _file: File,
}

impl WorkLock {
    /// Takes the lock; `None` where another process has it.
    ///
    /// # Errors
    /// [`HubFault::File`].
    pub(crate) fn try_take(folder: &Path) -> Result<Option<Self>, HubFault> {
        let path = folder.join("work.lock");
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = open.map_err(|source| HubFault::file(&path, "written", source))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(HubFault::file(&path, "locked", source)),
        }
    }

    /// Takes the lock.
    ///
    /// # Errors
    /// [`HubFault::Busy`] where another process has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, HubFault> {
        Self::try_take(folder)?.ok_or(HubFault::Busy)
    }
}
