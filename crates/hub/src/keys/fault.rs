//! What can be wrong with keys. No text holds a byte of one.

use dolen_seal::{KeyId, SealFault};

/// A fault of the hub's keys, which its operator can mend.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The master key is not where it should be, or is none.
    #[error("the master key could not be read from `{place}`: {detail}")]
    Source {
        /// Where it should be.
        place: String,
        /// What is wrong.
        detail: String,
    },
    /// The keyring is gone.
    #[error(
        "`hub.keyring` is missing: put it back from a copy; without it neither the database nor a landed file can be read"
    )]
    NoKeyring,
    /// The keyring is not what was written.
    #[error("`hub.keyring` is damaged ({0}): put it back from a copy")]
    Keyring(String),
    /// The keyring is sealed with another master key.
    #[error(
        "`hub.keyring` is sealed with master key {wanted}, and `{place}` holds {found}: name the right one under `[keys]` in hub.toml"
    )]
    OtherMaster {
        /// Ids of the master keys that open it.
        wanted: String,
        /// Where the master key was read from.
        place: String,
        /// Id of the key that was found there.
        found: KeyId,
    },
    /// The database is not sealed with a key of this keyring.
    #[error(
        "the hub's database opens with no key of `hub.keyring` ({known}), or its beginning is damaged: put back the `hub.keyring` that belongs to it, or restore a backup"
    )]
    OtherDatabaseKey {
        /// Ids of the keys that were tried.
        known: String,
    },
    /// The database is in the clear, and should not be.
    #[error(
        "the hub's database is in the clear, and `hub.keyring` says that it is sealed with key {known}: this is not the file that was there; put that back, or restore a backup"
    )]
    NotTheDatabase {
        /// Id of its key.
        known: String,
    },
    /// Another process has the database open.
    #[error(
        "another process has the hub's database open, such as `dolen serve`: end it, run this command, and start it again"
    )]
    DatabaseOpen,
    /// The database is in the clear.
    #[error("the hub's database is in the clear: seal it first with `dolen key encrypt`")]
    DatabaseClear,
    /// The database is on a server.
    #[error("the hub's database is on a server, which keeps it: there is no file that a key could be changed of")]
    OnServer,
    /// The hub keeps its files in the clear.
    #[error("this hub keeps its landed files in the clear: seal them first with `dolen key encrypt`")]
    Clear,
    /// Landed files are being sealed.
    #[error("not every landed file is sealed yet: end that first with `dolen key encrypt`")]
    Sealing,
    /// The new master key is the present one.
    #[error("`{0}` holds the present master key: put a new one there")]
    SameMaster(String),
    /// A new master key cannot be put in the place of the present one.
    #[error("`{0}` is not a file that a new key could be written to: make a key, and name its place with --master")]
    NotOurs(String),
    /// A change of the master key is not over.
    #[error("a change of the master key is not over: name the new one under `[keys]` in hub.toml first")]
    Changing,
    /// The cipher failed.
    #[error(transparent)]
    Seal(#[from] SealFault),
}
