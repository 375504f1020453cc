//! Making a backup.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use dolen_ledger::Head;
use dolen_model::Timestamp;
use dolen_store::archive::{self, ArchiveFault, Counted, Sink, Source};
use dolen_store::backup::StoredBackup;
use dolen_store::load::{self, StoredLoad};
use dolen_store::{LockName, MIGRATIONS, Snapshot, backup};
use serde::Serialize;

use super::BackupFault;
use super::body::{End, Table, Writing};
use super::cover::Cover;
use crate::account::LandedFiles;
use crate::hub::{CONFIGURATION, KEY};
use crate::keys::LandingKeys;
use crate::locks::Locks;
use crate::progress::{Progress, Stage};
use crate::{Hub, HubFault, Tell, account, files, intake, keys};

/// A backup that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct BackupRequest<'a> {
    /// Where it is to be; nothing may be there.
    pub to: &'a Path,
    /// Until when it is to be kept.
    pub kept_until: Option<Timestamp>,
    /// Whether a hub that has no keys may be kept in the clear.
    pub may_be_clear: bool,
    /// Who asks.
    pub actor: &'a str,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Id.
    pub backup: String,
    /// Where it is.
    pub file: PathBuf,
    /// Its bytes.
    pub bytes: u64,
    /// Their SHA-256, hexadecimal.
    pub sha256: String,
    /// The last entry of the ledger in it.
    pub head: i64,
    /// Rows in all tables.
    pub rows: u64,
    /// Landed files.
    pub files: u64,
    /// Landed files that the hub should have and has not: `dolen audit verify` names their loads.
    pub missing: u64,
    /// Whether it is sealed.
    pub is_sealed: bool,
}

/// Makes a backup of a hub that others go on working with. It is written beside its place and gets its name when it is whole.
///
/// # Errors
/// [`BackupFault`], [`HubFault::Busy`], [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub async fn make(hub: &Hub, request: &BackupRequest<'_>, tell: Tell<'_>) -> Result<Made, HubFault> {
    let one = hub.store.lock(LockName::Backup).await?.ok_or(HubFault::Busy("making a backup"))?;
    let mut held = Locks::from(one);
    // A landed file is kept with the keys that it is sealed with.
    let made = match hub.store.lock(LockName::Keys).await? {
        None => Err(HubFault::Busy("changing keys")),
        Some(keys) => {
            held.add(keys);
            locked(hub, &held, request, tell).await
        }
    };
    held.release().await;
    made
}

async fn locked(hub: &Hub, held: &Locks, request: &BackupRequest<'_>, tell: Tell<'_>) -> Result<Made, HubFault> {
    if request.to.exists() {
        return Err(BackupFault::There(request.to.to_owned()).into());
    }
    // What could not be entered afterwards is refused before.
    drop(hub.store.begin().await?);
    let keys = keys::of_backup(hub, held, request.actor).await?;
    if keys.is_none() && !request.may_be_clear {
        return Err(BackupFault::NoKeys.into());
    }
    let (keyring, keys) = keys.unzip();
    let (id, made_at) = (hub.ids.next().to_string(), hub.clock.now());
    let cover = Cover { id, made_at, kept_until: request.kept_until, keyring };
    let part = part(request.to);
    files::remove(&part)?;
    let written = write(hub, &part, &cover, &keys.unwrap_or_default(), tell).await;
    let written = match written {
        Ok(written) => written,
        Err(fault) => {
            // A disk that is full is to have its room back.
            drop(fs::remove_file(&part));
            return Err(fault);
        }
    };
    files::rename(&part, request.to)?;
    let made = Made {
        backup: cover.id.clone(),
        file: request.to.to_owned(),
        bytes: written.bytes,
        sha256: written.sha256,
        head: written.head.sequence,
        rows: written.counted.iter().map(|counted| counted.rows).sum(),
        files: written.files,
        missing: written.missing,
        is_sealed: cover.keyring.is_some(),
    };
    enter(hub, held, request, &cover, &made).await.map_err(|fault| match fault {
        HubFault::Store(source) => BackupFault::NotEntered { path: request.to.to_owned(), source }.into(),
        other => other,
    })?;
    Ok(made)
}

/// The file beside the place of a backup that it is written in.
fn part(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    to.with_file_name(name)
}

struct Written {
    head: Head,
    counted: Vec<Counted>,
    files: u64,
    missing: u64,
    bytes: u64,
    sha256: String,
}

