//! Sex. Not known, not specified and anything that is neither code says nothing.

use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;

pub(crate) const LEVELS: &[Level] =
    &[level("same", Meaning::Same, 0.99, 0.5), level("different", Meaning::Differs, 0.01, 0.5)];

/// Compares two rows.
pub(crate) fn compare(sexes: &[u8], left: u32, right: u32) -> Outcome {
    let sex = |row: u32| sexes.get(row as usize).copied().unwrap_or(0);
    match (sex(left), sex(right)) {
        (0, _) | (_, 0) => Outcome::NONE,
        (left, right) => Outcome::level(if left == right { 1 } else { 2 }),
    }
}
