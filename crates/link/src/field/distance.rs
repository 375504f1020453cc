//! Place with the distance between the two, where coordinates are known. It takes the place of the comparison of places,
//! and is not beside it, because the two agree together. Without coordinates on both sides it says what that says.

use super::place;
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{Line, Records};

pub(crate) const LEVELS: &[Level] = &[
    level("same UPRN", Meaning::Same, 0.35, 0.00001),
    level("same address", Meaning::Same, 0.20, 0.00001),
    level("same postcode", Meaning::Same, 0.10, 0.0001),
    level("same as a former address", Meaning::Near, 0.08, 0.00003),
    level("within 100 m", Meaning::Unclear, 0.02, 0.0003),
    level("same street or sector", Meaning::Unclear, 0.04, 0.005),
    level("within 1 km", Meaning::Unclear, 0.02, 0.005),
    level("same district", Meaning::Unclear, 0.03, 0.03),
    level("within 10 km", Meaning::Unclear, 0.03, 0.1),
    level("different", Meaning::Differs, 0.13, 0.85),
];

const WITHIN_100_M: u8 = 5;
const SECTOR: u8 = 6;
const WITHIN_1_KM: u8 = 7;
const DISTRICT: u8 = 8;
const WITHIN_10_KM: u8 = 9;
const DIFFERENT: u8 = 10;

/// Compares two rows.
pub(crate) fn compare(records: &Records, similar: [f64; 2], left: &Line, right: &Line) -> Outcome {
    let by_words = place::compare(records, similar, left, right);
    if matches!(by_words.level, place::UPRN..=place::FORMER) {
        return by_words;
    }
    let by_words = match by_words.level {
        place::SECTOR => SECTOR,
        place::DISTRICT => DISTRICT,
        place::DIFFERENT => DIFFERENT,
        _ => 0,
    };
    let Some(metres) = records.points.metres(left.place, right.place) else {
        return if by_words == 0 { Outcome::NONE } else { Outcome::level(by_words) };
    };
    let by_distance = level_of(metres);
    // Of both, what is nearer: a sector may be wide, and a place near over the border of one.
    Outcome::level(if by_words == 0 { by_distance } else { by_distance.min(by_words) })
}

const fn level_of(metres: f64) -> u8 {
    match metres {
        metres if metres <= 100.0 => WITHIN_100_M,
        metres if metres <= 1_000.0 => WITHIN_1_KM,
        metres if metres <= 10_000.0 => WITHIN_10_KM,
        _ => DIFFERENT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_holds_to_the_distance_that_it_names() {
        let metres = [0.0, 100.0, 101.0, 1_000.0, 1_001.0, 10_000.0, 10_001.0, f64::NAN];
        let levels =
            [WITHIN_100_M, WITHIN_100_M, WITHIN_1_KM, WITHIN_1_KM, WITHIN_10_KM, WITHIN_10_KM, DIFFERENT, DIFFERENT];
        assert_eq!(metres.map(level_of), levels);
    }
}
