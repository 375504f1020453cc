//! Where a hub's database is.

use std::path::PathBuf;

use dolen_seal::Key;

use crate::Server;

/// Name of the file of SQLite in a hub's folder.
pub const DATABASE: &str = "dolen.sqlite";

/// What is behind the name of a file of SQLite in the names of those that its library keeps beside it: logs, of which it takes each for
/// that of the file that it finds there.
pub const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Where a hub's database is.
#[derive(Clone, Debug)]
pub struct Home {
    /// The hub's folder. The head of the ledger is kept there, and the file of SQLite where there is no server.
    pub folder: PathBuf,
    /// A database on a server, instead of a file in the folder.
    pub server: Option<Server>,
    /// The key of the file; none where it is in the clear.
    pub key: Option<Key>,
}

impl Home {
    /// A file of SQLite in the hub's folder, sealed with a key or in the clear.
    pub fn inside(folder: impl Into<PathBuf>, key: Option<Key>) -> Self {
        Self { folder: folder.into(), server: None, key }
    }

    /// A database on a server.
    pub fn on(folder: impl Into<PathBuf>, server: Server) -> Self {
        Self { folder: folder.into(), server: Some(server), key: None }
    }
}
