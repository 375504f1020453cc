//! `dolen key`: the keys that landed files and the database are sealed with.

use std::path::Path;

use dolen_hub::keys::{self, DatabaseKept, Encrypted, KeySource, Keys, SealedDatabase, Sealing};
use serde::Serialize;

use super::opening;
use crate::fault::Outcome;
use crate::machine::actor;
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Subcommand)]
pub(crate) enum Arguments {
    /// Tells ids and dates of the keys, never a byte of one
    Show {
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Seals the landed files, and the file of the database, of a hub that keeps them in the clear; carries on where an earlier run
    /// was cut off
    Encrypt {
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Changes a key; carries on where an earlier run was cut off
    Rotate(Rotate),
}

#[derive(clap::Args)]
pub(crate) struct Rotate {
    /// The key of landed files, instead of the master key
    #[arg(long, conflicts_with = "master")]
    landing: bool,
    /// The key of the database's file, instead of the master key; nobody else may have the hub open
    #[arg(long, conflicts_with_all = ["master", "landing"])]
    database: bool,
    /// Where the new master key is, 64 hexadecimal digits: file:PATH, env:NAME or "command:PROGRAM ARGUMENT…" [default: a
    /// new one is made in the present one's file]
    #[arg(long, value_name = "PLACE", value_parser = place)]
    master: Option<KeySource>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Shows or changes keys.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    match arguments {
        Arguments::Show { json } => {
            let found = opened.wait(keys::show(&opened.hub))?;
            if *json { output::json(&found) } else { output::text(&listed(&found)) }
        }
        Arguments::Encrypt { json } => {
            let progress = Progress::new();
            let landed = opened.wait(keys::encrypt(&opened.hub, &actor(), &|at| tell(&progress, at)))?;
            let database = opened.wait(keys::encrypt_database(&opened.hub, &actor(), &|at| tell(&progress, at)))?;
            progress.end();
            let sealed = AllSealed { landed, database };
            if *json { output::json(&sealed) } else { output::text(&told(&sealed)) }
        }
        Arguments::Rotate(Rotate { database: true, json, .. }) => {
            let progress = Progress::new();
            let sealed = opened.wait(keys::rotate_database(&opened.hub, &actor(), &|at| tell(&progress, at)))?;
            progress.end();
            if *json {
                return output::json(&sealed);
            }
            output::text(&format!(
                "the database, {} rows, is sealed with key {}",
                output::count(sealed.rows),
                sealed.key
            ))
        }
        Arguments::Rotate(Rotate { landing: true, json, .. }) => {
            let progress = Progress::new();
            let rotated = opened.wait(keys::rotate_landing(&opened.hub, &actor(), &|at| tell(&progress, at)))?;
            progress.end();
            if *json {
                return output::json(&rotated);
            }
            let mut told = format!("{} landed files are sealed with key {}", output::count(rotated.files), rotated.now);
            if rotated.unreadable > 0 {
                let unreadable = output::count(rotated.unreadable);
                told +=
                    &format!("; {unreadable} of them were damaged before and open with no key: see dolen audit verify");
            }
            output::text(&told)
        }
        Arguments::Rotate(Rotate { master, json, .. }) => {
            let rotated = opened.wait(keys::rotate_master(&opened.hub, master.as_ref(), &actor()))?;
            if *json {
                return output::json(&rotated);
            }
            let (before, now) = (&rotated.before, &rotated.now);
            output::text(&match rotated.is_complete {
                true => format!("the master key is {now}; {before} opens nothing any more"),
                false => format!(
                    "master keys {before} and {now} both open the keyring; name the place of the new one under [keys] in hub.toml: from the next command on the old one opens nothing"
                ),
            })
        }
    }
}

/// What was sealed.
#[derive(Serialize)]
struct AllSealed {
    #[serde(flatten)]
    landed: Encrypted,
    /// The database, where it was in the clear.
    database: Option<SealedDatabase>,
}

fn told(AllSealed { landed, database }: &AllSealed) -> String {
    let (sealed, files) = (output::count(landed.sealed), output::count(landed.files));
    let rows = match database {
        None => String::new(),
        Some(database) => format!(", and so is the database, {} rows", output::count(database.rows)),
    };
    let master = &landed.master;
    format!(
        "{sealed} of {files} landed files were in the clear and are sealed now{rows}; the master key is in {master}: move it elsewhere (docs/keys.md)"
    )
}

pub(super) fn place(text: &str) -> Result<KeySource, &'static str> {
    KeySource::try_from(text.to_owned())
}

fn listed(keys: &Keys) -> String {
    let database = match keys.kept {
        DatabaseKept::Clear => "database: in the clear; seal it with: dolen key encrypt",
        DatabaseKept::Sealed => "database: sealed",
        DatabaseKept::OnServer => "database: on a server, whose disk is to be encrypted",
    };
    let how = match keys.sealing {
        Sealing::Clear => {
            return format!("landed files are kept in the clear; seal them with: dolen key encrypt\n{database}");
        }
        Sealing::Begun => "landed files are being sealed; end that with: dolen key encrypt",
        Sealing::Done => "landed files are sealed",
    };
    let place = format!("in {}", keys.place);
    let of = |name: &str, list: &[keys::Named], told: &str| -> Vec<Vec<String>> {
        let row = |(at, key): (usize, &keys::Named)| {
            let state = if at + 1 == list.len() { told } else { "is being replaced" };
            vec![name.to_owned(), key.id.clone(), key.since.to_string(), state.to_owned()]
        };
        list.iter().enumerate().map(row).collect()
    };
    let rows = [
        of("master", &keys.master, &place),
        of("landing", &keys.landing, "in use"),
        of("backup", &keys.backup, "in use"),
        of("database", &keys.database, "in use"),
    ]
    .concat();
    format!("{how}\n{database}\n{}", output::table(&["Key", "Id", "Since", ""], &rows))
}
