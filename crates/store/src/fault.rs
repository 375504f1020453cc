//! What can go wrong at the database.

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The database answered with an error.
    #[error("the database failed: {0}")]
    Database(sqlx::Error),
    /// A server refused a statement for a reason that only we can mend.
    #[error("the database's server refused `{place}` with code {code}")]
    Server {
        /// Code, as PostgreSQL's manual lists them.
        code: String,
        /// Constraint or table, if it named one.
        place: String,
    },
    /// The address of a server is not one, or less safe than it must be. It is not repeated: it may hold a password.
    #[error("the address of the database cannot be used: {0}")]
    Address(&'static str),
    /// The server cannot be reached, or the connection was lost. What was not acknowledged was not kept.
    #[error(
        "the database's server cannot be reached ({0}), and nothing of this step was kept: see that it runs, and run the command again"
    )]
    Unreachable(String),
    /// The connection was lost while the server was keeping a step, and it could not be asked since.
    #[error(
        "the connection to the database's server was lost while it was keeping this step, and whether it did is not known: see that it runs, and run the command again, which does nothing twice"
    )]
    Unsettled,
    /// There is no safe way to the server.
    #[error(
        "no safe connection to the database's server: its certificate is not one that this machine or `root_certificate` of hub.toml trusts, or not for this name"
    )]
    Tls,
    /// The server does not know the user, or not with this password.
    #[error("the database's server does not let this user in: see the name and the password")]
    Refused,
    /// There is no such database.
    #[error("there is no such database on the server: see the name behind the host in its address")]
    NoDatabase,
    /// The user may not do this.
    #[error(
        "the database does not allow this to its user: it was not prepared by `dolen init`, or its privileges were changed"
    )]
    Privilege,
    /// Too much is going on at the server.
    #[error(
        "the database is busy or was lost and did not answer in time: nothing of this step was kept; try again in a moment"
    )]
    Busy,
    /// The database cannot hold a hub.
    #[error("the database cannot hold a hub: {0}")]
    Unfit(String),
    /// The database holds a hub.
    #[error("the database holds a hub already: choose another, empty one")]
    Occupied,
    /// The database holds no hub.
    #[error("the database holds no hub: make one with `dolen init FOLDER --database URL`")]
    Unprepared,
    /// The database was made by an older version, and the program's user may not change its schema.
    #[error(
        "the database is at migration {found} and this version needs {known}: run `dolen upgrade` as its administrator"
    )]
    Older {
        /// Migration of the database.
        found: i64,
        /// Last migration of this version.
        known: i64,
    },
    /// The file or folder of the database is read-only.
    #[error(
        "the hub's database is read-only, and even a look-up is entered in its ledger: make its folder writable for this user"
    )]
    ReadOnly,
    /// The file of the database is not sealed with the key that was given, or is none.
    #[error("the file of the hub's database opens with no key that is at hand, or its beginning is damaged")]
    OtherKey,
    /// Another process seals the file of the database anew.
    #[error("another command is sealing the hub's database: wait until it has ended")]
    Sealing,
    /// There is no room for what was to be written.
    #[error(
        "the disk of the hub's database is full or cannot be written, and nothing of this step was kept: make room and run the command again"
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
    /// The hub moves to another database, or has moved: nothing is written in this one.
    #[error(
        "the hub has moved to another database ({to}), or is about to, and nothing can be entered here: see that `dolen copy` comes to its end (or give the move up with `dolen copy --undo`), and start again what still works at this one"
    )]
    Moved {
        /// Where to.
        to: String,
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
    /// Whether whoever runs the program can mend it, or has to wait: the rest is a fault of ours, or of the machine.
    pub const fn is_callers(&self) -> bool {
        !matches!(
            self,
            Self::Database(_)
                | Self::Server { .. }
                | Self::File { .. }
                | Self::MigrationChanged(_)
                | Self::Content { .. }
        )
    }

    /// A fault of a file.
    pub(crate) fn file(path: &std::path::Path, action: &'static str, source: std::io::Error) -> Self {
        Self::File { path: path.display().to_string(), action, source }
    }

    /// A fault of stored content.
    pub(crate) fn content(what: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Content { what, detail: detail.to_string() }
    }
}
