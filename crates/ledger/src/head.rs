//! The last entry, kept apart from the chain so that a chain cut short is found.

use std::fmt;
use std::str::FromStr;

use crate::digest::from_hexadecimal;
use crate::{Entry, Hash, hexadecimal};

/// Sequence and hash of the last entry. Written as `SEQUENCE HASH`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Sequence of the last entry; 0 for an empty chain.
    pub sequence: i64,
    /// Its hash; zeros for an empty chain.
    pub hash: Hash,
    /// Its time in microseconds since 1970. Not part of the text form.
    pub time: i64,
}

/// Why a text is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the head of a ledger is a number, a blank and 64 hexadecimal digits")]
pub struct HeadFault;

impl Head {
    /// The head of a chain that ends with an entry.
    pub const fn of(entry: &Entry) -> Self {
        Self { sequence: entry.sequence, hash: entry.hash, time: entry.time }
    }
}

impl fmt::Display for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.sequence, hexadecimal(&self.hash))
    }
}

impl FromStr for Head {
    type Err = HeadFault;

    fn from_str(text: &str) -> Result<Self, HeadFault> {
        let (sequence, hash) = text.trim().split_once(' ').ok_or(HeadFault)?;
        let sequence = sequence.parse().map_err(|_| HeadFault)?;
        Ok(Self { sequence, hash: from_hexadecimal(hash).ok_or(HeadFault)?, time: 0 })
    }
}
