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
    pub(crate) fn note(&mut self, entry: &Entry) {
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

    /// SHA-256 of every file with the first load of it.
    pub(crate) fn loads(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(sha256, load)| (sha256.as_str(), load.as_str()))
    }

    /// The first load of a file.
    pub(crate) fn load(&self, sha256: &str) -> Option<&str> {
        self.0.get(sha256).map(String::as_str)
    }

    /// Holds every file, opened with its key, against its hash; answers how many there are.
    ///
    /// # Errors
    /// [`HubFault::Ledger`] with the first load whose bytes are gone or others, [`HubFault::File`].
    pub(super) fn verify(&self, folder: &Path, keys: &LandingKeys) -> Result<u64, HubFault> {
        for (sha256, load) in &self.0 {
            let path = folder.join(sha256);
            match keys.open(&path).and_then(|mut file| digest(&mut file)) {
                Ok((_, found)) if found == *sha256 => {}
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

/// How many bytes are read, and their SHA-256, hexadecimal.
pub(crate) fn digest(source: &mut impl Read) -> std::io::Result<(u64, String)> {
    let (mut bytes, mut piece, mut hasher) = (0, vec![0; PIECE], Sha256::new());
    loop {
        let count = source.read(&mut piece)?;
        let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else { break };
        hasher.update(read);
        bytes += count as u64;
    }
    Ok((bytes, hexadecimal(&hasher.finalize())))
}
