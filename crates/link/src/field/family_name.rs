//! Family names, current and former. A row without any says nothing; nor do two rows whose given and family names are
//! exchanged, which the given names tell already.

use super::similarity::{is_one_slip, jaro_winkler, reaches};
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{FamilyValue, Names};

pub(crate) const LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.82, 0.011),
    level("a part of a double name the same", Meaning::Same, 0.02, 0.001),
    level("same as a former or other name", Meaning::Same, 0.03, 0.001),
    level("a slip, to what is no usual name", Meaning::Near, 0.04, 0.0004),
    level("a letter or so differs", Meaning::Near, 0.02, 0.001),
    level("similar or of one sound", Meaning::Near, 0.02, 0.0045),
    level("different", Meaning::Differs, 0.05, 0.981),
];

const SAME: u8 = 1;
const PART: u8 = 2;
const OTHER: u8 = 3;
const SLIP: u8 = 4;
const HIGH: u8 = 5;
const LOW: u8 = 6;
const DIFFERENT: u8 = 7;

/// Compares two distinct values.
pub(crate) fn compare(names: &Names, similar: [f64; 2], left: u32, right: u32) -> Outcome {
    let (Some(left), Some(right)) = (names.family(left), names.family(right)) else { return Outcome::NONE };
    let words = &names.words;
    let rare = |level, word| Outcome::rare(level, words.get(word).as_family.octave);
    let have_current = !left.parts.is_empty() && !right.parts.is_empty();
    if have_current && left.whole == right.whole {
        return rare(SAME, left.whole);
    }
    if left.parts.len().max(right.parts.len()) > 1
        && let Some(&part) = left.parts.iter().find(|part| right.parts.contains(part))
    {
        return rare(PART, part);
    }
    if let Some(name) = all(left).find(|&one| all(right).any(|other| one == other)) {
        return rare(OTHER, name);
    }
    if !have_current {
        return Outcome::NONE;
    }
    let [high, low] = similar;
    let (one, other) = (words.get(left.whole), words.get(right.whole));
    let (text, other_text) = (words.text(left.whole), words.text(right.whole));
    if (one.as_family.is_unusual || other.as_family.is_unusual) && is_one_slip(text, other_text) {
        return Outcome::level(SLIP);
    }
    let similarity = jaro_winkler(text, other_text);
    if reaches(similarity, high) {
        return Outcome::level(HIGH);
    }
    Outcome::level(if one.sound == other.sound || reaches(similarity, low) { LOW } else { DIFFERENT })
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
