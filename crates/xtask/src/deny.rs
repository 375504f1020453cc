//! `cargo deny` over the list in deny.toml. `tidy` keeps the same list without it.

use anyhow::{Result, bail};

use crate::run::{answer, cargo, run};

/// Whether cargo-deny is installed.
pub(crate) fn is_there() -> bool {
    answer("cargo-deny", &["--version"]).is_some()
}

/// Licences, bans and sources of every dependency.
pub(crate) fn deny() -> Result<()> {
    if !is_there() {
        bail!("cargo-deny is not installed: `cargo install cargo-deny --locked`");
    }
    run(cargo(&["deny", "--all-features", "check", "bans", "licenses", "sources"]))
}
