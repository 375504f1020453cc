//! `cargo xtask demo`: from a fresh clone to a browser.

use anyhow::Result;

use crate::run::{cargo, root, run, target_folder};
use crate::setup;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Handed to `dolen demo` as they are, such as `--scale 0.1` or `--no-serve`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    passed: Vec<String>,
}

/// Installs the portal's files, builds the release binary and becomes the demo.
pub(crate) fn demo(arguments: &Arguments) -> Result<()> {
    setup::setup(&setup::Arguments::build_only())?;
    run(cargo(&["build", "--release", "--package", "dolen"]))?;
    let mut demo = std::process::Command::new(target_folder().join("release").join("dolen"));
    demo.arg("demo").args(&arguments.passed).current_dir(root());
    run(demo)
}
