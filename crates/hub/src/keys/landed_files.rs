//! The files in the landing folder, changed one at a time, each as a whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::{HubFault, files};

/// How the name of a file begins that will take the place of a landed one; the rest is that one's name.
pub(crate) const PART: &str = "part-";

/// Landed files, which have a SHA-256 as name, in the order of their names.
///
/// # Errors
/// [`HubFault::File`].
pub(super) fn all(folder: &Path) -> Result<Vec<PathBuf>, HubFault> {
    let is_landed = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.len() == 64 && name.bytes().all(|letter| letter.is_ascii_hexdigit())
    };
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>())
        .map_err(|source| HubFault::file(folder, "read", source))?;
    found.retain(is_landed);
    found.sort();
    Ok(found)
}

/// Writes a file anew by `write`, and puts it in the place of the landed one once it is whole.
///
/// # Errors
/// [`HubFault::File`].
pub(super) fn rewrite(path: &Path, write: impl FnOnce(File) -> io::Result<()>) -> Result<(), HubFault> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!("{PART}{name}"));
    files::remove(&part)?;
    let written = files::create_private(&part).and_then(write);
    if let Err(source) = written {
        // A disk that is full is to have its room back; what stays in spite of this is swept before the next landing.
        drop(fs::remove_file(&part));
        return Err(HubFault::file(part, "written", source));
    }
    files::rename(&part, path)
}
