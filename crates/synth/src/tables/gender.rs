//! Gender, as far as names depend on it.

/// What a forename, or the form of a family name, goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Gender {
    /// Forenames of girls and women.
    Female,
    /// Forenames of boys and men.
    Male,
}

impl Gender {
    /// The letter in the tables: `F` or `M`.
    pub(crate) fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "F" => Some(Self::Female),
            "M" => Some(Self::Male),
            _ => None,
        }
    }
}
