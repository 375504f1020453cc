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
    /// Every guard.
    pub const ALL: &'static [Self] =
        &[Self::JudgedDifferent, Self::VerifiedNumbersDiffer, Self::Twins, Self::Namesakes, Self::SharedIdentifier];

    /// Reads the stored name.
    ///
    /// ```
    /// assert_eq!(dolen_link::Guard::from_name("twins"), Some(dolen_link::Guard::Twins));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|guard| guard.as_str() == name)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guard_is_known_by_its_name_and_by_its_name_in_json() {
        for &guard in Guard::ALL {
            assert_eq!(Guard::from_name(guard.as_str()), Some(guard));
            assert_eq!(serde_json::to_value(guard).unwrap(), guard.as_str());
        }
        assert_eq!(Guard::from_name("Twins"), None);
    }
}
