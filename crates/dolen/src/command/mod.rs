//! The command line, one file a command.

mod evaluate;
mod link;

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
    /// The matcher alone, on any CSV
    Link(link::Arguments),
    /// Precision, recall, F1 and B-cubed of clusters or links against the truth
    Evaluate(evaluate::Arguments),
}

impl Arguments {
    /// What is logged where the environment says nothing.
    pub(crate) const fn log_level(&self) -> &'static str {
        match self.command {
            _ => "warn",
        }
    }

    /// Carries the command out.
    pub(crate) fn run(self) -> Outcome {
        match self.command {
            Command::Link(arguments) => link::run(&arguments),
            Command::Evaluate(arguments) => evaluate::run(&arguments),
        }
    }
}
