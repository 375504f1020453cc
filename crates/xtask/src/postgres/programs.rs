//! Which PostgreSQL of the machine is used.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::run::answer;
use crate::setup;

/// Oldest major version that Dolen runs on.
const OLDEST: u32 = 15;
/// Where Debian puts each major version.
const PACKAGED: &str = "/usr/lib/postgresql";
/// What a folder of programs must have.
const NEEDED: [&str; 3] = ["postgres", "initdb", "pg_ctl"];
/// What Debian's package reads before it makes a server of its own.
const CLUSTER_SETTINGS: &str = "/etc/postgresql-common/createcluster.conf";

/// The folder of PostgreSQL's programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// What is installed, or what can be installed here.
    pub(crate) fn find_or_install() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        if setup::may_install() {
            want_no_cluster(Path::new(CLUSTER_SETTINGS))?;
        }
        setup::install(&format!("PostgreSQL {OLDEST} or newer"), &["postgresql"])?;
        Self::find().with_context(|| {
            format!("PostgreSQL {OLDEST} or newer is needed: none is in {PACKAGED} or on PATH after the installation")
        })
    }

    /// The newest of Debian's packages; else the first on PATH that is new enough.
    pub(super) fn find() -> Option<Self> {
        let entries = std::fs::read_dir(PACKAGED).into_iter().flatten();
        let packaged = entries.filter_map(|entry| version_in(entry.ok()?.path().join("bin"))).collect();
        let path = std::env::var_os("PATH").unwrap_or_default();
        choose(packaged, std::env::split_paths(&path).filter_map(version_in))
    }

    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }
}

/// A folder and the major version of the PostgreSQL in it, where it has one.
fn version_in(folder: PathBuf) -> Option<(PathBuf, u32)> {
    if !NEEDED.iter().all(|program| folder.join(program).is_file()) {
        return None;
    }
    let version = major(&answer(&folder.join("postgres").to_string_lossy(), &["--version"])?)?;
    Some((folder, version))
}

fn choose(packaged: Vec<(PathBuf, u32)>, on_path: impl IntoIterator<Item = (PathBuf, u32)>) -> Option<Programs> {
    let newest = packaged.into_iter().max_by_key(|(_, version)| *version);
    let (folder, _) = newest.into_iter().chain(on_path).find(|(_, version)| *version >= OLDEST)?;
    Some(Programs { folder })
}

/// The major version in what `postgres --version` prints, such as `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major(printed: &str) -> Option<u32> {
    let version = printed.split_whitespace().nth(2)?;
    let end = version.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(version.len());
    version.get(..end)?.parse().ok()
}

/// Keeps Debian's package from making a server of its own and starting it, unless somebody has decided that already.
fn want_no_cluster(settings: &Path) -> Result<()> {
    if settings.exists() {
        return Ok(());
    }
    let written = settings.parent().map_or(Ok(()), std::fs::create_dir_all);
    written
        .and_then(|()| std::fs::write(settings, "create_main_cluster = false\n"))
        .with_context(|| format!("could not write {}", settings.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_prints() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("postgres (PostgreSQL) 9.6.24"), Some(9));
        assert_eq!(major("postgres (PostgreSQL) next"), None);
        assert_eq!(major(""), None);
    }

    fn chosen(packaged: &[(&str, u32)], on_path: &[(&str, u32)]) -> Option<PathBuf> {
        let own =
            |list: &[(&str, u32)]| list.iter().map(|(folder, version)| (PathBuf::from(folder), *version)).collect();
        let on_path: Vec<_> = own(on_path);
        choose(own(packaged), on_path).map(|programs| programs.folder)
    }

    #[test]
    fn the_newest_package_is_used_whatever_order_the_folder_lists_them_in() {
        assert_eq!(chosen(&[("9", 9), ("17", 17), ("15", 15)], &[("path", 18)]), Some(PathBuf::from("17")));
    }

    #[test]
    fn path_is_asked_where_no_package_is_new_enough() {
        assert_eq!(chosen(&[("14", 14)], &[("old", 13), ("new", 16)]), Some(PathBuf::from("new")));
        assert_eq!(chosen(&[("14", 14)], &[("old", 13)]), None);
        assert_eq!(chosen(&[], &[]), None);
    }

    #[test]
    fn a_setting_of_the_machine_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = folder.path().join("new").join("createcluster.conf");
        want_no_cluster(&settings).expect("written");
        assert_eq!(std::fs::read_to_string(&settings).expect("there"), "create_main_cluster = false\n");
        std::fs::write(&settings, "ssl = on\n").expect("changed");
        want_no_cluster(&settings).expect("left alone");
        assert_eq!(std::fs::read_to_string(&settings).expect("there"), "ssl = on\n");
    }
}
