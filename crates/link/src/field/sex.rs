//! Sex. Not known, not specified and anything that is neither code says nothing.

use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;

pub(crate) const LEVELS: &[Level] =
    &[level("same", Meaning::Same, 0.99, 0.5), level("different", Meaning::Differs, 0.01, 0.5)];

/// Compares two rows.
pub(crate) const fn compare(left: u8, right: u8) -> Outcome {
    match (left, right) {
        (0, _) | (_, 0) => Outcome::NONE,
        (left, right) => Outcome::level(if left == right { 1 } else { 2 }),
    }
}
