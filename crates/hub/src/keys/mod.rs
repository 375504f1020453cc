//! The keys of a hub: a master key, whose place hub.toml names, and the keyring of data keys that it opens.

mod backups;
mod database;
mod encrypt;
mod fault;
mod landed_files;
mod landing;
mod ring;
mod rotate_landing;
mod rotate_master;
mod seal_database;
mod show;
mod source;
#[cfg(test)]
pub(crate) mod tests;

use std::path::Path;

use dolen_ledger::{Draft, Verb};
use dolen_model::{SecretSource, Timestamp};
use dolen_seal::{Key, NONCE_BYTES};
use dolen_store::setting;
use serde::{Deserialize, Serialize};

pub(crate) use backups::of_backup;
pub(crate) use database::{at_opening, of_file, of_new_file, of_restored, settle_database};
pub use encrypt::{Encrypted, encrypt};
pub use fault::KeyFault;
pub(crate) use landed_files::PART;
pub(crate) use landing::{Landed, Landing, LandingKeys};
pub(crate) use ring::Keyring;
pub use ring::Named;
pub use rotate_landing::{RotatedLanding, rotate_landing};
pub(crate) use rotate_master::settle;
pub use rotate_master::{RotatedMaster, rotate_master};
pub use seal_database::{SealedDatabase, encrypt_database, rotate_database};
pub use show::{DatabaseKept, Keys, show};
pub use source::KeySource;

use self::ring::Purpose;
use crate::locks::Locks;
use crate::{Hub, HubFault, blocking, files};

/// Name of the setting that tells how landed files are kept.
const SETTING: &str = "landing";

/// How landed files, or the database, are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sealing {
    /// In the clear, as hubs did before they had keys.
    #[default]
    Clear,
    /// They are being sealed; some may be in the clear.
    Begun,
    /// Sealed, all of them.
    Done,
}

impl Sealing {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Begun => "begun",
            Self::Done => "done",
        }
    }
}

/// Draws secret bytes.
///
/// # Errors
/// [`HubFault::Internal`] where the machine has none to give.
pub(crate) fn draw<const N: usize>(secrets: &SecretSource) -> Result<[u8; N], HubFault> {
    let mut bytes = [0; N];
    if secrets(&mut bytes) { Ok(bytes) } else { Err(HubFault::Internal("the machine gave no random bytes".to_owned())) }
}

/// Makes the keys of a new hub in its folder, and answers that of its database.
///
/// # Errors
/// [`HubFault::File`], [`HubFault::Keys`].
pub(crate) fn make(hub: &Path, place: &KeySource, secrets: &SecretSource, now: Timestamp) -> Result<Key, HubFault> {
    let (mut keyring, master) = begin(hub, place, secrets, now)?;
    let key = Key::new(draw(secrets)?);
    keyring.add(Purpose::Database, &key, &master, now, draw(secrets)?)?;
    keyring.database = Sealing::Done;
    keyring.write(hub)?;
    Ok(key)
}

/// Makes a master key where `place` is a file that is not there yet, and a keyring for landed files.
fn begin(hub: &Path, place: &KeySource, secrets: &SecretSource, now: Timestamp) -> Result<(Keyring, Key), HubFault> {
    let absent = place.path(hub).filter(|path| !path.exists());
    let master = match absent {
        Some(path) => {
            let master = Key::new(draw(secrets)?);
            files::write_new(&path, &source::text_of(&master))?;
            master
        }
        None => place.read(hub)?,
    };
    let mut keyring = Keyring::new(&master, now);
    let nonce = draw::<NONCE_BYTES>(secrets)?;
    keyring.add(Purpose::Landing, &Key::new(draw(secrets)?), &master, now, nonce)?;
    Ok((keyring, master))
}

/// The keys of landed files, as they are at this moment.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub(crate) async fn of_landing(hub: &Hub) -> Result<LandingKeys, HubFault> {
    let sealing = sealing(hub).await?;
    if sealing == Sealing::Clear {
        return Ok(LandingKeys::default());
    }
    let (keyring, master) = blocking::in_place(|| unlock(hub))?;
    Ok(LandingKeys { keys: keyring.open(Purpose::Landing, &master)?, may_be_clear: sealing == Sealing::Begun })
}

/// How the hub keeps landed files. The database tells, so that a keyring that was lost is missed and not made anew.
async fn sealing(hub: &Hub) -> Result<Sealing, HubFault> {
    match setting::get(&hub.store, SETTING).await?.as_deref() {
        None => Ok(Sealing::Clear),
        Some(word) => [Sealing::Clear, Sealing::Begun, Sealing::Done]
            .into_iter()
            .find(|sealing| sealing.as_str() == word)
            .ok_or_else(|| HubFault::Internal(format!("the setting `{SETTING}` has an unknown word"))),
    }
}

/// The keyring and the master key that opens it.
fn unlock(hub: &Hub) -> Result<(Keyring, Key), HubFault> {
    unlock_in(&hub.folder, &hub.configuration.keys.master)
}

fn unlock_in(folder: &Path, place: &KeySource) -> Result<(Keyring, Key), HubFault> {
    match try_unlock(folder, place) {
        // Keyring and master key are two files: they may have been changed between the reading of one and of the other.
        Err(HubFault::Keys(KeyFault::OtherMaster { .. })) => try_unlock(folder, place),
        other => other,
    }
}

fn try_unlock(folder: &Path, place: &KeySource) -> Result<(Keyring, Key), HubFault> {
    let keyring = Keyring::read(folder)?.ok_or(KeyFault::NoKeyring)?;
    let master = place.read(folder)?;
    if keyring.is_opened_by(master.id()) {
        return Ok((keyring, master));
    }
    Err(keyring.other_master(place, &master).into())
}

/// Enters what is done with keys under some locks, and with it how landed files are kept from now on, where that changes.
async fn enter(
    hub: &Hub,
    held: &Locks,
    actor: &str,
    detail: serde_json::Value,
    sealing: Option<Sealing>,
) -> Result<(), HubFault> {
    let mut work = held.begin(hub).await?;
    work.enter(alteration(actor, detail), hub.ids.salt(), hub.clock.now()).await?;
    if let Some(sealing) = sealing {
        setting::set(&mut work, SETTING, sealing.as_str()).await?;
    }
    Ok(work.commit().await?)
}

/// A change of the hub's own standing.
pub(crate) fn alteration(actor: &str, detail: serde_json::Value) -> Draft {
    let (verb, actor) = (Verb::Alteration, actor.to_owned());
    Draft { verb, actor, organisation: None, subject: Vec::new(), reason: None, detail }
}

/// Notes with the first entry of a new hub that its landed files are sealed.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn note_sealed(work: &mut dolen_store::Work) -> Result<(), HubFault> {
    Ok(setting::set(work, SETTING, Sealing::Done.as_str()).await?)
}
