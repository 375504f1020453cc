//! `dolen feed`.

use std::path::{Path, PathBuf};

use dolen_hub::intake::{self, FeedSummary};

use super::check;
use super::load::file_name;
use super::opening;
use crate::fault::{Fault, Outcome};
use crate::machine::actor;
use crate::output;

#[derive(clap::Subcommand)]
pub(crate) enum Arguments {
    /// Adds a feed, or replaces its contract for the files loaded from now on
    Add {
        /// The contract, TOML
        #[arg(value_name = "FILE.toml")]
        contract: PathBuf,
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Lists the feeds of the hub
    List {
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Checks a contract, and reads and validates data by it; stores nothing and needs no hub
    Check(check::Arguments),
}

/// Adds, lists or checks feeds.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    match arguments {
        Arguments::Check(arguments) => check::run(arguments),
        Arguments::List { json } => {
            let opened = opening::open(folder)?;
            let feeds = opened.wait(intake::feeds(&opened.hub))?;
            if *json { output::json(&serde_json::json!({ "feeds": feeds })) } else { output::text(&listed(&feeds)) }
        }
        Arguments::Add { contract, json } => {
            let text = contract_text(contract)?;
            let opened = opening::open(folder)?;
            let feed = opened.wait(intake::add_feed(&opened.hub, &file_name(contract), &text, &actor()))?;
            if *json {
                return output::json(&feed);
            }
            output::text(&format!(
                "feed {} of {} is in the hub under agreement {}; next: dolen load FILE --feed {0}",
                feed.name, feed.organisation_name.en, feed.agreement
            ))
        }
    }
}

/// The contract's text.
pub(crate) fn contract_text(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| Fault::file("cannot read", path, &error))
}

fn listed(feeds: &[FeedSummary]) -> String {
    if feeds.is_empty() {
        return "no feeds yet; add one with: dolen feed add CONTRACT.toml".to_owned();
    }
    let row = |feed: &FeedSummary| {
        let feed = feed.clone();
        vec![feed.name, feed.organisation_name.en, feed.agreement, feed.subject, feed.format, feed.added_at.to_string()]
    };
    let rows: Vec<Vec<String>> = feeds.iter().map(row).collect();
    output::table(&["Feed", "Organisation", "Agreement", "Subject", "Format", "Contract of"], &rows)
}
