//! Identifiers other than NHS numbers. An empty cell says nothing.
//!
//! Where a column has a check, an identifier that fails it was typed wrongly, or was made up: where a slip turns it into the
//! other's, which passes, it counts as a slip, and else it says nothing. The same failing identifier on two rows says nothing
//! either: `1234567890` stands on many people.

use super::similarity::is_one_slip;
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::TextColumn;

pub(crate) const LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.90, 0.00001),
    level("one slip", Meaning::Near, 0.06, 0.0001),
    level("different", Meaning::Differs, 0.04, 1.0),
];

/// Of identifiers of which it is known whether they were verified.
pub(crate) const VERIFIED_LEVELS: &[Level] = &[
    level("same, verified", Meaning::Same, 0.60, 0.00001),
    level("same", Meaning::Same, 0.30, 0.00001),
    level("one slip", Meaning::Near, 0.06, 0.0001),
    level("different, both verified", Meaning::Contradicts, 0.005, 0.1),
    level("different", Meaning::Differs, 0.035, 0.9),
];

const NOTHING: u8 = 0;
const SAME: u8 = 1;
const SLIP: u8 = 2;
const DIFFERENT: u8 = 3;

/// Identifiers of fewer letters and digits are the same or not.
const LONG: usize = 5;

/// The level of two identifiers.
pub(crate) fn level_of(texts: &TextColumn, left: u32, right: u32) -> u8 {
    let (one, other) = (texts.passes(left), texts.passes(right));
    if !one && !other {
        return NOTHING;
    }
    if left == right {
        return SAME;
    }
    let (left, right) = (texts.distinct.text(left), texts.distinct.text(right));
    match left.len().min(right.len()) >= LONG && is_one_slip(left, right) {
        true => SLIP,
        false if one && other => DIFFERENT,
        false => NOTHING,
    }
}

/// The same with what is known of both rows' verification, as one of [`VERIFIED_LEVELS`].
pub(crate) fn with_status(outcome: Outcome, left: bool, right: bool) -> Outcome {
    let level = match outcome.level {
        SAME if left || right => 1,
        SAME => 2,
        SLIP | DIFFERENT if left && right => 4,
        SLIP => 3,
        DIFFERENT => 5,
        _ => NOTHING,
    };
    Outcome::rare(level, outcome.octave)
}
