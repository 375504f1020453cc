//! Pairs that are not joined whatever their weight.

use serde::{Deserialize, Serialize};

/// Why two rows are kept apart although they agree on much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// A person judged them different.
    JudgedDifferent,
    /// Both have a verified NHS number, and the two differ.
    VerifiedNumbersDiffer,
    /// Same family or place and same date of birth, given names that have nothing in common.
    Twins,
    /// Same names, dates of birth that have nothing in common.
    Namesakes,
    /// Neither given name nor date of birth have anything in common, though an identifier is the same.
    SharedIdentifier,
}

impl Guard {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JudgedDifferent => "judged-different",
            Self::VerifiedNumbersDiffer => "verified-numbers-differ",
            Self::Twins => "twins",
            Self::Namesakes => "namesakes",
            Self::SharedIdentifier => "shared-identifier",
        }
    }
}