async fn write(hub: &Hub, part: &Path, cover: &Cover, keys: &LandingKeys, tell: Tell<'_>) -> Result<Written, HubFault> {
    let unwritten = |source| HubFault::file(part, "written", source);
    let mut snapshot = Snapshot::of(&hub.store).await?;
    let (of, head) = (archive::count(&mut snapshot).await?, archive::head(&mut snapshot).await?);
    let mut file = files::create_private(part).map_err(unwritten)?;
    cover.write(&mut file)?;
    let read = |name: &str| {
        let path = hub.folder.join(name);
        fs::read_to_string(&path).map_err(|source| HubFault::file(path, "read", source))
    };
    let sealed = keys.seal(file, &keys::draw(&hub.secrets)?).map_err(unwritten)?;
    let mut writing = Writing::begin(sealed, &read(CONFIGURATION)?, &read(KEY)?).map_err(unwritten)?;
    let told = |done| tell(Progress { stage: Stage::Copy, done, of });
    let sink = Sink::Bytes(writing.rows());
    let counted = archive::send(Source::Snapshot(&mut snapshot), sink, &told).await.map_err(|fault| match fault {
        ArchiveFault::Written(source) => unwritten(source),
        other => other.into(),
    })?;
    let (loads, kept) = (load::all(&mut snapshot).await?, landed(&mut snapshot).await?);
    drop(snapshot);
    let (mut files, mut missing, of) = (0, 0, kept.loads().count() as u64);
    for (done, (sha256, _)) in (0_u64..).zip(kept.loads()) {
        tell(Progress { stage: Stage::Seal, done, of });
        // Here the work can be let go of.
        tokio::task::yield_now().await;
        match open_landed(hub, sha256, &loads)? {
            None => missing += 1,
            Some(landed) => {
                let length = landed.metadata().map_err(unwritten)?.len();
                let bytes = BufReader::new(landed);
                crate::blocking::in_place(|| writing.file(sha256, length, bytes)).map_err(unwritten)?;
                files += 1;
            }
        }
    }
    let migration = MIGRATIONS.last().map_or(0, |migration| migration.number);
    let tables = counted.iter().map(Table::of).collect();
    let end = End { id: cover.id.clone(), migration, head: head.to_string(), tables, files };
    writing.end(&end).and_then(keys::Landing::finish).map_err(unwritten)?;
    // Read again from the disk: what is told of it is what is there.
    let mut written = File::open(part).map_err(unwritten)?;
    let (bytes, sha256) = crate::blocking::in_place(|| account::digest(&mut written)).map_err(unwritten)?;
    Ok(Written { head, counted, files, missing, bytes, sha256 })
}

/// The files that the ledger tells to have landed, and not to have been erased since.
async fn landed(snapshot: &mut Snapshot) -> Result<LandedFiles, HubFault> {
    let mut landed = LandedFiles::default();
    archive::walk_ledger::<HubFault>(snapshot, |entry| {
        landed.note(&entry);
        Ok(())
    })
    .await?;
    Ok(landed)
}

/// A landed file as it is kept, also where it has not got its name yet.
fn open_landed(hub: &Hub, sha256: &str, loads: &[StoredLoad]) -> Result<Option<File>, HubFault> {
    for load in loads.iter().filter(|load| load.sha256 == sha256) {
        if let Some(file) = intake::open_landed(hub, load)? {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// Enters that a backup was made.
async fn enter(
    hub: &Hub,
    held: &Locks,
    request: &BackupRequest<'_>,
    cover: &Cover,
    made: &Made,
) -> Result<(), HubFault> {
    let place = std::path::absolute(&made.file).unwrap_or_else(|_| made.file.clone()).display().to_string();
    let detail = serde_json::json!({
        "action": "backup made",
        "backup": made.backup,
        "head": made.head,
        "sha256": made.sha256,
        "rows": made.rows,
        "files": made.files,
        "sealed": made.is_sealed,
        "kept_until": cover.kept_until.map(|time| time.0),
    });
    let mut work = held.begin(hub).await?;
    work.enter(keys::alteration(request.actor, detail), hub.ids.salt(), hub.clock.now()).await?;
    let stored = StoredBackup {
        id: made.backup.clone(),
        made_at: cover.made_at,
        head: made.head,
        sha256: made.sha256.clone(),
        place,
        kept_until: cover.kept_until,
        ended_at: None,
    };
    backup::insert(&mut work, &stored).await?;
    Ok(work.commit().await?)
}
