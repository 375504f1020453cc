//! `dolen backup`.

use std::path::{Path, PathBuf};

use dolen_hub::backup::{self, BackupRequest, Kept, Made, VerifiedBackup};
use dolen_hub::keys::KeySource;
use dolen_model::{Clock as _, PartialDate, Timestamp};

use super::key::place;
use super::opening::{self, fault, runtime};
use crate::fault::{Fault, Outcome};
use crate::machine::{SystemClock, actor};
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Where the backup is to be; nothing may be there
    #[arg(long, value_name = "FILE", required = true)]
    to: Option<PathBuf>,
    /// The last day on which it is to be kept
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = PartialDate::parse_iso)]
    kept_until: Option<PartialDate>,
    /// Keeps a hub that has no keys in the clear
    #[arg(long)]
    unsealed: bool,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(clap::Subcommand)]
enum What {
    /// Opens every piece of a backup and says what is wrong and where; needs no hub
    Verify {
        /// The backup
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where the master key is of the hub that it was made of: file:PATH, env:NAME or "command:PROGRAM ARGUMENT…"
        #[arg(long, value_name = "PLACE", value_parser = place)]
        master: Option<KeySource>,
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Lists the backups that were made of the hub, and which should be there no more
    List {
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
}

/// Makes, verifies or lists backups.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    match &arguments.what {
        Some(What::Verify { file, master, json }) => {
            let progress = Progress::new();
            let tell = |at| tell(&progress, at);
            let verified = runtime()?.block_on(backup::verify(file, master.as_ref(), &tell)).map_err(fault)?;
            progress.end();
            if *json { output::json(&verified) } else { output::text(&told_of(&verified)) }
        }
        Some(What::List { json }) => {
            let opened = opening::open_as_it_is(folder)?;
            let kept = opened.wait(backup::list(&opened.hub))?;
            if *json { output::json(&kept) } else { output::text(&listed(&kept)) }
        }
        None => {
            let to = arguments.to.as_deref().ok_or_else(|| Fault::usage("say with --to where the backup is to be"))?;
            let kept_until = arguments.kept_until.map(end_of).transpose()?;
            let opened = opening::open(folder)?;
            let (progress, actor) = (Progress::new(), actor());
            let request = BackupRequest { to, kept_until, may_be_clear: arguments.unsealed, actor: &actor };
            let made = opened.wait(backup::make(&opened.hub, &request, &|at| tell(&progress, at)))?;
            progress.end();
            if arguments.json { output::json(&made) } else { output::text(&told(&made)) }
        }
    }
}

/// The end of a day in UTC.
fn end_of(day: PartialDate) -> Outcome<Timestamp> {
    const DAY: i64 = 86_400_000_000;
    match day.day() {
        Some(_) => Ok(Timestamp((day.earliest_epoch_days() + 1).saturating_mul(DAY) - 1)),
        None => Err(Fault::usage("--kept-until is a whole day, such as 2027-03-01")),
    }
}

fn told(made: &Made) -> String {
    let mut text = format!(
        "the backup is in {}: {} rows, {} landed files, the ledger up to entry {}; {} bytes with SHA-256 {}",
        made.file.display(),
        output::count(made.rows),
        output::count(made.files),
        made.head,
        output::count(made.bytes),
        made.sha256
    );
    if made.missing > 0 {
        text +=
            &format!("\n{} landed files are missing in the hub: see dolen audit verify", output::count(made.missing));
    }
    text += match made.is_sealed {
        true => "\nthe master key alone opens it: keep a copy of that apart",
        false => "\nit lies in the clear: whoever has the file has everything",
    };
    text
}

fn told_of(verified: &VerifiedBackup) -> String {
    let mut text = format!(
        "the backup of {} is whole: {} rows, {} landed files, {} entries verify; the last has the hash {}",
        verified.made_at,
        output::count(verified.rows),
        output::count(verified.files),
        output::count(verified.entries),
        verified.head
    );
    if verified.kept_until.is_some_and(|until| until < SystemClock.now()) {
        text += "\nits day has passed: remove it";
    }
    text
}

fn listed(kept: &[Kept]) -> String {
    if kept.is_empty() {
        return "no backup was made; make one with: dolen backup --to FILE".to_owned();
    }
    let row = |kept: &Kept| {
        let state = match (kept.is_due, kept.is_there) {
            (true, true) => "its day has passed: remove it",
            (false, true) => "",
            (_, false) => "not there",
        };
        let until = kept.kept_until.map_or_else(String::new, |until| until.to_string().chars().take(10).collect());
        let place = kept.place.display().to_string();
        vec![kept.made_at.to_string(), kept.head.to_string(), until, place, kept.sha256.clone(), state.to_owned()]
    };
    output::table(&["Made", "Head", "Kept until", "Place", "SHA-256", ""], &kept.iter().map(row).collect::<Vec<_>>())
}
