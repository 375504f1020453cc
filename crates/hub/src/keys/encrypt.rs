//! Sealing the landed files of a hub that was made before hubs had keys.

use std::fs::File;
use std::io::{self, Seek as _};
use std::path::Path;

use serde::Serialize;

use super::ring::{KEYRING, Purpose};
use super::{KeyFault, LandingKeys, Sealing, begin, draw, enter, landed_files, of_landing, sealing, unlock};
use crate::intake::sweep_landing;
use crate::progress::{Progress, Stage};
use crate::{Hub, HubFault, Tell, blocking};

/// What was sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Encrypted {
    /// Files that were in the clear when this run found them.
    pub sealed: u64,
    /// Landed files there are in all.
    pub files: u64,
    /// Where the master key is.
    pub master: String,
}

/// Seals every landed file. Cut off, it is carried on by being called again, and the hub can be worked with meanwhile; what
/// is sealed already is left alone. Files whose bytes are not those that were landed are sealed too, so that none stays in
/// the clear.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub async fn encrypt(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<Encrypted, HubFault> {
    let held = hub.lock_landing().await?;
    let (folder, place) = (hub.landing(), &hub.configuration.keys.master);
    let before = sealing(hub).await?;
    sweep_landing(hub, true).await?;
    if before == Sealing::Clear {
        if !hub.folder.join(KEYRING).exists() {
            let (keyring, _) = begin(&hub.folder, place, &hub.secrets, hub.clock.now())?;
            keyring.write(&hub.folder)?;
        }
        let (keyring, master) = blocking::in_place(|| unlock(hub))?;
        let key =
            keyring.named(Purpose::Landing).pop().ok_or_else(|| KeyFault::Keyring("no landing key".to_owned()))?;
        let detail = serde_json::json!({
            "action": "sealing of landed files begun",
            "master_key": master.id().to_string(),
            "landing_key": key.id,
        });
        enter(hub, &held, actor, detail, Some(Sealing::Begun)).await?;
    }
    let keys = of_landing(hub).await?;
    let files = landed_files::all(&folder)?;
    let (mut sealed, of) = (0, files.len() as u64);
    if before != Sealing::Done {
        for (done, path) in (0_u64..).zip(&files) {
            tell(Progress { stage: Stage::Seal, done, of });
            // Here the work can be let go of.
            tokio::task::yield_now().await;
            sealed += u64::from(blocking::in_place(|| seal(path, &keys, hub))?);
        }
        let detail = serde_json::json!({ "action": "landed files sealed", "files": of });
        enter(hub, &held, actor, detail, Some(Sealing::Done)).await?;
    }
    held.release().await;
    Ok(Encrypted { sealed, files: of, master: place.to_string() })
}

/// Seals a file that is in the clear; whether it was.
fn seal(path: &Path, keys: &LandingKeys, hub: &Hub) -> Result<bool, HubFault> {
    let unread = |source: io::Error| HubFault::file(path, "read", source);
    let mut file = File::open(path).map_err(unread)?;
    if keys.is_sealed(&mut file).map_err(unread)? {
        return Ok(false);
    }
    file.rewind().map_err(unread)?;
    let random = draw(&hub.secrets)?;
    landed_files::rewrite(path, |part| {
        let mut landing = keys.seal(part, &random)?;
        io::copy(&mut file, &mut landing)?;
        landing.finish()
    })?;
    Ok(true)
}
