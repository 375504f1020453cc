//! `dolen erasure`: what was erased, and what follows from it.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use dolen_hub::erasure::{self, Erasure, ErasureKind};

use super::opening;
use crate::fault::{Fault, Outcome};
use crate::machine::actor;
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Subcommand)]
pub(crate) enum Arguments {
    /// Every erasure, oldest first
    List {
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Lets the records of an erasure be taken in again, where they are sent again
    Lift {
        /// Id of the erasure
        #[arg(value_name = "ERASURE")]
        erasure: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Does erasures again in a hub that was put back from a backup
    Replay {
        /// The file `erasures` of the hub as it was last
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
}

/// Lists, lifts or repeats erasures.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    let hub = &opened.hub;
    match arguments {
        Arguments::List { json } => {
            let found = opened.wait(erasure::list(hub))?;
            if *json {
                return output::json(&serde_json::json!({ "erasures": found }));
            }
            output::text(&listed(&found))
        }
        Arguments::Lift { erasure, reason } => {
            opened.wait(erasure::lift(hub, erasure, reason, &actor()))?;
            output::text("lifted: loads from now on take these records in again; what was erased stays erased")
        }
        Arguments::Replay { file, json } => {
            let name = file.display().to_string();
            let source =
                File::open(file).map_err(|fault| Fault::caller(format!("`{name}` could not be read: {fault}")))?;
            let progress = Progress::new();
            let mut lines = BufReader::new(source);
            let replayed = opened.wait(erasure::replay(hub, &name, &mut lines, &actor(), &|at| tell(&progress, at)))?;
            progress.end();
            if *json {
                return output::json(&replayed);
            }
            output::text(&format!(
                "{} done again; {} known already",
                output::counted(replayed.done, "erasure was", "erasures were"),
                output::counted(replayed.known, "was", "were")
            ))
        }
    }
}

fn listed(erasures: &[Erasure]) -> String {
    if erasures.is_empty() {
        return "no erasures".to_owned();
    }
    let row = |erasure: &Erasure| {
        let kind = match erasure.kind {
            ErasureKind::Person => "on request, kept out",
            ErasureKind::Lifted => "on request, lifted",
            ErasureKind::Retention => "time was over",
        };
        let ended = erasure.ended_at.map_or_else(|| "not complete yet".to_owned(), |at| at.to_string());
        vec![erasure.erasure.clone(), kind.to_owned(), output::count(erasure.records), erasure.actor.clone(), ended]
    };
    let rows: Vec<Vec<String>> = erasures.iter().map(row).collect();
    output::table(&["Erasure", "Why", "Records", "Who", "Complete"], &rows)
}
