//! The account that PostgreSQL runs under: it refuses to run as root.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run::{answer, command, output};

/// The account of the package, which root finds after an installation.
const OF_PACKAGE: &str = "postgres";
/// The account made where the package has made none.
const OWN: &str = "dolen-test";

/// Numbers of an account and of its group.
pub(super) struct Account {
    user: u32,
    group: u32,
    /// Not the account that this process runs under.
    is_other: bool,
}

impl Account {
    /// Ourselves, or somebody without rights where we are root.
    pub(super) fn choose() -> Result<Self> {
        let own = Self { user: number("-u", None)?, group: number("-g", None)?, is_other: false };
        if own.user != 0 {
            return Ok(own);
        }
        if let Some(account) = Self::named(OF_PACKAGE).or_else(|| Self::named(OWN)) {
            return Ok(account);
        }
        output(command("useradd", &["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN]))?;
        Self::named(OWN).with_context(|| format!("the account `{OWN}` is not there after it was made"))
    }

    fn named(name: &str) -> Option<Self> {
        let (user, group) = (number("-u", Some(name)).ok()?, number("-g", Some(name)).ok()?);
        Some(Self { user, group, is_other: true })
    }

    /// A program in `folder` under this account. It inherits no setting of ours: PGDATA, PGPORT and the like would turn
    /// it to another server, and a locale would translate what it says.
    pub(super) fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env_clear().env("LC_ALL", "C");
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        if self.is_other {
            command.uid(self.user).gid(self.group);
        }
        command
    }

    /// Writes a new file that only this account, and root, may read.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        written
            .and_then(|mut file| file.write_all(bytes))
            .with_context(|| format!("could not write {}", path.display()))?;
        self.own(path)
    }

    /// Makes a file or folder of ours this account's.
    pub(super) fn own(&self, path: &Path) -> Result<()> {
        if !self.is_other {
            return Ok(());
        }
        chown(path, Some(self.user), Some(self.group))
            .with_context(|| format!("could not give {} to another account", path.display()))
    }

    /// Whether it is a folder of this account, and no link to one.
    pub(super) fn owns_folder(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok_and(|found| found.is_dir() && found.uid() == self.user)
    }
}

/// The number of an account (`-u`) or its group (`-g`); ours where no name is given.
fn number(what: &str, name: Option<&str>) -> Result<u32> {
    let arguments: Vec<&str> = std::iter::once(what).chain(name).collect();
    let number = answer("id", &arguments).and_then(|text| text.trim().parse().ok());
    number.with_context(|| format!("`id {}` gave no number", arguments.join(" ")))
}
