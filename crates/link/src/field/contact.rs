//! Telephone numbers and e-mail addresses: sets, of which one shared value is enough. A row without any says nothing.

use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{Held, Values};

pub(crate) const LEVELS: &[Level] =
    &[level("one shared", Meaning::Same, 0.6, 0.000001), level("none shared", Meaning::Unclear, 0.4, 1.0)];

/// Compares two rows by the rarest value that they share.
pub(crate) fn compare(values: &Values, left: Held, right: Held) -> Outcome {
    if left.is_none() || right.is_none() {
        return Outcome::NONE;
    }
    if left != right && left.are_single(right) {
        return Outcome::level(2);
    }
    let (left, right) = (values.of(&left), values.of(&right));
    let shared = left.iter().filter(|value| right.contains(value)).map(|&value| values.octave(value)).max();
    shared.map_or(Outcome::level(2), |octave| Outcome::rare(1, octave))
}
