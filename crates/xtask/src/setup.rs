//! What building and testing need beside the Rust toolchain.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::postgres::Programs;
use crate::run::{answer, command, output, root, run};

/// Oldest major version of Node.js that the browser tests run on.
const OLDEST_NODE: u32 = 18;
/// Names under which Chromium is installed.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
/// Written after `npm ci`: a copy of the lock file that the installed files follow.
const MARKER: &str = ".installed-from-lock";

#[derive(clap::Args, Default)]
pub(crate) struct Arguments {
    /// Only what the release binary needs; no browser and no test tools
    #[arg(long)]
    build_only: bool,
}

impl Arguments {
    pub(crate) const fn build_only() -> Self {
        Self { build_only: true }
    }
}

/// Installs what is missing; what is there already is left alone.
pub(crate) fn setup(arguments: &Arguments) -> Result<()> {
    install_for_openssl()?;
    if !node_is_there() {
        install("Node.js and npm", &["nodejs", "npm"])?;
        if !node_is_there() {
            bail!("Node.js {OLDEST_NODE} or newer with npm is needed: the installed package is older");
        }
    }
    install_npm_files(&root())?;
    if arguments.build_only {
        return Ok(());
    }
    install_npm_files(&root().join("e2e"))?;
    if browser().is_none() {
        install("Chromium", &["chromium"])?;
    }
    Programs::find_or_install()?;
    println!("setup: complete; `cargo build --release -p dolen` makes target/release/dolen");
    Ok(())
}

/// What OpenSSL is built with, which SQLCipher has its ciphers from. Debian's smallest Perl lacks the modules.
fn install_for_openssl() -> Result<()> {
    const PERL: &str = "use FindBin; use IPC::Cmd; use File::Compare; print 1";
    if answer("perl", &["-e", PERL]).is_none() {
        install("Perl with its modules", &["perl"])?;
    }
    if answer("make", &["--version"]).is_none() {
        install("make", &["make"])?;
    }
    Ok(())
}

/// The Chromium of this machine.
pub(crate) fn browser() -> Option<&'static str> {
    BROWSERS.into_iter().find(|name| answer(name, &["--version"]).is_some())
}

fn node_is_there() -> bool {
    let node = answer("node", &["--version"]).and_then(|version| major(&version));
    node.is_some_and(|major| major >= OLDEST_NODE) && answer("npm", &["--version"]).is_some()
}

fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// `npm ci` in a folder, unless the installed files already follow its lock file.
fn install_npm_files(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    if !lock.exists() {
        return Ok(());
    }
    let wanted = std::fs::read(&lock).with_context(|| format!("could not read {}", lock.display()))?;
    let marker = folder.join("node_modules").join(MARKER);
    if std::fs::read(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut install = command("npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    install.current_dir(folder);
    run(install)?;
    std::fs::write(&marker, wanted).with_context(|| format!("could not write {}", marker.display()))
}

/// Whether this is a system with Debian's packages, and we are root on it.
pub(crate) fn may_install() -> bool {
    answer("apt-get", &["--version"]).is_some() && answer("id", &["-u"]).as_deref() == Some("0")
}

/// Debian's packages where we are root on such a system; else one line that says what to install.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    let by_hand = || format!("{what} is missing: install it (on Debian: `apt-get install {}`)", packages.join(" "));
    if !may_install() {
        bail!(by_hand());
    }
    println!("setup: installing {what}");
    for arguments in [&["update"][..], &[&["install", "-y", "--no-install-recommends"][..], packages].concat()] {
        // A setting that is there already stays as it is; without the option, dpkg asks.
        let mut apt = command("apt-get", &["-q", "-o", "Dpkg::Options::=--force-confold"]);
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        output(apt).with_context(by_hand)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("nothing"), None);
    }

    #[test]
    fn a_folder_without_a_lock_file_needs_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        install_npm_files(folder.path()).expect("nothing to do");
        assert!(!folder.path().join("node_modules").exists());
    }
}
