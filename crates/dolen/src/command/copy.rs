//! `dolen copy`.

use std::path::Path;

use dolen_hub::moving::{self, Destination, Moved};
use dolen_hub::{HubFault, NewDatabase};

use super::opening::{self, fault};
use crate::fault::Outcome;
use crate::machine::{actor, random_bytes};
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where to: a database on a PostgreSQL server, as its administrator, made if absent; or `file`, in the hub's folder
    #[arg(long, value_name = "URL|file", required_unless_present = "undo")]
    to: Option<String>,
    /// Gives up a move that did not come to its end: the hub works on where it is
    #[arg(long, conflicts_with = "to")]
    undo: bool,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Moves the hub's database, or gives a move up.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open_as_it_is(folder)?;
    let Some(to) = &arguments.to else {
        let to = opened.wait(moving::undo(&opened.hub, &actor()))?;
        if arguments.json {
            return output::json(&serde_json::json!({ "given_up": to }));
        }
        return output::text(&format!(
            "the move to {to} is given up, and the hub works on where it is; what was copied there already is overwritten by another move to there, or remove it"
        ));
    };
    let to = destination(to, random_bytes()?).map_err(fault)?;
    let progress = Progress::new();
    let moved = opened.wait(moving::copy(&opened.hub, &to, &actor(), &|at| tell(&progress, at)))?;
    progress.end();
    if arguments.json { output::json(&moved) } else { output::text(&told(&moved)) }
}

fn destination(to: &str, random: [u8; 48]) -> Result<Destination, HubFault> {
    match to {
        "file" => Ok(Destination::File),
        url => Ok(Destination::Server(Box::new(NewDatabase::at(url, random)?))),
    }
}

fn told(moved: &Moved) -> String {
    let mut text = match moved.rows {
        Some(rows) => format!(
            "{} rows were copied and held against those that they are copies of, and the ledger verifies; the hub's database is at {} now",
            output::count(rows),
            moved.to
        ),
        None => format!("the move to {} is complete", moved.to),
    };
    if let Some(kept) = &moved.kept {
        text += &format!("\nthe old one is kept: {kept}; nothing is entered in it any more");
        text += match moved.is_open {
            true => ". Another process has it open: end that, then run this command again, which puts the file aside",
            false if kept.starts_with("postgres://") => {
                "; remove it when you have a backup of the new one: docs/server.md says how"
            }
            false => "; remove the file when you have a backup of the new one",
        };
    }
    text + "\nstart again every `dolen serve` of this hub"
}
