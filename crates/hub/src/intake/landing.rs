//! Keeping the bytes of a file, and putting that on record, before anybody reads them (decision 0003).

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use dolen_ledger::{Draft, Verb};
use dolen_seal::RANDOM_BYTES;
use dolen_store::LockName;
use dolen_store::feed::StoredFeed;
use dolen_store::load::{self as store_load, StoredLoad};
use sha2::{Digest, Sha256};

use super::{LoadRequest, feed, state};
use crate::files::{self, sync_folder};
use crate::job::Held;
use crate::keys::{LandingKeys, PART};
use crate::progress::{Progress, Stage};
use crate::view::LoadState;
use crate::{Hub, HubFault, Tell};

/// Bytes copied at once.
const PIECE: usize = 1 << 20;
/// How the name of a file begins that is still being copied.
const INCOMING: &str = "incoming-";
/// Characters of the longest name of a file that is kept on record.
const FILE_NAME: usize = 255;

/// Bytes that were copied beside the landed ones and are not landed yet; dropped before they are secured, they are gone.
pub(super) struct Arrived {
    path: PathBuf,
    /// Locked, so that nobody takes the file for one that an ended process left.
    _held: File,
    is_secured: bool,
    /// SHA-256, hexadecimal.
    pub(super) sha256: String,
    /// How many there are.
    pub(super) bytes: u64,
}

/// Copies the bytes of a request into the landing folder, sealed and for their owner's eyes only, and hashes them on the
/// way, as they came. `random` has been drawn for this file alone.
///
/// # Errors
/// [`HubFault::TooLarge`] beyond `limit` bytes, [`HubFault::File`].
pub(super) fn receive(
    folder: &Path,
    id: &str,
    request: &mut LoadRequest<'_>,
    limit: u64,
    (keys, random): (&LandingKeys, &[u8; RANDOM_BYTES]),
    tell: Tell<'_>,
) -> Result<Arrived, HubFault> {
    let path = folder.join(format!("{INCOMING}{id}"));
    let file = files::create_private(&path).map_err(|source| HubFault::file(&path, "written", source))?;
    let held = file.try_clone().and_then(|held| held.lock().map(|()| held));
    let held = held.map_err(|source| HubFault::file(&path, "locked", source))?;
    let mut arrived = Arrived { path, _held: held, is_secured: false, sha256: String::new(), bytes: 0 };
    let unwritten = |source| HubFault::file(folder, "written", source);
    let mut landing = keys.seal(file, random).map_err(unwritten)?;
    let of = request.length.unwrap_or(0);
    let told = |done| tell(Progress { stage: Stage::Land, done, of });
    told(0);
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; PIECE];
    loop {
        let piece = match request.bytes.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => buffer.get(..count).unwrap_or_default(),
            Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
            Err(source) => return Err(HubFault::file(file_name(request.file), "read", source)),
        };
        arrived.bytes += piece.len() as u64;
        if arrived.bytes > limit {
            return Err(HubFault::TooLarge { file: file_name(request.file), limit });
        }
        hasher.update(piece);
        landing.write_all(piece).map_err(unwritten)?;
        told(arrived.bytes);
    }
    landing.finish().map_err(unwritten)?;
    arrived.sha256 = dolen_ledger::hexadecimal(&hasher.finalize());
    Ok(arrived)
}

impl Arrived {
    /// Sees to it that the copy outlasts this process and a loss of power. From here on [`sweep`] decides what becomes of
    /// it: it stays if it is on record, and goes if it is not.
    ///
    /// # Errors
    /// [`HubFault::File`].
    pub(super) fn secure(&mut self, folder: &Path) -> Result<(), HubFault> {
        sync_folder(folder).map_err(|source| HubFault::file(folder, "written", source))?;
        self.is_secured = true;
        Ok(())
    }

    /// Gives bytes that are on record their hash as name, in place of a copy that may be there already.
    ///
    /// # Errors
    /// [`HubFault::File`].
    pub(super) fn keep(mut self, folder: &Path) -> Result<(), HubFault> {
        files::rename(&self.path, &folder.join(&self.sha256))?;
        self.is_secured = true;
        Ok(())
    }
}

