//! NHS numbers with their verification. A number that is missing or fails its check digit says nothing.

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
    Outcome::level(if is_one_slip(left.digits(), right.digits()) { 3 } else { 5 })
}

/// One digit differs, or two neighbours are exchanged. A number with one wrong digit fails its check digit, so what is
/// met in practice is a slip together with its own check digit.
fn is_one_slip(mut left: u64, mut right: u64) -> bool {
    let mut differing = 0;
    let mut exchanged = false;
    while left > 0 || right > 0 {
        if left % 10 != right % 10 {
            differing += 1;
            exchanged |= left % 10 == right / 10 % 10 && right % 10 == left / 10 % 10;
        }
        (left, right) = (left / 10, right / 10);
    }
    differing == 1 || (differing == 2 && exchanged)
}
