//! The kind of database that a chore works at.

use clap::ValueEnum;

/// A kind of database, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Database {
    /// The file in the hub's folder.
    File,
    /// On a private server of PostgreSQL.
    Server,
    /// One after the other.
    Both,
}

impl Database {
    /// Each kind that is asked for.
    pub(crate) fn kinds(self) -> Vec<Self> {
        match self {
            Self::Both => vec![Self::File, Self::Server],
            kind => vec![kind],
        }
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Server => "server",
            Self::Both => "both",
        }
    }
}
