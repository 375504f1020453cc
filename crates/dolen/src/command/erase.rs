//! `dolen erase`: removes all that is held of somebody, from every copy.

use std::path::Path;

use dolen_hub::erasure::{self, Erased, Target};

use super::opening;
use crate::fault::{Fault, Outcome};
use crate::machine::actor;
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Golden records, for all source records that they have now, or source records: an id, or organisation:key
    #[arg(value_name = "WHOM", required = true)]
    named: Vec<String>,
    /// On which ground, without naming anybody: it stays in the ledger
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Tells what would be erased, and erases nothing
    #[arg(long, conflicts_with = "reason")]
    dry_run: bool,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Erases, or tells what would be.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    let hub = &opened.hub;
    if arguments.dry_run {
        let target = opened.wait(erasure::target(hub, &arguments.named))?;
        return if arguments.json { output::json(&target) } else { output::text(&planned(&target)) };
    }
    let Some(reason) = &arguments.reason else {
        return Err(Fault::caller("a reason is needed: what is erased does not come back")
            .hint("see what would be erased with --dry-run, then give --reason"));
    };
    let progress = Progress::new();
    let erased = opened.wait(erasure::erase(hub, &arguments.named, reason, &actor(), &|at| tell(&progress, at)))?;
    progress.end();
    if arguments.json { output::json(&erased) } else { output::text(&told(&erased)) }
}

fn planned(target: &Target) -> String {
    let mut text = format!(
        "would erase {} of {}, and {} that hold or may hold a row of them:\n    {}",
        output::counted(target.records.len() as u64, "source record", "source records"),
        target.organisations.join(", "),
        output::counted(target.files, "landed file", "landed files"),
        target.records.join("\n    ")
    );
    if !target.unsettled.is_empty() {
        let loads: Vec<String> = target.unsettled.iter().map(ToString::to_string).collect();
        text.push_str(&format!("\nfirst release, discard or finish: load {}", loads.join(", load ")));
    }
    text
}

fn told(erased: &Erased) -> String {
    let text = format!(
        "erased {}: {} of the database, {} of golden records, what {} of the ledger told, {}; erasure {}",
        output::counted(erased.records, "source record", "source records"),
        output::counted(erased.rows, "row", "rows"),
        output::counted(erased.golden_states, "state", "states"),
        output::counted(erased.entries, "entry", "entries"),
        output::counted(erased.files, "landed file", "landed files"),
        erased.erasure
    );
    match erased.backups {
        0 => text,
        count => format!(
            "{text}\nstill in {}: see dolen backup list, and give the hub's file `erasures` to dolen restore",
            output::counted(count, "backup that was made before", "backups that were made before")
        ),
    }
}
