//! Where a hub's database is.

use std::path::PathBuf;

use crate::Server;

/// Where a hub's database is.
#[derive(Clone, Debug)]
pub struct Home {
    /// The hub's folder. The head of the ledger is kept there, and the file of SQLite where there is no server.
    pub folder: PathBuf,
    /// A database on a server, instead of a file in the folder.
    pub server: Option<Server>,
}

impl Home {
    /// A file of SQLite in the hub's folder.
    pub fn inside(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), server: None }
    }

    /// A database on a server.
    pub fn on(folder: impl Into<PathBuf>, server: Server) -> Self {
        Self { folder: folder.into(), server: Some(server) }
    }
}
