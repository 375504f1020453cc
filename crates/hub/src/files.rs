//! Files of the hub: for their owner's eyes only, and whole or not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::HubFault;

/// A file that must not be there yet, for its owner's eyes only.
///
/// # Errors
/// Those of the system.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes a file that must not be there yet, for its owner's eyes only.
///
/// # Errors
/// [`HubFault::File`].
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), HubFault> {
    let write = || {
        let mut file = create_private(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|source| HubFault::file(path, "written", source))
}

/// Writes a file in the place of what may be there. Whoever reads it finds the one or the other, also after a loss of power.
///
/// # Errors
/// [`HubFault::File`].
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), HubFault> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    remove(&part)?;
    write_new(&part, text)?;
    rename(&part, path)
}

/// Gives a file another name in its folder, and sees to it that the name outlasts a loss of power.
///
/// # Errors
/// [`HubFault::File`].
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), HubFault> {
    fs::rename(from, to).map_err(|source| HubFault::file(to, "written", source))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sync_folder(folder).map_err(|source| HubFault::file(folder, "written", source))
}

/// Removes a file, if it is there.
///
/// # Errors
/// [`HubFault::File`].
pub(crate) fn remove(path: &Path) -> Result<(), HubFault> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(HubFault::file(path, "removed", source)),
        _ => Ok(()),
    }
}

#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
pub(crate) fn private_folder(folder: &Path) -> Result<(), HubFault> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .map_err(|source| HubFault::file(folder, "made private", source))
}

#[cfg(not(unix))]
pub(crate) fn private_folder(_: &Path) -> Result<(), HubFault> {
    Ok(())
}
