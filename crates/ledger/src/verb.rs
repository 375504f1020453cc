//! What was done.

use serde::{Deserialize, Serialize};

/// The six processing operations that the Data Protection Act 2018, section 62, wants logged, and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Data came in.
    Collection,
    /// Data or the rules over them were changed.
    Alteration,
    /// Somebody looked.
    Consultation,
    /// Data went to somebody outside.
    Disclosure,
    /// Records were joined or parted.
    Combination,
    /// Data were erased.
    Erasure,
}

impl Verb {
    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Collection => "collection",
            Self::Alteration => "alteration",
            Self::Consultation => "consultation",
            Self::Disclosure => "disclosure",
            Self::Combination => "combination",
            Self::Erasure => "erasure",
        }
    }

    /// Reads the stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Collection, Self::Alteration, Self::Consultation, Self::Disclosure, Self::Combination, Self::Erasure]
            .into_iter()
            .find(|verb| verb.as_str() == word)
    }
}
