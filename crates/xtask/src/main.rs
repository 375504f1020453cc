#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an executable for people: it talks on the terminal")]

mod bench;
#[path = "../../dolen/tests/suite/browser.rs"]
mod browser;
mod database;
mod demo;
mod deny;
mod faults;
mod fuzz;
mod load;
mod portal;
mod postgres;
mod run;
mod setup;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the repository", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install what building and testing need: npm files, tools and PostgreSQL, without questions, as often as you like
    Setup(setup::Arguments),
    /// Build the release binary and run the demo: a synthetic region, loaded, matched, served
    Demo(demo::Arguments),
    /// Everything that must hold before a change lands
    Test,
    /// The rules of the repository that no compiler keeps
    Tidy,
    /// The figures of README, measured on this machine
    Bench(bench::Arguments),
    /// Run every fuzz target for a while
    Fuzz(fuzz::Arguments),
    /// How long pages take while many people look and the hub loads and matches
    Load(load::Arguments),
    /// Kill programs, cut connections and fill disks at random moments, and see that nothing is lost
    Faults(faults::Arguments),
    /// Run a private PostgreSQL for tests until Ctrl-C, and say how they find it
    Postgres(postgres::Arguments),
    /// Licences, bans and sources of every dependency by cargo-deny, where it is installed
    Deny,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().chore {
        Chore::Setup(arguments) => setup::setup(&arguments),
        Chore::Demo(arguments) => demo::demo(&arguments),
        Chore::Test => test::test(),
        Chore::Tidy => tidy::tidy(),
        Chore::Bench(arguments) => bench::bench(&arguments),
        Chore::Fuzz(arguments) => fuzz::fuzz(&arguments),
        Chore::Load(arguments) => load::load(&arguments),
        Chore::Faults(arguments) => faults::faults(&arguments),
        Chore::Postgres(arguments) => postgres::postgres(&arguments),
        Chore::Deny => deny::deny(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
