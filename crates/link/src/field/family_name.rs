//! Family names, current and former. A row without any says nothing; nor do two rows whose given and family names are
//! exchanged, which the given names tell already.

use super::similarity::{jaro_winkler, reaches};
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{FamilyValue, Names};

pub(crate) const LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.82),
    level("a part of a double name the same", Meaning::Same, 0.02),
    level("same as a former or other name", Meaning::Same, 0.03),
    level("a letter or so differs", Meaning::Near, 0.06),
    level("similar or of one sound", Meaning::Near, 0.02),
    level("different", Meaning::Differs, 0.05),
];

const SAME: u8 = 1;
const PART: u8 = 2;
const OTHER: u8 = 3;
const HIGH: u8 = 4;
const LOW: u8 = 5;
const DIFFERENT: u8 = 6;

/// Compares two distinct values.
pub(crate) fn compare(names: &Names, similar: [f64; 2], left: u32, right: u32) -> Outcome {
    let (Some(left), Some(right)) = (names.family(left), names.family(right)) else { return Outcome::NONE };
    let have_current = !left.parts.is_empty() && !right.parts.is_empty();
    if have_current && left.whole == right.whole {
        return Outcome::rare(SAME, left.whole_octave);
    }
    if left.parts.len().max(right.parts.len()) > 1 && left.parts.iter().any(|part| right.parts.contains(part)) {
        return Outcome::level(PART);
    }
    if all(left).any(|one| all(right).any(|other| one == other)) {
        return Outcome::level(OTHER);
    }
    if !have_current {
        return Outcome::NONE;
    }
    let [high, low] = similar;
    let words = &names.words;
    let similarity = jaro_winkler(words.text(left.whole), words.text(right.whole));
    if reaches(similarity, high) {
        return Outcome::level(HIGH);
    }
    let is_one_sound = words.get(left.whole).sound == words.get(right.whole).sound;
    Outcome::level(if is_one_sound || reaches(similarity, low) { LOW } else { DIFFERENT })
}

/// Every name of a value: current, its parts, former and other.
fn all(value: &FamilyValue) -> impl Iterator<Item = u32> {
    let current = (!value.parts.is_empty()).then_some(value.whole);
    current.into_iter().chain(value.parts.iter().copied()).chain(value.others.iter().copied())
}

/// Says nothing where given and family name are exchanged.
pub(crate) fn with_exchange(names: &Names, outcome: Outcome, left: u32, right: u32) -> Outcome {
    let can_be_exchanged = matches!(outcome.level, LOW | DIFFERENT);
    if can_be_exchanged && names.are_exchanged(left, right) { Outcome::NONE } else { outcome }
}
