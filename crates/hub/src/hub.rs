//! An open hub: a folder with its configuration, key, landed bytes and database.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dolen_model::{Clock, IdSource, PartialDate, SecretSource};
use dolen_seal::Key;
use dolen_store::{HeldLock, Holding, Home, LockName, MIGRATIONS, Store, feed};

use crate::backup::BackupFault;
use crate::configuration::Configuration;
use crate::database::{Database, NewDatabase};
use crate::index::Index;
use crate::key::HubKey;
use crate::locks::Locks;
use crate::progress::Tell;
use crate::{HubFault, backup, erasure, files, job, keys, moving};

pub(crate) const CONFIGURATION: &str = "hub.toml";
pub(crate) const KEY: &str = "hub.key";
pub(crate) const LANDING: &str = "landing";
/// The file that keeps the last entry of the ledger, as the store names it.
pub(crate) const HEAD: &str = "ledger-head";
/// Characters of the longest reason.
const REASON: usize = 1_000;

/// An open hub. Every use case takes it.
pub struct Hub {
    pub(crate) store: Store,
    pub(crate) folder: PathBuf,
    pub(crate) key: HubKey,
    pub(crate) configuration: Configuration,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) secrets: SecretSource,
    pub(crate) index: Index,
}

/// What opening completed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Sequences of the loads that were read to their end.
    pub loads: Vec<i64>,
    /// Whether a match that was cut off was made again.
    pub is_matched: bool,
}

