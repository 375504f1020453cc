//! The keys of backups.

use std::path::Path;

use dolen_seal::Key;

use super::ring::{Keyring, Purpose};
use super::{KeyFault, KeySource, LandingKeys, Sealing, draw, enter, sealing, unlock};
use crate::locks::Locks;
use crate::{Hub, HubFault, blocking};

/// The keyring, and in it the keys of backups; none where the hub keeps its files in the clear. The first backup brings its
/// key. The caller holds the lock for keys.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub(crate) async fn of_backup(
    hub: &Hub,
    held: &Locks,
    actor: &str,
) -> Result<Option<(Keyring, LandingKeys)>, HubFault> {
    if sealing(hub).await? == Sealing::Clear {
        return Ok(None);
    }
    let (mut keyring, master) = blocking::in_place(|| unlock(hub))?;
    if keyring.named(Purpose::Backup).is_empty() {
        // While a master key is being changed two open the keyring, and only one is at hand.
        if keyring.masters.len() > 1 {
            return Err(KeyFault::Changing.into());
        }
        let key = Key::new(draw(&hub.secrets)?);
        let detail = serde_json::json!({ "action": "backup key added", "key": key.id().to_string() });
        enter(hub, held, actor, detail, None).await?;
        keyring.add(Purpose::Backup, &key, &master, hub.clock.now(), draw(&hub.secrets)?)?;
        keyring.write(&hub.folder)?;
    }
    let keys = keyring.open(Purpose::Backup, &master)?;
    Ok(Some((keyring, LandingKeys { keys, may_be_clear: false })))
}

impl Keyring {
    /// The keys of landed files and those of backups, opened with a master key; a relative path of it starts at `folder`.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub(crate) fn opened(&self, place: &KeySource, folder: &Path) -> Result<(LandingKeys, LandingKeys), KeyFault> {
        let master = blocking::in_place(|| place.read(folder))?;
        if !self.is_opened_by(master.id()) {
            return Err(self.other_master(place, &master));
        }
        let keys = |purpose| self.open(purpose, &master);
        let landing = LandingKeys { keys: keys(Purpose::Landing)?, may_be_clear: true };
        Ok((landing, LandingKeys { keys: keys(Purpose::Backup)?, may_be_clear: false }))
    }
}
