//! What can be wrong with a backup.

use std::path::PathBuf;

/// A backup that is not made, or is no backup that can be relied on.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// A hub without keys.
    #[error(
        "this hub has no keys, and a backup of it would lie in the clear: make keys first with `dolen key encrypt`, or say --unsealed"
    )]
    NoKeys,
    /// Something is where it is to be.
    #[error("`{}` is there already: a backup takes the place of nothing; choose another name", .0.display())]
    There(PathBuf),
    /// It is no backup.
    #[error("`{}` is no backup of a hub, or of a newer version", .0.display())]
    NoBackup(PathBuf),
    /// It was sealed, and no key was named.
    #[error("the backup is sealed: name with --master the place of the master key that it was made with")]
    NoMaster,
    /// It is not what was written.
    #[error("the backup is damaged {place}: {detail}")]
    Damaged {
        /// Where.
        place: String,
        /// What is wrong.
        detail: String,
    },
    /// A landed file is missing from it.
    #[error("the backup lacks {count} landed files that its ledger tells of: first that of load {load}")]
    Lacks {
        /// How many.
        count: u64,
        /// The first load that is concerned.
        load: String,
    },
    /// The file is whole, and the hub does not know of it.
    #[error("the backup `{}` is whole, but the hub could not enter that it was made: {source}", path.display())]
    NotEntered {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: dolen_store::StoreFault,
    },
    /// What was written is not what the backup holds.
    #[error("table `{0}` did not arrive as it is in the backup: nothing can be opened; see the disk, and begin again")]
    NotAsKept(String),
    /// A hub that is being restored.
    #[error("the hub in `{}` is not restored to its end: give the same `dolen restore` again", .0.display())]
    Restoring(PathBuf),
    /// The folder is that of another hub.
    #[error("`{}` is not empty, and holds no half restored hub of this backup: name an empty one", .0.display())]
    Occupied(PathBuf),
}

impl BackupFault {
    pub(super) fn damaged(place: impl Into<String>, detail: impl std::fmt::Display) -> Self {
        Self::Damaged { place: place.into(), detail: detail.to_string() }
    }
}
