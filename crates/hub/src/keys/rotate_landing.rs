//! A new key for landed files: each file's own key is wrapped by it. The bytes behind the header stay as they are.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use dolen_seal::{Header, Key, SealFault};
use serde::Serialize;

use super::ring::Purpose;
use super::{KeyFault, Sealing, draw, enter, landed_files, sealing, unlock};
use crate::intake::sweep_landing;
use crate::progress::{Progress, Stage};
use crate::{Hub, HubFault, Tell, blocking};

/// What became of a change of the landing key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RotatedLanding {
    /// Id of the new key.
    pub now: String,
    /// Landed files there are.
    pub files: u64,
    /// Those whose header was damaged before, so that no key opens them: `dolen audit verify` names their loads.
    pub unreadable: u64,
}

/// What a file is to a new key.
#[derive(PartialEq, Eq)]
enum Found {
    Rewrapped,
    /// It has that key already.
    Done,
    Unreadable,
}

/// Changes the key of landed files. Cut off, it is carried on by being called again, with the key that it began with;
/// meanwhile both keys are in the keyring, and files are read with either.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub async fn rotate_landing(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<RotatedLanding, HubFault> {
    let held = hub.lock_landing().await?;
    match sealing(hub).await? {
        Sealing::Clear => return Err(KeyFault::Clear.into()),
        Sealing::Begun => return Err(KeyFault::Sealing.into()),
        Sealing::Done => {}
    }
    sweep_landing(hub, true).await?;
    super::settle(hub, &held, actor).await?;
    let (mut keyring, master) = blocking::in_place(|| unlock(hub))?;
    if keyring.masters.len() > 1 {
        return Err(KeyFault::Changing.into());
    }
    if keyring.named(Purpose::Landing).len() < 2 {
        let new = Key::new(draw(&hub.secrets)?);
        let detail = serde_json::json!({ "action": "landing key added", "key": new.id().to_string() });
        enter(hub, &held, actor, detail, None).await?;
        keyring.add(Purpose::Landing, &new, &master, hub.clock.now(), draw(&hub.secrets)?)?;
        keyring.write(&hub.folder)?;
    }
    let keys = keyring.open(Purpose::Landing, &master)?;
    let new = keys.last().ok_or_else(|| KeyFault::Keyring("no landing key".to_owned()))?;
    let files = landed_files::all(&hub.landing())?;
    let (mut unreadable, of) = (0, files.len() as u64);
    for (done, path) in (0_u64..).zip(&files) {
        tell(Progress { stage: Stage::Seal, done, of });
        // Here the work can be let go of.
        tokio::task::yield_now().await;
        let nonce = draw(&hub.secrets)?;
        let found = blocking::in_place(|| rewrap(path, &keys, new, nonce))?;
        unreadable += u64::from(found == Found::Unreadable);
    }
    for removed in keyring.keep_newest(Purpose::Landing) {
        let detail = serde_json::json!({
            "action": "landing key removed",
            "key": removed,
            "files": of,
            "unreadable": unreadable,
        });
        enter(hub, &held, actor, detail, None).await?;
    }
    keyring.write(&hub.folder)?;
    held.release().await;
    Ok(RotatedLanding { now: new.id().to_string(), files: of, unreadable })
}

/// Wraps the key of one file anew.
fn rewrap(path: &Path, keys: &[Key], new: &Key, nonce: super::ring::Nonce) -> Result<Found, HubFault> {
    let unread = |source: io::Error| HubFault::file(path, "read", source);
    let mut file = File::open(path).map_err(unread)?;
    let header = match Header::read(&mut file) {
        Ok(header) if header.key() == new.id() => return Ok(Found::Done),
        Ok(header) => header.rewrapped(keys, new, nonce),
        Err(fault) => Err(fault),
    };
    let header = match header {
        Ok(header) => header,
        Err(SealFault::Source(source)) => return Err(unread(source)),
        Err(_) => return Ok(Found::Unreadable),
    };
    landed_files::rewrite(path, |mut part| {
        part.write_all(&header.to_bytes())?;
        io::copy(&mut file, &mut part)?;
        part.sync_all()
    })?;
    Ok(Found::Rewrapped)
}
