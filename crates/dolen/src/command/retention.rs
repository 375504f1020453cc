//! `dolen retention`: what is kept no longer by the rules of hub.toml.

use std::path::Path;

use dolen_hub::erasure::{self, Due};

use super::opening;
use crate::fault::Outcome;
use crate::machine::actor;
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Subcommand)]
pub(crate) enum Arguments {
    /// What is due today by each rule; nothing is erased
    List {
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Erases what is due today
    Run {
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
}

/// Tells or erases what is due.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    let (due, told, json) = match arguments {
        Arguments::List { json } => (opened.wait(erasure::due(&opened.hub))?, "due", *json),
        Arguments::Run { json } => {
            let progress = Progress::new();
            let due = opened.wait(erasure::retain(&opened.hub, &actor(), &|at| tell(&progress, at)))?;
            progress.end();
            (due, "erased", *json)
        }
    };
    if json {
        return output::json(&serde_json::json!({ "rules": due }));
    }
    output::text(&listed(&due, told))
}

fn listed(due: &[Due], told: &str) -> String {
    if due.is_empty() {
        return "no rule of retention: everything is kept (docs/erasure.md)".to_owned();
    }
    let line = |due: &Due| format!("{}. {}: {} {told}", due.rule, due.told, output::count(due.count));
    due.iter().map(line).collect::<Vec<_>>().join("\n")
}
