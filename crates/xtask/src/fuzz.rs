//! The fuzz targets, each for a while.

use anyhow::{Context, Result, bail};

use crate::run::{answer, command, root, run};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Seconds for each target
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Only the targets with this in their name
    #[arg(long, default_value = "")]
    only: String,
}

/// Runs what stands in fuzz/fuzz_targets/.
pub(crate) fn fuzz(arguments: &Arguments) -> Result<()> {
    if answer("cargo-fuzz", &["--version"]).is_none() {
        bail!("cargo-fuzz is not installed: `cargo install cargo-fuzz --locked`");
    }
    let folder = root().join("fuzz").join("fuzz_targets");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("could not list {}", folder.display()))?;
    let mut targets: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .filter(|target| target.contains(&arguments.only))
        .collect();
    targets.sort();
    for target in targets {
        let limit = format!("-max_total_time={}", arguments.seconds);
        let mut fuzzer = command("cargo", &["fuzz", "run", &target, "--", &limit, "-rss_limit_mb=2048"]);
        // libFuzzer's instrumentation is behind an unstable flag of the compiler; nothing else of the build uses one.
        fuzzer.env("RUSTC_BOOTSTRAP", "1");
        run(fuzzer)?;
    }
    Ok(())
}
