//! A hub out of a backup.

use std::fs::{self, File};
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dolen_ledger::Head;
use dolen_model::{Clock, IdSource, SecretSource, Timestamp};
use dolen_seal::Key;
use dolen_store::archive::{self, Arriving, Sink, Source};
use dolen_store::{Holding, Home, MIGRATIONS, Migration, Server, Store, StoreFault, ledger, portal_session};
use serde::Serialize;

use super::BackupFault;
use super::body::{self, Contents};
use super::cover::{self, Opened};
use super::section::Section;
use super::verify::{Examined, damaged, examine};
use crate::erasure::Replayed;
use crate::hub::{CONFIGURATION, HEAD, KEY, LANDING};
use crate::keys::{KeySource, Keyring};
use crate::moving::{part, put_in, put_in_place, take_out};
use crate::progress::{Progress, Stage};
use crate::{Configuration, Database, Hub, HubFault, NewDatabase, Tell, blocking, erasure, files, keys};

/// The file of a folder in which a hub is being restored: it holds the id of the backup, and goes when the hub is whole.
pub(crate) const MARK: &str = "restoring";
/// The same, before it has its name.
const MARK_PART: &str = "restoring.part";

/// A hub that is asked for.
pub struct RestoreRequest<'a> {
    /// The backup.
    pub file: &'a Path,
    /// The folder of the hub, which is absent or empty, or holds what an earlier command left of this.
    pub into: &'a Path,
    /// A database on a server instead of the file in the folder.
    pub database: Option<NewDatabase>,
    /// The master key of the hub that the backup was made of.
    pub master: Option<&'a KeySource>,
    /// The list of the erasures that were made up to the loss, which are done again: the file `erasures` of the hub as it was last.
    pub erasures: Option<&'a Path>,
    /// Who asks.
    pub actor: &'a str,
}

/// A hub that was restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// Folder of the hub.
    pub hub: PathBuf,
    /// Id of the backup.
    pub backup: String,
    /// The last entry of the ledger in it; that of the restoring comes behind.
    pub head: i64,
    /// Rows in all tables.
    pub rows: u64,
    /// Landed files.
    pub files: u64,
    /// Loads whose landed file was missing in the hub when the backup was made.
    pub lacking: Vec<String>,
    /// What doing the erasures again came to.
    pub erasures: Replayed,
    /// Where the hub looks for its master key.
    pub master: String,
}

/// Makes a hub out of a backup. The whole backup is verified before anything is written, and what was written is held against
/// it, and what was erased since is erased again, before the hub can be opened. Cut off, the same command begins again.
///
/// # Errors
/// [`BackupFault`], [`HubFault::ErasureList`], [`StoreFault::Occupied`], [`HubFault::Keys`], [`HubFault::File`], [`HubFault::Store`].
pub async fn restore(
    request: &RestoreRequest<'_>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    secrets: SecretSource,
    tell: Tell<'_>,
) -> Result<Restored, HubFault> {
    let erasures = request.erasures.map(erasures_of).transpose()?;
    let mut opened = cover::open(request.file, request.master)?;
    let examined = examine(&mut opened, tell).await?;
    let state = begin(request.into, &opened.cover.id)?;
    let key = sealed_with(request, &mut opened, state, &secrets, clock.now())?;
    if state != State::Whole {
        make(request, &mut opened, (&examined, key.as_ref()), state, tell).await?;
    }
    let hub = Hub::open_with(request.into, key, clock, ids, secrets).await?;
    let ended = end(&hub, request.actor, (&opened, &examined), erasures, tell).await;
    let master = hub.configuration.keys.master.to_string();
    hub.close().await;
    let erasures = ended?;
    files::remove(&request.into.join(MARK))?;
    Ok(Restored {
        hub: request.into.to_owned(),
        backup: opened.cover.id,
        head: examined.head.sequence,
        rows: examined.contents.counted.iter().map(|counted| counted.rows).sum(),
        files: examined.contents.files.len() as u64,
        lacking: examined.lacking,
        erasures,
        master,
    })
}

/// What is in the folder of the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing.
    New,
    /// What an earlier command left.
    Begun,
    /// The hub, of which only the entry may be missing that says where it comes from.
    Whole,
}

