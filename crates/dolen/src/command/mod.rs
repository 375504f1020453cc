//! The command line, one file a command.

mod audit;
mod backup;
mod beside;
mod check;
mod clusters;
mod copy;
mod demo;
mod erase;
mod erasure;
mod evaluate;
mod evaluation;
mod explanation;
mod feed;
mod init;
mod jobs;
mod key;
mod link;
mod link_plan;
mod load;
mod load_report;
mod matching;
mod memory_size;
mod opening;
mod page_language;
mod person;
mod person_view;
mod refusal;
mod restore;
mod retention;
mod review;
mod review_view;
mod serve;
mod upgrade;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::fault::Outcome;

/// Shows one record of a citizen, with its evidence, from what several public bodies hold.
#[derive(Parser)]
#[command(name = "dolen", version, about, disable_help_subcommand = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// Folder of the hub
    #[arg(long, global = true, env = "DOLEN_HUB", default_value = "hub", value_name = "DIR")]
    hub: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A synthetic region, its five agencies' files, loaded, matched and served
    Demo(demo::Arguments),
    /// A new, empty hub
    Init(init::Arguments),
    /// Feeds: what an agency sends, in which format, under which agreement
    #[command(subcommand)]
    Feed(feed::Arguments),
    /// Loads files of a feed: land, read, validate, stage, publish
    Load(load::Arguments),
    /// Loads and matches: what waits, is at work, is done or failed
    Jobs(jobs::Arguments),
    /// Matches what is pending
    Match(matching::Arguments),
    /// Doubtful matches and what stewards decided of them
    #[command(subcommand)]
    Review(review::Arguments),
    /// One person, from the command line; every look is in the ledger
    #[command(subcommand)]
    Person(person::Arguments),
    /// The matcher alone, on any CSV
    Link(Box<link::Arguments>),
    /// How good clusters or links are, against the truth, labelled pairs or a sample of true clusters
    Evaluate(evaluate::Arguments),
    /// The ledger of everything that was done
    #[command(subcommand)]
    Audit(audit::Arguments),
    /// Erases all that is held of somebody, from every copy; it does not come back
    Erase(erase::Arguments),
    /// Erasures that were made
    #[command(subcommand)]
    Erasure(erasure::Arguments),
    /// What is kept no longer by the rules of hub.toml
    #[command(subcommand)]
    Retention(retention::Arguments),
    /// Keys of what is sealed at rest
    #[command(subcommand)]
    Key(key::Arguments),
    /// The portal
    Serve(serve::Arguments),
    /// Brings a database on a server to this version
    Upgrade(upgrade::Arguments),
    /// A backup of the hub in one sealed file, while it is worked with
    Backup(backup::Arguments),
    /// A hub out of a backup
    Restore(restore::Arguments),
    /// Moves the hub's database from its file to a server, or back
    Copy(copy::Arguments),
}

impl Arguments {
    /// What is logged where the environment says nothing. The database's library tells of each slow statement; its words
    /// are withheld in any case, so that a line would say nothing.
    pub(crate) const fn log_level(&self) -> &'static str {
        match self.command {
            Command::Serve(_) => "info,sqlx=error",
            _ => "warn,sqlx=error",
        }
    }

    /// Carries the command out.
    pub(crate) fn run(self) -> Outcome {
        let hub = &self.hub;
        match self.command {
            Command::Demo(arguments) => demo::run(&arguments),
            Command::Init(arguments) => init::run(&arguments),
            Command::Feed(arguments) => feed::run(hub, &arguments),
            Command::Load(arguments) => load::run(hub, &arguments),
            Command::Jobs(arguments) => jobs::run(hub, &arguments),
            Command::Match(arguments) => matching::run(hub, &arguments),
            Command::Review(arguments) => review::run(hub, &arguments),
            Command::Person(arguments) => person::run(hub, &arguments),
            Command::Link(arguments) => link::run(&arguments),
            Command::Evaluate(arguments) => evaluate::run(&arguments),
            Command::Audit(arguments) => audit::run(hub, &arguments),
            Command::Erase(arguments) => erase::run(hub, &arguments),
            Command::Erasure(arguments) => erasure::run(hub, &arguments),
            Command::Retention(arguments) => retention::run(hub, &arguments),
            Command::Key(arguments) => key::run(hub, &arguments),
            Command::Serve(arguments) => serve::run(hub, &arguments),
            Command::Upgrade(arguments) => upgrade::run(&arguments),
            Command::Backup(arguments) => backup::run(hub, &arguments),
            Command::Restore(arguments) => restore::run(&arguments),
            Command::Copy(arguments) => copy::run(hub, &arguments),
        }
    }
}
