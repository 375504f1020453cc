//! `cargo xtask test`: everything that must hold before a change lands.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::portal::Portal;
use crate::postgres::{Controlled, Durability, Server};
use crate::run::{cargo, command, root, run, target_folder};
use crate::{deny, setup, tidy};

/// Size of the region that the browser tests look at.
const BROWSER_SCALE: &str = "0.02";

/// What one step leaves running for those after it.
#[derive(Default)]
struct Running {
    postgres: Option<Server>,
    /// Another, which tests kill.
    killed: Option<Controlled>,
}

impl Running {
    /// Runs a command that may use it.
    fn run(&self, mut command: Command) -> Result<()> {
        command.envs(self.postgres.iter().flat_map(Server::environment));
        command.envs(self.killed.iter().flat_map(Controlled::environment));
        run(command)
    }
}

type Step = (&'static str, fn(&mut Running) -> Result<()>);

/// The steps in the order in which they are cheap to fail.
const STEPS: [Step; 9] = [
    ("setup", |_| setup::setup(&setup::Arguments::default())),
    ("tidy", |_| tidy::tidy()),
    ("format", |_| run(cargo(&["fmt", "--all", "--check"]))),
    ("lints", |_| run(cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"]))),
    ("postgres", postgres),
    ("tests", |running| running.run(cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]))),
    ("tests on PostgreSQL", tests_on_postgres),
    ("browser", browser),
    ("licences", |_| licences()),
];

/// What is tested with a hub's database on a server too.
const ON_POSTGRES: [&str; 11] = [
    "account::tests::",
    "backup::tests::",
    "consult::tests::",
    "erasure::tests::",
    "index::tests::",
    "intake::tests::",
    "job::tests::",
    "lead::tests::",
    "master::tests::",
    "moving::tests::",
    "session::tests::",
];

/// Runs every step; the first that fails ends the run.
pub(crate) fn test() -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "a chore tells how long its steps took")]
    let now = std::time::Instant::now;
    let start = now();
    let mut running = Running::default();
    for (name, step) in STEPS {
        println!("\n== {name} ({} s since the start)", start.elapsed().as_secs());
        step(&mut running).with_context(|| format!("step `{name}`"))?;
    }
    println!("\n== all steps passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// Use cases of a hub, once more with their databases on the server. The store's contract runs on both in any case, and so do
/// the tests of the executable that are about databases.
fn tests_on_postgres(running: &mut Running) -> Result<()> {
    // The whole workspace, as in the step before: a part of it alone is built with other features, and so once more. The
    // names are those of the hub alone.
    let mut tests = cargo(&["test", "--workspace", "--locked", "--no-fail-fast", "--"]);
    tests.args(ON_POSTGRES);
    tests.env("DOLEN_TEST_HOME", "server");
    running.run(tests)
}

/// Private servers of PostgreSQL, which run until the last step is done.
fn postgres(running: &mut Running) -> Result<()> {
    running.postgres = Some(Server::start(Durability::None)?);
    running.killed = Some(Controlled::start()?);
    Ok(())
}

/// The portal of a small demo in headless Chromium. The development build is used, which the tests have made already.
fn browser(running: &mut Running) -> Result<()> {
    let Some(browser) = setup::browser() else { bail!("Chromium is missing: `cargo xtask setup`") };
    // The whole workspace, as in the steps before: there is nothing left to build.
    run(cargo(&["test", "--workspace", "--no-run", "--locked"]))?;
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
    running.run(tests)
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