/// Begins in a folder that is absent or empty, or goes on in one where this backup was begun with.
fn begin(folder: &Path, backup: &str) -> Result<State, HubFault> {
    let mark = folder.join(MARK);
    let landing = folder.join(LANDING);
    let make_landing = || fs::create_dir_all(&landing).map_err(|source| HubFault::file(&landing, "made", source));
    if fs::read_to_string(&mark).is_ok_and(|text| text.trim() == backup) {
        // The process before may have ended directly behind the mark.
        make_landing()?;
        return Ok(if folder.join(KEY).exists() { State::Whole } else { State::Begun });
    }
    // What was to become the mark may be left of a process that ended there.
    let is_something = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name() != MARK_PART);
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.any(is_something)) || folder.is_file() {
        return Err(BackupFault::Occupied(folder.to_owned()).into());
    }
    fs::create_dir_all(folder).map_err(|source| HubFault::file(folder, "made", source))?;
    files::private_folder(folder)?;
    files::replace(&mark, &format!("{backup}\n"))?;
    make_landing()?;
    Ok(State::New)
}

/// The key that the file of the restored database is sealed with, which the keyring then names; none where the backup brings no
/// keys, or the database is to be on a server.
fn sealed_with(
    request: &RestoreRequest<'_>,
    opened: &mut Opened,
    state: State,
    secrets: &SecretSource,
    now: Timestamp,
) -> Result<Option<Key>, HubFault> {
    let (None, Some(place)) = (&request.database, request.master) else { return Ok(None) };
    if state == State::Whole {
        opened.cover.keyring = Keyring::read(request.into)?;
    }
    let keyring = opened.cover.keyring.as_mut();
    keyring.map(|keyring| keys::of_restored(keyring, place, secrets, now)).transpose()
}

/// Writes everything but the key of ids, holds it against the backup, and then writes that key.
async fn make(
    request: &RestoreRequest<'_>,
    opened: &mut Opened,
    (examined, key): (&Examined, Option<&Key>),
    state: State,
    tell: Tell<'_>,
) -> Result<(), HubFault> {
    let (folder, contents) = (request.into, &examined.contents);
    let migrations = migrations(contents)?;
    let home = match &request.database {
        None => Home::inside(folder, key.cloned()),
        Some(new) => {
            let holding = holding(new, state, &examined.head).await?;
            let (administrator, password) = (&new.administrator, &new.password);
            Home::on(folder, dolen_store::prepare(administrator, password, new.salt, migrations, holding).await?)
        }
    };
    let configuration = configuration(&contents.configuration, home.server.as_ref())?;
    rows(request, opened, (migrations, key), tell).await?;
    landed_files(opened, contents, folder, tell)?;
    let write = |name: &str, text: &str| files::replace(&folder.join(name), text);
    write(CONFIGURATION, &configuration)?;
    write(HEAD, &format!("{}\n", examined.head))?;
    if let Some(new) = &request.database {
        write(Database::PASSWORD, &format!("{}\n", new.password))?;
        dolen_store::upgrade(&new.administrator, MIGRATIONS).await?;
    }
    if let Some(keyring) = &opened.cover.keyring {
        keyring.write(folder)?;
    }
    before_it_opens(&home).await?;
    // The key comes last: a folder without it is no hub, so a hub is whole or not there.
    write(KEY, &contents.key)
}

/// What has to happen to the rows of a backup before anybody can look at them: they are all there, and the hub cannot be
/// opened yet. An older backup is brought to this version's schema. Sessions of the portal end, and links that
/// sign in: who has signed out since would be signed in again.
async fn before_it_opens(home: &Home) -> Result<(), HubFault> {
    let store = Store::open(home).await?;
    let mut work = store.begin().await?;
    portal_session::end_all(&mut work).await?;
    work.commit().await?;
    store.close().await;
    Ok(())
}

/// The steps of the schema that the rows of a backup are of.
fn migrations(contents: &Contents) -> Result<&'static [Migration], HubFault> {
    let last = usize::try_from(contents.end.migration).ok();
    let steps = last.and_then(|last| MIGRATIONS.get(..last));
    Ok(steps.ok_or_else(|| BackupFault::damaged("at its end", "its schema has no such number"))?)
}

/// Whether rows may go into a database on a server: it holds none, or those of this backup, which nobody has worked with.
async fn holding(new: &NewDatabase, state: State, head: &Head) -> Result<Holding, HubFault> {
    match archive::end_of_server(&new.administrator).await? {
        None => Ok(Holding::Nothing),
        Some(ended)
            if state == State::Begun && (ended.head.sequence, ended.head.hash) == (head.sequence, head.hash) =>
        {
            Ok(Holding::Rows)
        }
        Some(_) => Err(StoreFault::Occupied.into()),
    }
}

