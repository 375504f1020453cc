//! Pairs that are not joined whatever their weight.

use dolen_model::Bilingual;
use serde::{Deserialize, Serialize};

/// Why two rows are kept apart although they agree on much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// A person judged them different.
    JudgedDifferent,
    /// Both have a verified number of one kind, and the two differ.
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

    /// What it says, in words.
    pub const fn told(self) -> Bilingual<&'static str> {
        match self {
            Self::JudgedDifferent => {
                Bilingual { en: "a person judged them different", cy: "barnodd rhywun eu bod yn wahanol" }
            }
            Self::VerifiedNumbersDiffer => {
                Bilingual { en: "their verified numbers differ", cy: "mae eu rhifau gwiriedig yn wahanol" }
            }
            Self::Twins => Bilingual { en: "they may be twins", cy: "gallant fod yn efeilliaid" },
            Self::Namesakes => {
                Bilingual { en: "they may be two people of one name", cy: "gallant fod yn ddau berson o'r un enw" }
            }
            Self::SharedIdentifier => {
                Bilingual { en: "they share no more than an identifier", cy: "nid ydynt yn rhannu mwy na dynodwr" }
            }
        }
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
