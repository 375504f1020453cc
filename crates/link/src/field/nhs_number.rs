//! NHS numbers with their verification. A number that is missing or fails its check digit says nothing.

use super::similarity::is_one_digit_off;
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::Number;

pub(crate) const LEVELS: &[Level] = &[
    level("same, verified", Meaning::Same, 0.60, 0.0000001),
    level("same", Meaning::Same, 0.36, 0.0000001),
    level("one digit differs or two are exchanged", Meaning::Near, 0.015, 0.000001),
    level("different, both verified", Meaning::Contradicts, 0.005, 0.1),
    level("different", Meaning::Differs, 0.02, 0.9),
];

/// Compares two rows.
pub(crate) fn compare(left: Number, right: Number) -> Outcome {
    if left.is_none() || right.is_none() {
        return Outcome::NONE;
    }
    if left.digits() == right.digits() {
        return Outcome::level(if left.is_verified() || right.is_verified() { 1 } else { 2 });
    }
    if left.is_verified() && right.is_verified() {
        return Outcome::level(4);
    }
    // A number with one wrong digit fails its check digit: what is met is a slip together with its own check digit.
    Outcome::level(if is_one_digit_off(left.digits(), right.digits()) { 3 } else { 5 })
}