/// The configuration of the backup with the database where it is now.
fn configuration(text: &str, server: Option<&Server>) -> Result<String, HubFault> {
    let read = Configuration::parse(text).map_err(|fault| BackupFault::damaged("in its configuration", fault))?;
    let without = if read.database.is_some() { take_out(text)? } else { text.to_owned() };
    server.map_or(Ok(without.clone()), |server| put_in(&without, server))
}

/// Writes the rows, and keeps them once they are found to be those of the backup.
async fn rows(
    request: &RestoreRequest<'_>,
    opened: &mut Opened,
    (migrations, key): (&'static [Migration], Option<&Key>),
    tell: Tell<'_>,
) -> Result<(), HubFault> {
    let part = part(request.into);
    let mut arriving = match &request.database {
        None => Arriving::in_file(&part, key, migrations).await?,
        Some(new) => Arriving::on_server(&new.administrator, migrations).await?,
    };
    let told = |done| tell(Progress { stage: Stage::Copy, done, of: 0 });
    let contents = body::read(&mut opened.body, &told, async |_, rows, told| {
        archive::send(Source::Bytes(rows), Sink::Arriving(&mut arriving), told).await.map_err(damaged)
    })
    .await?;
    let told = |done| tell(Progress { stage: Stage::Check, done, of: 0 });
    let there = archive::send(Source::Arrived(&mut arriving), Sink::Nowhere, &told).await?;
    if let Some(other) = contents.counted.iter().find(|counted| !there.contains(counted)) {
        return Err(BackupFault::NotAsKept(other.table.clone()).into());
    }
    arriving.commit().await?;
    if request.database.is_none() {
        put_in_place(request.into)?;
    }
    Ok(())
}

/// Writes the landed files as they were kept.
fn landed_files(opened: &mut Opened, contents: &Contents, folder: &Path, tell: Tell<'_>) -> Result<(), HubFault> {
    let (folder, of) = (folder.join(LANDING), contents.files.len() as u64);
    for (done, file) in (0_u64..).zip(&contents.files) {
        tell(Progress { stage: Stage::Seal, done, of });
        let path = folder.join(&file.name);
        files::remove(&path)?;
        let write = |mut target: File| -> io::Result<()> {
            let mut bytes = Section::of(&mut opened.body, file.begin, file.length);
            io::copy(&mut bytes, &mut target)?;
            target.flush()?;
            target.sync_all()
        };
        blocking::in_place(|| files::create_private(&path).and_then(write))
            .map_err(|source| HubFault::file(&path, "written", source))?;
    }
    files::sync_folder(&folder).map_err(|source| HubFault::file(&folder, "written", source))
}

/// A list of erasures with its name.
type Erasures = (String, BufReader<File>);

fn erasures_of(file: &Path) -> Result<Erasures, HubFault> {
    let opened = File::open(file).map_err(|source| HubFault::file(file, "read", source))?;
    Ok((file.display().to_string(), BufReader::new(opened)))
}

/// Enters where the hub comes from, and does the erasures again that it has lost.
async fn end(
    hub: &Hub,
    actor: &str,
    (opened, examined): (&Opened, &Examined),
    erasures: Option<Erasures>,
    tell: Tell<'_>,
) -> Result<Replayed, HubFault> {
    enter(hub, actor, opened, examined).await?;
    let Some((name, mut lines)) = erasures else { return Ok(Replayed::default()) };
    erasure::carry_on_open(hub, tell).await?;
    erasure::replay(hub, &name, &mut lines, actor, tell).await
}

/// Enters where the hub comes from, unless an earlier command did.
async fn enter(hub: &Hub, actor: &str, opened: &Opened, examined: &Examined) -> Result<(), HubFault> {
    let mut work = hub.store.begin().await?;
    if ledger::read_head(hub.store.head_file())?.is_some_and(|kept| kept.sequence > examined.head.sequence) {
        return Ok(());
    }
    let detail = serde_json::json!({
        "action": "hub restored",
        "backup": opened.cover.id,
        "made_at": opened.cover.made_at.0,
        "head": examined.head.sequence,
    });
    work.enter(keys::alteration(actor, detail), hub.ids.salt(), hub.clock.now()).await?;
    Ok(work.commit().await?)
}
