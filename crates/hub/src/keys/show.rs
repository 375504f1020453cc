//! What there is to know of a hub's keys.

use serde::Serialize;

use super::ring::{Keyring, Named, Purpose};
use super::{KeyFault, Sealing, sealing};
use crate::{Hub, HubFault};

/// Ids and dates of keys, the one in use last; no byte of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Keys {
    /// How landed files are kept.
    pub sealing: Sealing,
    /// Where hub.toml says that the master key is.
    pub place: String,
    /// Master keys that open the keyring: one, or two while it is being changed.
    pub master: Vec<Named>,
    /// Keys of landed files: one, or two while it is being changed.
    pub landing: Vec<Named>,
    /// Keys of backups; none before the first was made.
    pub backup: Vec<Named>,
}

/// The keys of the hub. The master key itself is not needed.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub async fn show(hub: &Hub) -> Result<Keys, HubFault> {
    let sealing = sealing(hub).await?;
    let place = hub.configuration.keys.master.to_string();
    if sealing == Sealing::Clear {
        return Ok(Keys { sealing, place, master: Vec::new(), landing: Vec::new(), backup: Vec::new() });
    }
    let keyring = Keyring::read(&hub.folder)?.ok_or(KeyFault::NoKeyring)?;
    let landing = keyring.named(Purpose::Landing);
    let backup = keyring.named(Purpose::Backup);
    Ok(Keys { sealing, place, master: keyring.masters, landing, backup })
}
