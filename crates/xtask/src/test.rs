//! `cargo xtask test`: everything that must hold before a change lands.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::portal::Portal;
use crate::run::{cargo, command, root, run, target_folder};
use crate::{deny, setup, tidy};

/// Size of the region that the browser tests look at.
const BROWSER_SCALE: &str = "0.02";

type Step = (&'static str, fn() -> Result<()>);

/// The steps in the order in which they are cheap to fail.
const STEPS: [Step; 7] = [
    ("setup", || setup::setup(&setup::Arguments::default())),
    ("tidy", tidy::tidy),
    ("format", || run(cargo(&["fmt", "--all", "--check"]))),
    ("lints", || run(cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"]))),
    ("tests", || run(cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]))),
    ("browser", browser),
    ("licences", licences),
];

/// Runs every step; the first that fails ends the run.
pub(crate) fn test() -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "a chore tells how long its steps took")]
    let now = std::time::Instant::now;
    let start = now();
    for (name, step) in STEPS {
        println!("\n== {name} ({} s since the start)", start.elapsed().as_secs());
        step().with_context(|| format!("step `{name}`"))?;
    }
    println!("\n== all steps passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// The portal of a small demo in headless Chromium. The development build is used, which the tests have made already.
fn browser() -> Result<()> {
    let Some(browser) = setup::browser() else { bail!("Chromium is missing: `cargo xtask setup`") };
    run(cargo(&["build", "--package", "dolen", "--locked"]))?;
    let folder = target_folder().join("browser-demo");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("could not empty {}", folder.display()))?;
    }
    let dolen = target_folder().join("debug").join("dolen");
    let portal = Portal::start(&dolen, &folder, BROWSER_SCALE)?;
    write_linkage_reports(&dolen, &folder)?;
    println!("browser: {browser} on {}", portal.address);
    let mut tests = command("npm", &["test"]);
    tests
        .current_dir(root().join("e2e"))
        .env("DOLEN_ADDRESS", &portal.address)
        .env("DOLEN_SIGN_IN", &portal.sign_in)
        .env("DOLEN_DEMO_FOLDER", &folder)
        .env("CHROMIUM", browser);
    run(tests)
}

/// Writes how the region's records are linked, in both languages, where the browser tests look for it.
fn write_linkage_reports(dolen: &Path, folder: &Path) -> Result<()> {
    let program = dolen.to_string_lossy();
    let start = |arguments: &[&str]| {
        let mut started = command(&program, arguments);
        started.current_dir(folder);
        run(started)
    };
    start(&["demo", "--flat", "linkage.csv", "--scale", BROWSER_SCALE])?;
    for language in ["en", "cy"] {
        let report = format!("linkage.{language}.html");
        let link = ["link", "linkage.csv", "--id", "id", "--source-column", "source", "--truth", "linkage.truth.csv"];
        let told = ["--group", "sex", "--language", language, "--report", report.as_str()];
        start(&[link.as_slice(), told.as_slice()].concat())?;
    }
    Ok(())
}

/// cargo-deny where it is installed. Its list of licences, bans and sources has been checked by `tidy` in any case.
fn licences() -> Result<()> {
    if deny::is_there() {
        return deny::deny();
    }
    println!("cargo-deny is not installed: tidy has checked licences, bans and sources by the same list");
    Ok(())
}
