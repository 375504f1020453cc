//! Every kind of copy of what is held of people. Each says which files it is in, how it is erased, and what remains; a kind
//! that is not here is found by a test, which holds every file of a hub against this list.

use dolen_store::erasure::{self as stored, StoredErasure};
use dolen_store::master::{run, run_plan};

use super::begin::Undisturbed;
use super::{Erased, entries, golden};
use crate::{Hub, HubFault, backup, files, master, moving};

/// Source records whose rows go in one transaction.
const RECORDS: usize = 100;

/// A kind of copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copy {
    /// What entries of the ledger tell.
    Ledger,
    /// Rows of the database, golden records of now and before among them.
    Database,
    /// The matcher's index in the memory of every process that serves, and plans that it was built by. Each process builds its own
    /// anew, from nothing, as soon as it finds the erasure in the tables: in its next round.
    Index,
    /// Files as they came in.
    Landing,
    /// The file of a database that the hub has moved from, or in which rows arrived that were given up.
    MovedFrom,
    /// Backups, wherever they were put. They are sealed and are not written anew: a hub that comes out of one does the erasures
    /// again that it does not know, before anybody can open it. The day until which one is kept bounds what is left.
    Backups,
    /// Settings, keys, locks and lists of opaque ids, in which nothing of a person stands.
    Settings,
}

impl Copy {
    /// Every kind, in the order in which they are erased: from rows it is read what the ledger tells.
    pub(super) const ALL: [Self; 7] =
        [Self::Ledger, Self::Database, Self::Index, Self::Landing, Self::MovedFrom, Self::Backups, Self::Settings];

    /// What it is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::Database => "database",
            Self::Index => "index of similar people",
            Self::Landing => "landed files",
            Self::MovedFrom => "database that the hub has moved from",
            Self::Backups => "backups",
            Self::Settings => "settings",
        }
    }

    /// Whether a file of the hub's folder, told by its path in it, is of this kind. A database on a server has none.
    #[cfg(test)]
    pub(super) fn has(self, path: &str) -> bool {
        match self {
            // The one is a table of the database, the others are in memory or elsewhere.
            Self::Ledger | Self::Index | Self::Backups => false,
            Self::Database => moving::AT_WORK.iter().any(|end| path == format!("{}{end}", dolen_store::DATABASE)),
            Self::Landing => path.starts_with("landing/"),
            Self::MovedFrom => moving::LEFT.iter().any(|end| path == format!("{}{end}", dolen_store::DATABASE)),
            Self::Settings => {
                let files = ["hub.toml", "hub.key", "hub.keyring", "master.key", "database.password", "ledger-head"];
                files.contains(&path)
                    || path.starts_with("restoring")
                    || path == super::list::FILE
                    || path.starts_with("locks/")
            }
        }
    }

    /// Erases what an erasure is of; may be repeated.
    ///
    /// # Errors
    /// [`HubFault`].
    pub(super) async fn erase(
        self,
        hub: &Hub,
        locks: &Undisturbed,
        erasure: &StoredErasure,
        records: &[String],
        erased: &mut Erased,
    ) -> Result<(), HubFault> {
        match self {
            Self::Ledger => erased.entries = entries::erase(hub, locks, erasure).await?,
            Self::Database => {
                for records in records.chunks(RECORDS) {
                    let mut work = locks.begin(hub).await?;
                    erased.golden_states += golden::cut(&mut work, records).await?;
                    erased.rows += stored::erase(&mut work, records).await?;
                    work.commit().await?;
                }
            }
            Self::Index => {
                hub.index.forget().await;
                // The match that left the erased out has a plan of its own.
                master::forget_before(hub, run::current(&hub.store).await?).await;
            }
            Self::Landing => {
                let folder = hub.landing();
                for file in stored::files(&hub.store, &erasure.id).await? {
                    let path = folder.join(file);
                    if path.exists() {
                        files::remove(&path)?;
                        erased.files += 1;
                    }
                }
                files::sync_folder(&folder).map_err(|source| HubFault::file(&folder, "written", source))?;
            }
            // Nobody needs it, and nothing in it can be looked up.
            Self::MovedFrom => moving::left_behind(hub).iter().try_for_each(|path| files::remove(path))?,
            Self::Backups => erased.backups = backups(hub).await?,
            Self::Settings => {}
        }
        Ok(())
    }

    /// Whether something is left of what an erasure is of.
    ///
    /// # Errors
    /// [`HubFault`].
    pub(super) async fn remains(
        self,
        hub: &Hub,
        erasure: &StoredErasure,
        records: &[String],
    ) -> Result<bool, HubFault> {
        match self {
            Self::Ledger => {
                let subject = entries::subject(hub, erasure).await?;
                Ok(!entries::telling(hub, &subject).await?.is_empty())
            }
            Self::Database => Ok(stored::remaining(&hub.store, records).await? > 0),
            Self::Index => {
                let current = run::current(&hub.store).await?;
                Ok(run_plan::runs(&hub.store).await?.iter().any(|run| *run < current))
            }
            Self::Landing => {
                let folder = hub.landing();
                let files = stored::files(&hub.store, &erasure.id).await?;
                Ok(files.iter().any(|file| folder.join(file).exists()))
            }
            Self::MovedFrom => Ok(!moving::left_behind(hub).is_empty()),
            Self::Backups | Self::Settings => Ok(false),
        }
    }
}

/// How many backups there are, as far as the hub knows, whose day has not passed.
async fn backups(hub: &Hub) -> Result<u64, HubFault> {
    let kept = backup::list(hub).await?;
    Ok(kept.iter().filter(|kept| !kept.is_due).count() as u64)
}
