//! What can go wrong at the database.

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The database answered with an error.
    #[error("the database failed: {0}")]
    Database(sqlx::Error),
    /// The file or folder of the database is read-only.
    #[error(
        "the hub's database is read-only, and even a look-up is entered in its ledger: make its folder writable for this user"
    )]
    ReadOnly,
    /// There is no room for what was to be written.
    #[error(
        "the disk of the hub's database is full, and nothing of this step was kept: make room and run the command again"
    )]
    Full,
    /// The machine's clock is too far behind the ledger: entries would be told at a time when they were not made.
    #[error(
        "this machine's clock is {minutes} minutes behind the ledger's last entry: set the clock and run the command again"
    )]
    ClockBehind {
        /// Whole minutes.
        minutes: i64,
    },
    /// Content of the ledger cannot be erased as it was asked.
    #[error("the ledger's content was not erased: {0}")]
    Erasure(String),
    /// A file beside the database could not be read or written.
    #[error("`{path}` could not be {action}: {source}")]
    File {
        /// The file.
        path: String,
        /// What was tried: `read` or `written`.
        action: &'static str,
        /// Why not.
        source: std::io::Error,
    },
    /// The database was made by a newer version.
    #[error("the database is at migration {found} and this version knows {known}: use a newer version of dolen")]
    Newer {
        /// Migration of the database.
        found: i64,
        /// Last migration of this version.
        known: i64,
    },
    /// A migration that was carried out is not the one that this version has under its number.
    #[error("migration {0} of the database differs from this version's")]
    MigrationChanged(i64),
    /// Stored text is not what this version writes.
    #[error("`{what}` in the database cannot be read: {detail}")]
    Content {
        /// Table and column.
        what: &'static str,
        /// What is wrong with it; no value.
        detail: String,
    },
}

impl StoreFault {
    /// A fault of stored content.
    pub(crate) fn content(what: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Content { what, detail: detail.to_string() }
    }
}
