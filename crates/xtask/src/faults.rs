//! The kill test of the executable, at a size that a test run has no time for.

use anyhow::Result;

use crate::run::{cargo, run};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many times a pipeline is killed
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// Size of the region that is loaded, 1 being 233,084 records
    #[arg(long, default_value_t = 0.02)]
    scale: f64,
    /// Where the random moments come from
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the test `killed_at_any_moment` of the package `dolen` with these figures, on the release binary.
pub(crate) fn faults(arguments: &Arguments) -> Result<()> {
    let mut test = cargo(&["test", "--release", "--package", "dolen", "--test", "suite", "--"]);
    test.args(["--nocapture", "killed_at_any_moment"])
        .env("DOLEN_KILLS", arguments.kills.to_string())
        .env("DOLEN_KILL_SCALE", arguments.scale.to_string())
        .env("DOLEN_KILL_SEED", arguments.seed.to_string());
    run(test)
}
