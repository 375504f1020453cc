//! Landed bytes against what the ledger says of them.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::Path;

use dolen_ledger::{Entry, Verb, hexadecimal};
use sha2::{Digest, Sha256};

use crate::HubFault;
use crate::keys::LandingKeys;

/// Bytes read at a time.
const PIECE: usize = 1 << 20;

/// The files that a ledger tells to have landed, and not to have been erased since: SHA-256, which is the name of the file that
/// is kept, to the first load of it.
#[derive(Default)]
pub(crate) struct Landed(BTreeMap<String, String>);

impl Landed {
    /// Notes what an entry says.
    pub(super) fn note(&mut self, entry: &Entry) {
        let Some(detail) = entry.told().map(|told| &told.detail) else { return };
        if entry.verb == Verb::Erasure {
            for file in detail["landed"].as_array().into_iter().flatten().filter_map(|file| file.as_str()) {
                self.0.remove(file);
            }
        }
        if detail["action"] != "landed" {
            return;
        }
        let Some(sha256) = detail["sha256"].as_str() else { return };
        let load = detail["sequence"].to_string();
        self.0.entry(sha256.to_owned()).or_insert(load);
    }

    /// Holds every file, opened with its key, against its hash; answers how many there are.
    ///
    /// # Errors
    /// [`HubFault::Ledger`] with the first load whose bytes are gone or others, [`HubFault::File`].
    pub(super) fn verify(&self, folder: &Path, keys: &LandingKeys) -> Result<u64, HubFault> {
        for (sha256, load) in &self.0 {
            let path = folder.join(sha256);
            match digest(&path, keys) {
                Ok(found) if found == *sha256 => {}
                Ok(_) => return Err(HubFault::Ledger(format!("the landed bytes of load {load} were altered"))),
                Err(fault) if fault.kind() == ErrorKind::NotFound => {
                    return Err(HubFault::Ledger(format!("the landed bytes of load {load} were removed")));
                }
                // Sealed bytes say by themselves what was done to them.
                Err(fault) if fault.kind() == ErrorKind::InvalidData => {
                    return Err(HubFault::Ledger(format!("the landed bytes of load {load} were altered: {fault}")));
                }
                Err(source) => return Err(HubFault::file(&path, "read", source)),
            }
        }
        Ok(self.0.len() as u64)
    }
}

fn digest(path: &Path, keys: &LandingKeys) -> std::io::Result<String> {
    let (mut file, mut piece, mut hasher) = (keys.open(path)?, vec![0; PIECE], Sha256::new());
    loop {
        let count = file.read(&mut piece)?;
        let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else { break };
        hasher.update(read);
    }
    Ok(hexadecimal(&hasher.finalize()))
}
