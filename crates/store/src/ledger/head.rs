//! The file beside the database that keeps the head of the ledger.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use dolen_ledger::Head;

use crate::StoreFault;

/// The head kept beside the database, if there is one.
///
/// # Errors
/// [`StoreFault::File`] where it cannot be read, [`StoreFault::Content`] where it is no head.
pub fn read_head(path: &Path) -> Result<Option<Head>, StoreFault> {
    match fs::read_to_string(path) {
        Ok(text) => text.parse().map(Some).map_err(|fault| StoreFault::content("ledger-head", fault)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StoreFault::File { path: path.display().to_string(), action: "read", source }),
    }
}

/// Replaces the head in one step, and never by an older one: another process may have written since.
pub(crate) fn write_head(path: &Path, head: Head) -> Result<(), StoreFault> {
    if read_head(path)?.is_some_and(|kept| kept.sequence >= head.sequence) {
        return Ok(());
    }
    let next = path.with_extension(format!("next-{}", head.sequence));
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&next)?;
        writeln!(file, "{head}")?;
        fs::rename(&next, path)
    };
    write().map_err(|source| StoreFault::File { path: path.display().to_string(), action: "written", source })
}
