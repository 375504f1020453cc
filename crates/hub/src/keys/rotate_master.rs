//! A new master key: the keyring is wrapped anew, the files stay as they are.
//!
//! Keyring and master key are two places that cannot be changed at one moment. So the keyring is first opened by both keys,
//! then the new key takes its place, then the old one is struck out. Whatever ends the process, one of the two keys that
//! hub.toml can lead to opens the keyring, and the next opening of the hub carries the change on.

use std::path::PathBuf;

use dolen_seal::Key;
use serde::Serialize;

use super::ring::Keyring;
use super::source::text_of;
use super::{KeyFault, KeySource, Sealing, draw, enter, sealing, unlock};
use crate::locks::Locks;
use crate::{Hub, HubFault, blocking, files};

/// What became of a change of the master key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RotatedMaster {
    /// Id of the key before.
    pub before: String,
    /// Id of the new key.
    pub now: String,
    /// Whether the key before opens the keyring no more. Where the new key has another place, that is so once hub.toml
    /// names it.
    pub is_complete: bool,
}

/// Changes the master key: for one at `to`, or for a new one in the present one's file.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub async fn rotate_master(hub: &Hub, to: Option<&KeySource>, actor: &str) -> Result<RotatedMaster, HubFault> {
    let held = hub.lock_landing().await?;
    if sealing(hub).await? == Sealing::Clear {
        return Err(KeyFault::Clear.into());
    }
    settle(hub, &held, actor).await?;
    let (mut keyring, present) = blocking::in_place(|| unlock(hub))?;
    // A change that was begun and whose new key was never put to use is given up.
    keyring.keep_master(present.id());
    let place = &hub.configuration.keys.master;
    let new = match to {
        Some(other) => blocking::in_place(|| other.read(&hub.folder))?,
        None => {
            let next = next(hub).ok_or_else(|| KeyFault::NotOurs(place.to_string()))?;
            let new = Key::new(draw(&hub.secrets)?);
            files::replace(&next, &text_of(&new))?;
            new
        }
    };
    if new.id() == present.id() {
        return Err(KeyFault::SameMaster(to.unwrap_or(place).to_string()).into());
    }
    let (before, now) = (present.id().to_string(), new.id().to_string());
    enter(hub, &held, actor, serde_json::json!({ "action": "master key added", "key": now }), None).await?;
    keyring.add_master(&present, &new, hub.clock.now(), || draw(&hub.secrets))?;
    keyring.write(&hub.folder)?;
    settle(hub, &held, actor).await?;
    let is_complete = Keyring::read(&hub.folder)?.is_some_and(|keyring| !keyring.is_opened_by(present.id()));
    held.release().await;
    Ok(RotatedMaster { before, now, is_complete })
}

/// Carries a change of the master key on as far as it can be: a new key that waits beside the present one takes its place,
/// and once hub.toml leads to the newest key, the others are struck out. The caller holds the lock for keys.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub(crate) async fn settle(hub: &Hub, held: &Locks, actor: &str) -> Result<(), HubFault> {
    let Some(mut keyring) = Keyring::read(&hub.folder)? else { return Ok(()) };
    if keyring.masters.len() < 2 {
        return Ok(());
    }
    let place = &hub.configuration.keys.master;
    if let (Some(path), Some(next)) = (place.path(&hub.folder), next(hub))
        && next.exists()
        && keyring.is_newest_master(KeySource::File(next.clone()).read(&hub.folder)?.id())
    {
        files::rename(&next, &path)?;
    }
    let master = blocking::in_place(|| place.read(&hub.folder))?;
    if !keyring.is_newest_master(master.id()) {
        return Ok(());
    }
    for removed in keyring.keep_master(master.id()) {
        enter(hub, held, actor, serde_json::json!({ "action": "master key removed", "key": removed }), None).await?;
    }
    keyring.write(&hub.folder)
}

/// Where a new key waits until the keyring is opened by it; none where the master key is not in a file.
fn next(hub: &Hub) -> Option<PathBuf> {
    let path = hub.configuration.keys.master.path(&hub.folder)?;
    let mut name = path.file_name()?.to_owned();
    name.push(".next");
    Some(path.with_file_name(name))
}
