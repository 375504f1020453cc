//! What can go wrong at the database.

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The database answered with an error.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
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
