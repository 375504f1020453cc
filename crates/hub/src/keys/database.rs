//! The key of the file that the database is in, where it is in one.

use std::path::Path;

use dolen_model::{SecretSource, Timestamp};
use dolen_seal::Key;
use dolen_store::{DATABASE, Kept, StoreFault, kept, key_of};

use super::ring::{Keyring, Purpose};
use super::{KeyFault, KeySource, Sealing, draw, enter, sealing, unlock, unlock_in};
use crate::locks::Locks;
use crate::{Hub, HubFault, blocking};

/// The key that opens the database of a hub; none where it is in the clear. While the key is being changed two are in the
/// keyring, and the file is sealed with one of them.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub(crate) async fn at_opening(folder: &Path, place: &KeySource) -> Result<Option<Key>, HubFault> {
    let file = folder.join(DATABASE);
    let kept = kept(&file)?;
    if kept != Kept::Sealed {
        let Some(keyring) = Keyring::read(folder)?.filter(|keyring| keyring.database == Sealing::Done) else {
            return Ok(None);
        };
        if kept == Kept::Clear {
            return Err(KeyFault::NotTheDatabase { known: known(&keyring) }.into());
        }
    }
    let (keyring, master) = blocking::in_place(|| unlock_in(folder, place))?;
    let keys = keyring.open(Purpose::Database, &master)?;
    match key_of(&file, &keys).await {
        Ok(Some(key)) => Ok(Some(key.clone())),
        // The file is to be made.
        Ok(None) => Ok(keys.last().cloned()),
        Err(StoreFault::OtherKey) => Err(KeyFault::OtherDatabaseKey { known: known(&keyring) }.into()),
        Err(other) => Err(other.into()),
    }
}

/// The keys of which one may open a file of the hub's database: none where that is in the clear.
///
/// # Errors
/// As [`at_opening`].
pub(crate) fn of_file(hub: &Hub, file: &Path) -> Result<Vec<Key>, HubFault> {
    if kept(file)? != Kept::Sealed {
        return Ok(Vec::new());
    }
    let (keyring, master) = blocking::in_place(|| unlock(hub))?;
    Ok(keyring.open(Purpose::Database, &master)?)
}

/// The key of a file that the database moves to; none where the hub keeps its files in the clear. The caller holds the lock for
/// keys.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub(crate) async fn of_new_file(hub: &Hub, held: &Locks, actor: &str) -> Result<Option<Key>, HubFault> {
    if sealing(hub).await? == Sealing::Clear {
        return Ok(None);
    }
    let (mut keyring, master) = blocking::in_place(|| unlock(hub))?;
    if keyring.named(Purpose::Database).is_empty() {
        add(hub, held, &mut keyring, &master, actor).await?;
    }
    Ok(keyring.open(Purpose::Database, &master)?.pop())
}

/// Adds a key: the next file is sealed with it.
pub(super) async fn add(
    hub: &Hub,
    held: &Locks,
    keyring: &mut Keyring,
    master: &Key,
    actor: &str,
) -> Result<(), HubFault> {
    // While a master key is being changed two open the keyring, and only one is at hand.
    if keyring.masters.len() > 1 {
        return Err(KeyFault::Changing.into());
    }
    let key = Key::new(draw(&hub.secrets)?);
    let detail = serde_json::json!({ "action": "database key added", "key": key.id().to_string() });
    enter(hub, held, actor, detail, None).await?;
    keyring.add(Purpose::Database, &key, master, hub.clock.now(), draw(&hub.secrets)?)?;
    if keyring.database == Sealing::Clear {
        keyring.database = Sealing::Begun;
    }
    keyring.write(&hub.folder)
}

/// The key of the file of a hub that is being restored, which from now on is the only one.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::Internal`].
pub(crate) fn of_restored(
    keyring: &mut Keyring,
    place: &KeySource,
    secrets: &SecretSource,
    now: Timestamp,
) -> Result<Key, HubFault> {
    let master = blocking::in_place(|| place.read(Path::new("")))?;
    if keyring.named(Purpose::Database).is_empty() {
        // A backup from before databases were sealed. Of two master keys only this one is at hand.
        keyring.keep_master(master.id());
        keyring.add(Purpose::Database, &Key::new(draw(secrets)?), &master, now, draw(secrets)?)?;
    }
    keyring.keep_newest(Purpose::Database);
    keyring.database = Sealing::Done;
    let key = keyring.open(Purpose::Database, &master)?.pop();
    key.ok_or_else(|| KeyFault::Keyring("no database key".to_owned()).into())
}

/// Ends a change of the database's key, once the file is sealed with the newest. The caller holds the lock for keys.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub(crate) async fn settle_database(hub: &Hub, held: &Locks, actor: &str) -> Result<(), HubFault> {
    let Some(open) = hub.store.key().map(|id| id.to_string()) else { return Ok(()) };
    let Some(mut keyring) = Keyring::read(&hub.folder)? else { return Ok(()) };
    let names = keyring.named(Purpose::Database);
    let is_over = keyring.database == Sealing::Done && names.len() == 1;
    if is_over || names.last().is_none_or(|newest| newest.id != open) {
        return Ok(());
    }
    let removed = keyring.keep_newest(Purpose::Database);
    let detail = serde_json::json!({ "action": "database sealed", "key": open, "keys_removed": removed });
    enter(hub, held, actor, detail, None).await?;
    keyring.database = Sealing::Done;
    keyring.write(&hub.folder)
}

fn known(keyring: &Keyring) -> String {
    let ids: Vec<String> = keyring.named(Purpose::Database).into_iter().map(|named| named.id).collect();
    if ids.is_empty() { "it has none for databases".to_owned() } else { ids.join(", ") }
}
