//! Telephone numbers and e-mail addresses: sets, of which one shared value is enough. A row without any says nothing.

use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{Held, Tag, Values};

pub(crate) const LEVELS: &[Level] =
    &[level("one shared", Meaning::Same, 0.6, 0.000001), level("none shared", Meaning::Unclear, 0.4, 1.0)];

/// Compares two rows by the rarest value that they share; what they hold is looked up where their tags do not tell.
pub(crate) fn compare<'a>(values: &'a Values, one: Tag, other: Tag, held: impl Fn() -> [&'a Held; 2]) -> Outcome {
    if one.is_none() || other.is_none() {
        return Outcome::NONE;
    }
    if !one.may_share(other) {
        return Outcome::level(2);
    }
    let [left, right] = held().map(|held| values.of(held));
    let shared = left.iter().filter(|value| right.contains(value)).map(|&value| values.octave(value)).max();
    shared.map_or(Outcome::level(2), |octave| Outcome::rare(1, octave))
}
