//! Where a database is, and where it is to be.

use std::path::{Path, PathBuf};

use dolen_store::Server;
use dolen_store::archive::{self, Ended};
use dolen_store::{BESIDE, DATABASE, Holding, StoreFault, ledger};

use super::MoveFault;
use crate::{Configuration, Hub, HubFault, NewDatabase, files, keys};

/// The place of a database in the hub's folder, as the ledger tells it.
pub(super) const FILE: &str = "file";
/// What is behind the name of one that rows arrive in.
const PART: &str = ".part";
/// What is behind the name of one that a hub has moved from.
const KEPT: &str = ".moved";

/// What is behind the name of the file of a database that is at work.
pub(crate) const AT_WORK: [&str; 4] = ["", BESIDE[0], BESIDE[1], BESIDE[2]];
/// What is behind the name of files that nobody works with.
pub(crate) const LEFT: [&str; 3] = [KEPT, PART, ".part-journal"];

/// Where a hub is to move.
pub enum Destination {
    /// The file in its folder.
    File,
    /// A database on a server.
    Server(Box<NewDatabase>),
}

impl Destination {
    /// Its place, as the ledger tells it: without user and password.
    pub(super) fn place(&self) -> String {
        match self {
            Self::File => FILE.to_owned(),
            Self::Server(new) => new.administrator.place(),
        }
    }

    /// Whether rows may arrive there, and what is there.
    ///
    /// # Errors
    /// [`StoreFault::Occupied`], [`MoveFault`] where something is there that is no half copy of this very hub.
    pub(super) async fn look(&self, hub: &Hub) -> Result<Holding, HubFault> {
        let ended = match self {
            Self::Server(new) => archive::end_of_server(&new.administrator).await?,
            // A file that is none of a database is there too.
            Self::File => {
                let file = database(&hub.folder);
                archive::end_of_file(&file, &keys::of_file(hub, &file)?).await.unwrap_or_default()
            }
        };
        match (&ended, self) {
            (Some(ended), _) if self.is_half_copy(hub, ended).await? => Ok(Holding::Rows),
            (Some(_), Self::Server(_)) => Err(StoreFault::Occupied.into()),
            (None, Self::Server(_)) => Ok(Holding::Nothing),
            (_, Self::File) => {
                // What a process that has an older one open keeps beside it would be taken for the new one's.
                let there =
                    ["", "-wal", "-journal"].map(|end| beside(&hub.folder, end)).into_iter().find(|path| path.exists());
                there.map_or(Ok(Holding::Nothing), |path| Err(MoveFault::FileThere(path).into()))
            }
        }
    }

    /// A copy of this hub that came to its end and that hub.toml was not yet made to name: nobody has worked with it, for its
    /// last entry says that the hub is about to come.
    async fn is_half_copy(&self, hub: &Hub, ended: &Ended) -> Result<bool, HubFault> {
        let is_on_its_way = ended.moves_to.as_deref() == Some(self.place().as_str());
        Ok(is_on_its_way && ledger::holds(&hub.store, ended.head).await?)
    }
}

/// Where a configuration says that the database is.
///
/// # Errors
/// [`StoreFault::Address`].
pub(super) fn here(configuration: &Configuration) -> Result<String, HubFault> {
    match &configuration.database {
        None => Ok(FILE.to_owned()),
        Some(database) => Ok(Server::parse(&database.url)?.place()),
    }
}

/// The file of a database in a folder.
pub(super) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// The file that rows arrive in.
pub(crate) fn part(folder: &Path) -> PathBuf {
    beside(folder, PART)
}

/// Gives the file that rows have arrived in the name of the hub's. The log of one that a process which was killed left there would
/// be taken for this one's, so it goes first: a write-ahead log, and the rollback journal that a file has at the moment in which
/// it gets the former.
///
/// # Errors
/// [`HubFault::File`].
pub(crate) fn put_in_place(folder: &Path) -> Result<(), HubFault> {
    for log in BESIDE {
        files::remove(&beside(folder, log))?;
    }
    files::rename(&part(folder), &database(folder))
}

/// The file of a database that the hub has moved from.
pub(super) fn kept(folder: &Path) -> PathBuf {
    beside(folder, KEPT)
}

/// The files of databases in a hub's folder that it has moved from, or that it never worked with.
pub(crate) fn left_behind(hub: &Hub) -> Vec<PathBuf> {
    let at_work = if hub.configuration.database.is_some() { &AT_WORK[..] } else { &[] };
    let all = LEFT.iter().chain(at_work).map(|end| beside(&hub.folder, end));
    all.filter(|path| path.exists()).collect()
}

fn beside(folder: &Path, end: &str) -> PathBuf {
    folder.join(format!("{DATABASE}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_that_a_killed_command_left_goes_before_another_file_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        for end in ["", "-wal", "-shm", "-journal"] {
            std::fs::write(beside(folder.path(), end), "left behind").unwrap();
        }
        std::fs::write(part(folder.path()), "arrived").unwrap();
        put_in_place(folder.path()).unwrap();
        assert_eq!(std::fs::read(database(folder.path())).unwrap(), b"arrived");
        let there = std::fs::read_dir(folder.path()).unwrap();
        assert_eq!(there.count(), 1, "what is beside a file would be taken for its own");
    }
}