impl Hub {
    /// Makes a new, empty hub in a folder that is absent or empty, and opens it. Its database is a file in the folder, or
    /// `database` on a server. What will be landed in it is sealed with a key that its own new master key opens.
    ///
    /// # Errors
    /// [`HubFault::NotEmpty`], [`HubFault::File`], [`HubFault::Store`].
    pub async fn create(
        folder: &Path,
        key: [u8; 32],
        database: Option<NewDatabase>,
        actor: &str,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        secrets: SecretSource,
    ) -> Result<Self, HubFault> {
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
            return Err(HubFault::NotEmpty(folder.to_owned()));
        }
        // The server first: where it refuses, the folder stays as it was.
        let server = match &database {
            None => None,
            Some(new) => {
                let program =
                    dolen_store::prepare(&new.administrator, &new.password, new.salt, MIGRATIONS, Holding::Nothing)
                        .await?;
                Some(program)
            }
        };
        let landing = folder.join(LANDING);
        fs::create_dir_all(&landing).map_err(|source| HubFault::file(&landing, "made", source))?;
        files::private_folder(folder)?;
        let mut configuration = Configuration::template().to_owned();
        if let (Some(new), Some(server)) = (&database, &server) {
            configuration.push_str(&Database::section(server));
            files::write_new(&folder.join(Database::PASSWORD), &format!("{}\n", new.password))?;
        }
        files::write_new(&folder.join(CONFIGURATION), &configuration)?;
        let sealed_with = keys::make(folder, &Configuration::default().keys.master, &secrets, clock.now())?;
        let home = match server {
            None => Home::inside(folder, Some(sealed_with)),
            Some(server) => Home::on(folder, server),
        };
        let store = Store::open(&home).await?;
        let mut work = store.begin().await?;
        let made = keys::alteration(actor, serde_json::json!({ "action": "hub made" }));
        work.enter(made, ids.salt(), clock.now()).await?;
        keys::note_sealed(&mut work).await?;
        work.commit().await?;
        store.close().await;
        // The key comes last: a folder without it is no hub, so a hub is whole or not there.
        files::write_new(&folder.join(KEY), &format!("{}\n", HubKey::new(key).to_text()))?;
        Self::open(folder, clock, ids, secrets).await
    }

    /// Opens the hub in a folder. What an ended process left half done stays so until [`Hub::recover`].
    ///
    /// # Errors
    /// [`HubFault::NoHub`], [`HubFault::Configuration`], [`HubFault::File`], [`HubFault::Store`],
    /// [`BackupFault::Restoring`] where it is being made out of a backup, and may hold what was erased.
    pub async fn open(
        folder: &Path,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        secrets: SecretSource,
    ) -> Result<Self, HubFault> {
        if folder.join(backup::MARK).exists() {
            return Err(BackupFault::Restoring(folder.to_owned()).into());
        }
        Self::open_with(folder, None, clock, ids, secrets).await
    }

    /// [`Hub::open`] also where it is being made out of a backup: for who does that, and may have the key of its database at
    /// hand while the master key is not yet where the hub will look for it.
    ///
    /// # Errors
    /// As [`Hub::open`].
    pub(crate) async fn open_with(
        folder: &Path,
        at_hand: Option<Key>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        secrets: SecretSource,
    ) -> Result<Self, HubFault> {
        let key_file = folder.join(KEY);
        if !key_file.is_file() {
            return Err(HubFault::NoHub(folder.to_owned()));
        }
        let read = |path: &Path| fs::read_to_string(path).map_err(|source| HubFault::file(path, "read", source));
        let key = HubKey::from_text(&read(&key_file)?).ok_or_else(|| HubFault::Configuration {
            path: key_file.clone(),
            detail: "a key is 64 hexadecimal digits: put back the one that the hub was made with".to_owned(),
        })?;
        let configuration_file = folder.join(CONFIGURATION);
        let configuration = Configuration::parse(&read(&configuration_file)?)
            .map_err(|detail| HubFault::Configuration { path: configuration_file, detail })?;
        let home = match &configuration.database {
            None if at_hand.is_some() => Home::inside(folder, at_hand),
            None => Home::inside(folder, keys::at_opening(folder, &configuration.keys.master).await?),
            Some(database) => database.home(folder)?,
        };
        let store = Store::open(&home).await?;
        let index = Index::default();
        Ok(Self { store, folder: folder.to_owned(), key, configuration, clock, ids, secrets, index })
    }

    /// Completes what an ended process left: loads whose bytes were landed are read to their end, a match that was cut
    /// off is made again, a change of the master key, or an erasure, that was cut off is carried on, and so is a move of the
    /// database whose rows had arrived. What another process is at is left to it; where the hub is about to move elsewhere,
    /// everything is.
    ///
    /// # Errors
    /// [`HubFault`].
    pub async fn recover(&self, actor: &str, tell: Tell<'_>) -> Result<Recovered, HubFault> {
        if moving::settle(self, actor).await? {
            return Ok(Recovered::default());
        }
        if let Some(lock) = self.store.try_lock(LockName::Keys).await? {
            let held = Locks::from(lock);
            let settled = match keys::settle_database(self, &held, actor).await {
                Ok(()) => keys::settle(self, &held, actor).await,
                fault => fault,
            };
            held.release().await;
            match settled {
                // Whoever wants nothing of what is sealed needs no key.
                Err(HubFault::Keys(_)) => tracing::warn!("a change of the master key waits for the new key"),
                other => other?,
            }
        }
        erasure::carry_on_open(self, tell).await?;
        job::recover(self, actor, tell).await
    }

    /// Takes the lock for loads of a feed.
    ///
    /// # Errors
    /// [`HubFault::Busy`] where another process has it.
    pub(crate) async fn lock_feed(&self, feed: &str) -> Result<HeldLock, HubFault> {
        self.store.lock(LockName::Feed(feed)).await?.ok_or(HubFault::Busy("loading this feed"))
    }

    /// Takes the locks for keys and for loads of every feed: nobody lands or reads a file, or changes another key.
    ///
    /// # Errors
    /// [`HubFault::Busy`] where another process has one of them.
    pub(crate) async fn lock_landing(&self) -> Result<Locks, HubFault> {
        let keys = self.store.lock(LockName::Keys).await?.ok_or(HubFault::Busy("changing keys"))?;
        let mut held = Locks::from(keys);
        for feed in feed::all(&self.store).await? {
            held.add(self.lock_feed(&feed.name).await?);
        }
        Ok(held)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The configuration.
    pub const fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// Closes the database; whoever still asks is refused.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// Where landed bytes are kept, by their hash.
    pub(crate) fn landing(&self) -> PathBuf {
        self.folder.join(LANDING)
    }

    /// The present day in UTC.
    pub(crate) fn today(&self) -> Result<PartialDate, HubFault> {
        PartialDate::from_epoch_days(self.clock.now().days())
            .ok_or_else(|| HubFault::Internal("the machine's clock is outside the calendar".to_owned()))
    }
}

/// A reason as it is kept, without blanks around it.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`].
pub(crate) fn reason(text: &str) -> Result<&str, HubFault> {
    let text = text.trim();
    // Spaces that have no width, dots and dashes are no reason either.
    if !text.chars().any(char::is_alphanumeric) {
        return Err(HubFault::NoReason);
    }
    if text.chars().count() > REASON {
        return Err(HubFault::LongReason(REASON));
    }
    Ok(text)
}
