//! What there is to know of a hub's keys.

use serde::Serialize;

use super::ring::{Keyring, Named, Purpose};
use super::{KeyFault, Sealing, sealing};
use crate::{Hub, HubFault};

/// How the database is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DatabaseKept {
    /// In a file in the clear.
    Clear,
    /// In a file that is sealed.
    Sealed,
    /// On a server, which sees to it.
    OnServer,
}

/// Ids and dates of keys, the one in use last; no byte of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Keys {
    /// How landed files are kept.
    pub sealing: Sealing,
    /// How the database is kept.
    pub kept: DatabaseKept,
    /// Where hub.toml says that the master key is.
    pub place: String,
    /// Master keys that open the keyring: one, or two while it is being changed.
    pub master: Vec<Named>,
    /// Keys of landed files: one, or two while it is being changed.
    pub landing: Vec<Named>,
    /// Keys of backups; none before the first was made.
    pub backup: Vec<Named>,
    /// Keys of the database's file: one, or two while it is being changed.
    pub database: Vec<Named>,
}

/// The keys of the hub. The master key itself is not needed.
///
/// # Errors
/// [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub async fn show(hub: &Hub) -> Result<Keys, HubFault> {
    let sealing = sealing(hub).await?;
    let kept = match (&hub.configuration.database, hub.store.key()) {
        (Some(_), _) => DatabaseKept::OnServer,
        (None, None) => DatabaseKept::Clear,
        (None, Some(_)) => DatabaseKept::Sealed,
    };
    let place = hub.configuration.keys.master.to_string();
    if sealing == Sealing::Clear {
        let (master, landing, backup, database) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        return Ok(Keys { sealing, kept, place, master, landing, backup, database });
    }
    let keyring = Keyring::read(&hub.folder)?.ok_or(KeyFault::NoKeyring)?;
    let landing = keyring.named(Purpose::Landing);
    let backup = keyring.named(Purpose::Backup);
    let database = keyring.named(Purpose::Database);
    Ok(Keys { sealing, kept, place, master: keyring.masters, landing, backup, database })
}
