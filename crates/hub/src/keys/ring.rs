//! `hub.keyring`: the data keys of a hub, each wrapped by the master key. A copy of it is worth nothing without that key.

use std::collections::BTreeMap;
use std::path::Path;

use dolen_ledger::{from_hexadecimal, hexadecimal};
use dolen_model::Timestamp;
use dolen_seal::{Key, KeyId, NONCE_BYTES};
use serde::{Deserialize, Serialize};

use super::{KeyFault, KeySource, Sealing};
use crate::{HubFault, files};

pub(super) const KEYRING: &str = "hub.keyring";
const FORMAT: &str = "dolen-keyring-1";

/// The file. Keys and masters stand in the order in which they came; the last is the one in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keyring {
    format: String,
    /// Master keys that open it: one, and while that is being changed two.
    pub(super) masters: Vec<Named>,
    keys: Vec<Wrapped>,
    /// How the database is kept where it is a file. It is told here, for the database tells nothing before it is open.
    #[serde(default)]
    pub(super) database: Sealing,
}

/// A key by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Id.
    pub id: String,
    /// Since when it is in the keyring.
    pub since: Timestamp,
}

/// What a data key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    /// Landed files.
    Landing,
    /// Backups.
    Backup,
    /// The file of the database.
    Database,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    purpose: Purpose,
    id: String,
    since: Timestamp,
    /// By the id of the master key.
    wrapped: BTreeMap<String, String>,
}

/// Random bytes for one wrapping.
pub(super) type Nonce = [u8; NONCE_BYTES];

impl Keyring {
    /// A keyring without keys.
    pub(super) fn new(master: &Key, now: Timestamp) -> Self {
        let masters = vec![Named { id: master.id().to_string(), since: now }];
        Self { format: FORMAT.to_owned(), masters, keys: Vec::new(), database: Sealing::Clear }
    }

    /// Adds a data key; it is the one in use from now on.
    pub(super) fn add(
        &mut self,
        purpose: Purpose,
        key: &Key,
        master: &Key,
        now: Timestamp,
        nonce: Nonce,
    ) -> Result<(), KeyFault> {
        let wrapped = BTreeMap::from([(master.id().to_string(), wrap(master, key, purpose, nonce)?)]);
        self.keys.push(Wrapped { purpose, id: key.id().to_string(), since: now, wrapped });
        Ok(())
    }

    /// Removes the data keys of a purpose but the one in use, and gives the ids of those.
    pub(super) fn keep_newest(&mut self, purpose: Purpose) -> Vec<String> {
        let newest = self.named(purpose).last().map(|named| named.id.clone());
        let is_kept = |key: &Wrapped| key.purpose != purpose || Some(&key.id) == newest.as_ref();
        let removed = self.keys.iter().filter(|key| !is_kept(key)).map(|key| key.id.clone()).collect();
        self.keys.retain(is_kept);
        removed
    }

    /// Removes the data keys of a purpose.
    #[cfg(test)]
    pub(super) fn keep_none(&mut self, purpose: Purpose) {
        self.keys.retain(|key| key.purpose != purpose);
    }

    /// Makes another master key open the keyring too; `nonce` gives random bytes, anew each time.
    pub(super) fn add_master(
        &mut self,
        present: &Key,
        new: &Key,
        now: Timestamp,
        mut nonce: impl FnMut() -> Result<Nonce, HubFault>,
    ) -> Result<(), HubFault> {
        let new_id = new.id().to_string();
        for entry in &mut self.keys {
            let key = entry.open(present)?;
            entry.wrapped.insert(new_id.clone(), wrap(new, &key, entry.purpose, nonce()?)?);
        }
        self.masters.push(Named { id: new_id, since: now });
        Ok(())
    }

    /// Makes one master key the only one that opens the keyring, and gives the ids of those that no longer do.
    pub(super) fn keep_master(&mut self, id: KeyId) -> Vec<String> {
        let id = id.to_string();
        let removed = self.masters.iter().filter(|master| master.id != id).map(|master| master.id.clone()).collect();
        self.masters.retain(|master| master.id == id);
        for key in &mut self.keys {
            key.wrapped.retain(|master, _| *master == id);
        }
        removed
    }

    /// Whether a master key opens it.
    pub(super) fn is_opened_by(&self, id: KeyId) -> bool {
        let id = id.to_string();
        self.masters.iter().any(|master| master.id == id)
    }

    /// What to say of a master key that does not open it.
    pub(super) fn other_master(&self, place: &KeySource, found: &Key) -> KeyFault {
        let wanted = self.masters.iter().map(|master| master.id.as_str()).collect::<Vec<_>>().join(" or ");
        KeyFault::OtherMaster { wanted, place: place.to_string(), found: found.id() }
    }

    /// Whether a master key is the one that came last.
    pub(super) fn is_newest_master(&self, id: KeyId) -> bool {
        self.masters.last().is_some_and(|master| master.id == id.to_string())
    }

    /// The data keys of a purpose; the last one is in use.
    pub(super) fn open(&self, purpose: Purpose, master: &Key) -> Result<Vec<Key>, KeyFault> {
        self.keys.iter().filter(|key| key.purpose == purpose).map(|key| key.open(master)).collect()
    }

    /// Ids and dates of the data keys of a purpose; the last one is in use.
    pub(super) fn named(&self, purpose: Purpose) -> Vec<Named> {
        let keys = self.keys.iter().filter(|key| key.purpose == purpose);
        keys.map(|key| Named { id: key.id.clone(), since: key.since }).collect()
    }

    /// Reads the keyring of a hub; none where there is none.
    pub(crate) fn read(hub: &Path) -> Result<Option<Self>, HubFault> {
        let path = hub.join(KEYRING);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(HubFault::file(path, "read", source)),
        };
        let keyring: Self = serde_json::from_str(&text).map_err(|fault| KeyFault::Keyring(fault.to_string()))?;
        if keyring.format != FORMAT {
            return Err(KeyFault::Keyring("this version does not read its format".to_owned()).into());
        }
        Ok(Some(keyring))
    }

    /// Puts it in the place of the one before, as a whole.
    pub(crate) fn write(&self, hub: &Path) -> Result<(), HubFault> {
        let text = serde_json::to_string_pretty(self).map_err(|fault| HubFault::Internal(fault.to_string()))?;
        files::replace(&hub.join(KEYRING), &(text + "\n"))
    }
}

impl Wrapped {
    fn open(&self, master: &Key) -> Result<Key, KeyFault> {
        let damaged = || KeyFault::Keyring(format!("key {}", self.id));
        let wrapped = self.wrapped.get(&master.id().to_string()).and_then(|text| from_hexadecimal(text));
        let key = master.unwrap(&wrapped.ok_or_else(damaged)?, &label(self.purpose)).ok_or_else(damaged)?;
        if key.id().to_string() == self.id { Ok(key) } else { Err(damaged()) }
    }
}

fn wrap(master: &Key, key: &Key, purpose: Purpose, nonce: Nonce) -> Result<String, KeyFault> {
    Ok(hexadecimal(&master.wrap(key, &label(purpose), nonce)?))
}

/// A key that was wrapped for one purpose does not open for another.
fn label(purpose: Purpose) -> Vec<u8> {
    match purpose {
        Purpose::Landing => b"dolen-keyring-1 landing".to_vec(),
        Purpose::Backup => b"dolen-keyring-1 backup".to_vec(),
        Purpose::Database => b"dolen-keyring-1 database".to_vec(),
    }
}
