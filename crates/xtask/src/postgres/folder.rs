//! The folder of a server, and the end of those whose run was killed.

use std::fs::{File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::account::Account;
use super::programs::Programs;
use crate::run::output;

/// Start of the folder's name.
const PREFIX: &str = "dolen-postgres-";
/// A file that the run which made the folder holds locked. The system lets go of it when the run ends, however it ends.
const HELD: &str = "held";

/// A new temporary folder; dropping it removes it.
pub(super) struct Folder {
    folder: TempDir,
    #[cfg_attr(not(test), expect(dead_code, reason = "it is held, not read"))]
    pub(super) held: Option<File>,
}

impl Folder {
    /// Made where temporary files are, for an unprivileged account may not reach into the build's folder. Others may look
    /// into it: the certificate in it is for everybody, and what is secret has its own permissions.
    pub(super) fn make(account: &Account) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir().context("no temporary folder could be made")?;
        let held = hold(folder.path()).context("could not lock a file in a temporary folder")?;
        account.own(folder.path())?;
        Ok(Self { folder, held: Some(held) })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// The file gets its name once it is locked, so that nobody finds it unlocked while its run is alive.
fn hold(folder: &Path) -> std::io::Result<File> {
    let new = folder.join("new");
    let file = File::create(&new)?;
    file.lock()?;
    std::fs::rename(new, folder.join(HELD))?;
    std::fs::set_permissions(folder, Permissions::from_mode(0o755))?;
    Ok(file)
}

/// Where the cluster stands in a folder.
pub(super) fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Stops the servers of runs that are no longer alive and removes their folders. One that resists stays for the next run.
pub(super) fn remove_abandoned(programs: &Programs, account: &Account) {
    let Ok(entries) = std::fs::read_dir(std::env::temp_dir()) else { return };
    for folder in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if is_abandoned(&folder, account) {
            stop(programs, account, &folder);
            drop(std::fs::remove_dir_all(&folder));
        }
    }
}

fn is_abandoned(folder: &Path, account: &Account) -> bool {
    let is_ours = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
    is_ours && account.owns_folder(folder) && File::open(folder.join(HELD)).is_ok_and(|file| file.try_lock().is_ok())
}

/// Ends the server of a folder at once and waits for it; its files are not wanted any more.
pub(super) fn stop(programs: &Programs, account: &Account, folder: &Path) {
    let mut stop = account.command(&programs.path("pg_ctl"), folder);
    stop.args(["stop", "--mode", "immediate", "--timeout", "10", "--pgdata"]).arg(data(folder));
    drop(output(stop));
}
