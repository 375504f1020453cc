//! `dolen audit`: verifying the ledger and exporting it. It completes nothing and enters nothing.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use dolen_hub::account;

use super::opening::{self, fault};
use crate::fault::{Fault, Outcome};
use crate::output;

#[derive(clap::Subcommand)]
pub(crate) enum Arguments {
    /// Finds the first entry that was altered, removed or reordered, and landed bytes that are no more what came
    Verify {
        /// An exported ledger instead of the hub's own; needs no hub
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Writes the ledger: its last entry's hash in the first line, then one entry a line
    Export {
        /// Where to, instead of standard output
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

/// Verifies or exports.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    match arguments {
        Arguments::Verify { file, json } => {
            let verified = match file {
                Some(path) => {
                    let file = File::open(path).map_err(|error| Fault::file("cannot open", path, &error))?;
                    account::verify_lines(&mut BufReader::new(file)).map_err(fault)?
                }
                None => {
                    let opened = opening::open_as_it_is(folder)?;
                    opened.wait(account::verify(&opened.hub))?
                }
            };
            if *json {
                return output::json(&verified);
            }
            let (entries, head) = (output::count(verified.entries), &verified.head);
            let landed = verified.landed_files.map_or_else(String::new, |files| {
                format!(", and {} landed files are as they came", output::count(files))
            });
            let erased = match verified.erased {
                0 => String::new(),
                erased => format!(", of which {} are erased", output::count(erased)),
            };
            output::text(&format!("{entries} entries verify{erased}{landed}; the last has the hash {head}"))
        }
        Arguments::Export { to: None } => {
            let opened = opening::open_as_it_is(folder)?;
            let mut out = output::Lines::new();
            opened.wait(account::export(&opened.hub, &mut out)).map(|_| ())
        }
        Arguments::Export { to: Some(path) } => {
            let opened = opening::open_as_it_is(folder)?;
            let file = File::create(path).map_err(|error| Fault::file("cannot write", path, &error))?;
            let mut out = std::io::BufWriter::new(file);
            let entries = opened.wait(account::export(&opened.hub, &mut out))?;
            output::text(&format!("{} entries are in {}", output::count(entries), path.display()))
        }
    }
}
