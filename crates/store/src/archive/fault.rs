//! What can be wrong with an archive.

use std::io;

use crate::StoreFault;

/// Why rows did not get from one place to the other.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveFault {
    /// A database failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// Bytes could not be read.
    #[error("the archive could not be read: {0}")]
    Read(io::Error),
    /// Bytes could not be written.
    #[error("the archive could not be written: {0}")]
    Written(io::Error),
    /// The bytes are not what was written.
    #[error("the archive is damaged {place}: {detail}")]
    Damaged {
        /// Where: a table and the number of a row, or before the first table.
        place: String,
        /// What is wrong; no value.
        detail: &'static str,
    },
    /// A newer version wrote it.
    #[error("the archive is at migration {found} and this version knows {known}: use a newer version of dolen")]
    Newer {
        /// Migration of the archive.
        found: i64,
        /// Last migration of this version.
        known: i64,
    },
}

impl ArchiveFault {
    pub(super) fn damaged(place: impl Into<String>, detail: &'static str) -> Self {
        Self::Damaged { place: place.into(), detail }
    }
}
