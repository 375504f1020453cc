//! Dates of birth and other dates. A missing date says nothing; of a partial one, what is known is compared.

use crate::level::{Level, Meaning, level, of_household};
use crate::pattern::Outcome;
use crate::records::Days;
use crate::standardise::Day;

pub(crate) const LEVELS: &[Level] = &[
    of_household("same", Meaning::Same, 0.46, 0.00001, TWINS),
    of_household("same, born a generation before the youngest", Meaning::Same, 0.46, 0.00002, GROWN_TWINS),
    level("day and month exchanged", Meaning::Near, 0.01, 0.00001),
    level("one digit differs or two are exchanged", Meaning::Near, 0.03, 0.001),
    level("the same as far as known", Meaning::Near, 0.01, 0.00006),
    level("same day and month, year a little off", Meaning::Near, 0.005, 0.00002),
    level("same year and month", Meaning::Unclear, 0.005, 0.0006),
    level("same year", Meaning::Unclear, 0.005, 0.0106),
    level("different", Meaning::Differs, 0.015, 0.9876),
];

/// What share of two grown people in one household have one birthday: twins who have stayed together, and chance.
const GROWN_TWINS: f64 = 0.0005;

/// The same where either is young: twins, over all the pairs of a household.
const TWINS: f64 = 0.02;

const SAME: u8 = 1;
const SAME_GROWN: u8 = 2;
const EXCHANGED: u8 = 3;
const SLIP: u8 = 4;
const AS_KNOWN: u8 = 5;
const YEAR_OFF: u8 = 6;
const MONTH: u8 = 7;
const YEAR: u8 = 8;
const DIFFERENT: u8 = 9;

/// Compares two dates, of which `octave` tells how common the first is.
pub(crate) fn compare(days: &Days, one: Day, other: Day, octave: u8) -> Outcome {
    if one.year == 0 || other.year == 0 {
        return Outcome::NONE;
    }
    match level_of(one, other) {
        // Two grown people of one birthday and one address are more likely one person under two names than twins.
        SAME if days.is_grown(one) => Outcome::rare(SAME_GROWN, octave),
        SAME => Outcome::rare(SAME, octave),
        level => Outcome::level(level),
    }
}

/// Of all pairs of rows those that reach each level, where they are counted: how many, and of how many.
pub(crate) fn counted(days: &Days) -> Vec<Option<(u64, u64)>> {
    let pairs = days.pairs();
    let of_level = |level| match level {
        SAME => Some((pairs.young, pairs.all)),
        SAME_GROWN => Some((pairs.grown, pairs.all)),
        _ => None,
    };
    (1..=DIFFERENT).map(of_level).collect()
}

fn level_of(left: Day, right: Day) -> u8 {
    let is_same_year = left.year == right.year;
    if !left.is_whole() || !right.is_whole() {
        let agree = is_same_year && (left.month == right.month || left.month == 0 || right.month == 0);
        let near = left.year.abs_diff(right.year) <= 1;
        return if agree {
            AS_KNOWN
        } else if near {
            YEAR
        } else {
            DIFFERENT
        };
    }
    if left == right {
        return SAME;
    }
    if is_same_year && left.day == right.month && left.month == right.day {
        return EXCHANGED;
    }
    if is_one_slip(left, right) {
        return SLIP;
    }
    let is_first_of_year = |date: Day| date.month == 1 && date.day == 1;
    if is_same_year && (is_first_of_year(left) || is_first_of_year(right)) {
        return AS_KNOWN;
    }
    let is_same_day = left.month == right.month && left.day == right.day;
    if is_same_day && left.year.abs_diff(right.year) <= 2 {
        return YEAR_OFF;
    }
    match (is_same_year, left.month == right.month) {
        (true, true) => MONTH,
        (true, false) => YEAR,
        _ => DIFFERENT,
    }
}

/// One digit of eight differs, or two neighbours are exchanged.
fn is_one_slip(left: Day, right: Day) -> bool {
    let (left, right) = (left.digits(), right.digits());
    let mut differing = (0..8_usize).filter(|&place| left.get(place) != right.get(place));
    match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, _) => true,
        (Some(first), Some(second), None) => {
            second == first + 1 && left.get(first) == right.get(second) && left.get(second) == right.get(first)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_differences() {
        let day = |year, month, day| Day { year, month, day };
        let base = day(1975, 3, 4);
        for (other, level) in [
            (base, SAME),
            (day(1975, 4, 3), EXCHANGED),
            (day(1985, 3, 4), SLIP),
            (day(1957, 3, 4), SLIP),
            (day(1975, 3, 14), SLIP),
            (day(1975, 0, 0), AS_KNOWN),
            (day(1975, 3, 0), AS_KNOWN),
            (day(1975, 1, 1), AS_KNOWN),
            (day(1975, 3, 28), MONTH),
            (day(1975, 11, 28), YEAR),
            (day(1948, 3, 4), DIFFERENT),
        ] {
            assert_eq!((level_of(base, other), level_of(other, base)), (level, level), "{other:?}");
        }
        assert_eq!(level_of(day(1979, 12, 25), day(1981, 12, 25)), YEAR_OFF);
    }
}
