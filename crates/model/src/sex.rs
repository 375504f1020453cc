//! Sex as agencies record it.

use serde::{Deserialize, Serialize};

/// The values that matching and display use. Not known and not specified are [`Sex::Unknown`] and never count against a
/// match (Person Stated Gender Code, Person Gender Code Current, HL7 table 0001).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Code 2, F.
    Female,
    /// Code 1, M.
    Male,
    /// Code 9 indeterminate, O.
    Other,
    /// Code X or 0, U, empty.
    Unknown,
}

impl Sex {
    /// The standard value as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// Reads a standard value back.
    pub fn from_standard(text: &str) -> Option<Self> {
        [Self::Female, Self::Male, Self::Other, Self::Unknown].into_iter().find(|sex| sex.as_str() == text)
    }
}