impl Drop for Arrived {
    fn drop(&mut self) {
        if !self.is_secured {
            // What stays in spite of this is swept before the next landing.
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Puts landed bytes on record: the load and its ledger entry in one transaction.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn record(
    hub: &Hub,
    held: &Held,
    id: String,
    feed: &StoredFeed,
    (file, actor): (&str, &str),
    arrived: &Arrived,
) -> Result<StoredLoad, HubFault> {
    let now = hub.clock.now();
    let file = file_name(file);
    let mut work = held.begin(hub).await?;
    let sequence = store_load::next_sequence(&mut work).await?;
    let draft = Draft {
        verb: Verb::Collection,
        actor: actor.to_owned(),
        organisation: Some(feed.organisation.clone()),
        subject: vec![id.clone()],
        reason: None,
        detail: serde_json::json!({
            "action": "landed",
            "feed": feed.name,
            "sequence": sequence,
            "file": file,
            "bytes": arrived.bytes,
            "sha256": arrived.sha256,
            "agreement": feed.agreement,
            "contract_sha256": feed::contract_hash(&feed.contract),
        }),
    };
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    let load = StoredLoad {
        id,
        sequence,
        feed: feed.name.clone(),
        contract: feed.contract.clone(),
        file,
        sha256: arrived.sha256.clone(),
        bytes: i64::try_from(arrived.bytes).unwrap_or(i64::MAX),
        landed_at: now,
        state: state::name(LoadState::Landed).to_owned(),
        report: None,
        ledger_entry: entry.sequence,
        end_entry: None,
    };
    store_load::insert(&mut work, &load).await?;
    work.commit().await?;
    tracing::info!(load = load.id, sequence, feed = load.feed, bytes = load.bytes, "a file was landed");
    Ok(load)
}

/// Settles what ended processes left under the name of a load: bytes on record get their hash as name, bytes that are not
/// on record are removed, and so is what was to take a landed file's place. So nothing is kept that the ledger does not tell
/// of. What another process is at is left to it; the caller says whether it holds the lock for keys itself.
///
/// # Errors
/// [`HubFault::File`], [`HubFault::Store`].
pub(crate) async fn sweep(hub: &Hub, holds_keys: bool) -> Result<(), HubFault> {
    let folder = hub.landing();
    let left: Vec<PathBuf> = fs::read_dir(&folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(|source| HubFault::file(&folder, "read", source))?;
    for path in left {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(PART) {
            let lock = if holds_keys { None } else { hub.store.try_lock(LockName::Keys).await? };
            if holds_keys || lock.is_some() {
                files::remove(&path)?;
            }
            if let Some(lock) = lock {
                lock.release().await;
            }
        }
        let Some(id) = name.strip_prefix(INCOMING) else { continue };
        if is_held(&path) {
            continue;
        }
        match store_load::find(&hub.store, id).await? {
            Some(load) => files::rename(&path, &folder.join(&load.sha256))?,
            None => files::remove(&path)?,
        }
    }
    Ok(())
}

/// The landed file of a load as it is kept, also where it has not got its hash as name yet; none where it is gone.
///
/// # Errors
/// [`HubFault::File`].
pub(crate) fn open_landed(hub: &Hub, load: &StoredLoad) -> Result<Option<File>, HubFault> {
    let folder = hub.landing();
    let kept = folder.join(&load.sha256);
    // It may get its name between the looks.
    for path in [&kept, &folder.join(format!("{INCOMING}{}", load.id)), &kept] {
        match File::open(path) {
            Err(fault) if fault.kind() == ErrorKind::NotFound => {}
            Err(source) => return Err(HubFault::file(path, "read", source)),
            Ok(file) => return Ok(Some(file)),
        }
    }
    Ok(None)
}

/// Whether a process is still copying into a file, or has just named it.
fn is_held(path: &Path) -> bool {
    File::open(path).map_or(true, |file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// SHA-256 of what is read, hexadecimal.
///
/// # Errors
/// Those of the reader.
pub(super) fn hash(source: &mut dyn Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; PIECE];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return Ok(dolen_ledger::hexadecimal(&hasher.finalize())),
            Ok(count) => hasher.update(buffer.get(..count).unwrap_or_default()),
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
}

/// The name of a file without folders and control characters, and of a length that a page can show.
pub(super) fn file_name(text: &str) -> String {
    let name = text.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or("unnamed");
    name.trim().chars().map(|letter| if letter.is_control() { '_' } else { letter }).take(FILE_NAME).collect()
}
