//! The levels of a comparison.

use serde::{Deserialize, Serialize};

/// What a level means to the guards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Meaning {
    /// No value on one side.
    Absent,
    /// The same value.
    Same,
    /// A slip, a variant or a part of it.
    Near,
    /// Neither near nor clearly something else.
    Unclear,
    /// Something else.
    Differs,
    /// Both are verified and differ: cannot be one person.
    Contradicts,
}

/// A level as its comparison declares it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    /// What evidence calls it.
    pub(crate) label: &'static str,
    pub(crate) meaning: Meaning,
    /// Probability in rows of one person from which estimation starts.
    pub(crate) start: f64,
    /// Usual probability in rows of two unrelated people: what counts as long as few pairs have been seen.
    pub(crate) usual: f64,
    /// How much like one person two people of one household agree here, where that is not what the kind of comparison
    /// says.
    pub(crate) household_likeness: Option<f64>,
}

pub(crate) const fn level(label: &'static str, meaning: Meaning, start: f64, usual: f64) -> Level {
    Level { label, meaning, start, usual, household_likeness: None }
}

pub(crate) const fn of_household(
    label: &'static str,
    meaning: Meaning,
    start: f64,
    usual: f64,
    likeness: f64,
) -> Level {
    Level { label, meaning, start, usual, household_likeness: Some(likeness) }
}
