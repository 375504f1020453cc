//! `dolen restore`.

use std::path::PathBuf;
use std::sync::Arc;

use dolen_hub::NewDatabase;
use dolen_hub::backup::{self, RestoreRequest, Restored};
use dolen_hub::keys::KeySource;

use super::key::place;
use super::opening::{fault, runtime};
use crate::fault::Outcome;
use crate::machine::{RandomIds, SystemClock, actor, fill_random, random_bytes};
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Folder of the hub; absent or empty, or what an earlier run of this command left
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// A database on a PostgreSQL server instead of the file in the folder, as its administrator; made if absent
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Where the master key is of the hub that the backup was made of: file:PATH, env:NAME or "command:PROGRAM ARGUMENT…"
    #[arg(long, value_name = "PLACE", value_parser = place)]
    master: Option<KeySource>,
    /// The list of erasures that were made up to the loss, which are done again: the file `erasures` of the hub as it was last
    #[arg(long, value_name = "FILE", required_unless_present = "without_erasures")]
    erasures: Option<PathBuf>,
    /// Nothing was erased since the backup was made
    #[arg(long, conflicts_with = "erasures")]
    without_erasures: bool,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Makes a hub out of a backup.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let random = random_bytes()?;
    let database = arguments.database.as_ref().map(|url| NewDatabase::at(url, random)).transpose().map_err(fault)?;
    let (progress, actor) = (Progress::new(), actor());
    let (file, into, master) = (arguments.file.as_path(), arguments.into.as_path(), arguments.master.as_ref());
    let erasures = arguments.erasures.as_deref();
    let request = RestoreRequest { file, into, database, master, erasures, actor: &actor };
    let tell = |at| tell(&progress, at);
    let restoring = backup::restore(&request, Arc::new(SystemClock), Arc::new(RandomIds), Arc::new(fill_random), &tell);
    let restored = runtime()?.block_on(restoring).map_err(fault)?;
    progress.end();
    if arguments.json { output::json(&restored) } else { output::text(&told(&restored)) }
}

fn told(restored: &Restored) -> String {
    let hub = restored.hub.display();
    let mut text = format!(
        "the hub of the backup is in {hub}: {} rows, {} landed files, the ledger up to entry {}",
        output::count(restored.rows),
        output::count(restored.files),
        restored.head
    );
    if !restored.lacking.is_empty() {
        text += &format!("\nwithout landed files, as it was: load {}", restored.lacking.join(", "));
    }
    if restored.erasures.done > 0 {
        text += &format!("\n{} done again", output::counted(restored.erasures.done, "erasure was", "erasures were"));
    }
    text + &format!(
        "\nit looks for its master key at {}: put it there, or name its place under [keys] in {hub}/hub.toml; then: dolen audit verify --hub {hub}",
        restored.master
    )
}
