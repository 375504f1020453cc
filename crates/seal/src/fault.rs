//! What can be wrong with a sealed file.

use std::io;

use crate::KeyId;

/// Why a sealed file is not opened. Through [`std::io::Read`] it is the inner error of one of the kind `InvalidData`.
#[derive(Debug, thiserror::Error)]
pub enum SealFault {
    /// It does not begin as a sealed file does.
    #[error("the file is not sealed")]
    NotSealed,
    /// None of the keys at hand is the one that it was sealed with.
    #[error("the file is sealed with key {0}, which is not at hand")]
    UnknownKey(KeyId),
    /// The key is the right one, and the header is not what was written.
    #[error("the header of the sealed file was altered")]
    HeaderAltered,
    /// Its end is missing.
    #[error("the sealed file was cut off")]
    Truncated,
    /// It goes on behind the piece that was sealed as its last.
    #[error("something follows the end of the sealed file")]
    Extended,
    /// A piece stands where another was sealed.
    #[error("piece {found} of the sealed file stands in the place of piece {place}")]
    Reordered {
        /// Where it stands, from 0.
        place: u64,
        /// Where it was sealed, from 0.
        found: u64,
    },
    /// A piece says that it belongs to another file.
    #[error("piece {place} of the sealed file comes from another file")]
    Spliced {
        /// Where it stands, from 0.
        place: u64,
    },
    /// A piece is not what was sealed.
    #[error("piece {place} of the sealed file was altered")]
    Altered {
        /// Where it stands, from 0.
        place: u64,
    },
    /// The cipher takes no such key or so many bytes; nothing that is done here asks for it.
    #[error("the cipher refused its work")]
    Cipher,
    /// What lies below could not be read.
    #[error("the sealed file could not be read: {0}")]
    Source(#[from] io::Error),
}

impl From<SealFault> for io::Error {
    fn from(fault: SealFault) -> Self {
        match fault {
            SealFault::Source(source) => source,
            other => Self::new(io::ErrorKind::InvalidData, other),
        }
    }
}
