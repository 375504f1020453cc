//! Given names. A row without any says nothing.

use super::similarity::{jaro_winkler, reaches};
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{GivenValue, Names};

pub(crate) const LEVELS: &[Level] = &[
    level("all given names the same", Meaning::Same, 0.20),
    level("first name the same", Meaning::Same, 0.55),
    level("variant of the name", Meaning::Near, 0.06),
    level("a letter or so differs", Meaning::Near, 0.08),
    level("another given name or alias", Meaning::Near, 0.03),
    level("similar or of one sound", Meaning::Near, 0.03),
    level("initial agrees", Meaning::Unclear, 0.02),
    level("exchanged with the family name", Meaning::Near, 0.01),
    level("different", Meaning::Differs, 0.02),
];

const ALL: u8 = 1;
const FIRST: u8 = 2;
const VARIANT: u8 = 3;
const HIGH: u8 = 4;
const ANOTHER: u8 = 5;
const LOW: u8 = 6;
const INITIAL: u8 = 7;
const EXCHANGED: u8 = 8;
const DIFFERENT: u8 = 9;

/// Compares two distinct values.
pub(crate) fn compare(names: &Names, similar: [f64; 2], left: u32, right: u32) -> Outcome {
    let (Some(left), Some(right)) = (names.given(left), names.given(right)) else { return Outcome::NONE };
    let words = &names.words;
    if let (Some(&left_first), Some(&right_first)) = (left.words.first(), right.words.first()) {
        if left.words == right.words && left.words.len() > 1 {
            return Outcome::rare(ALL, left.whole_octave);
        }
        let (left_word, right_word) = (words.get(left_first), words.get(right_first));
        if left_first == right_first && !left_word.is_initial {
            return Outcome::rare(FIRST, left.first_octave);
        }
        if left_word.groups.iter().any(|group| right_word.groups.contains(group)) {
            return Outcome::level(VARIANT);
        }
        let [high, low] = similar;
        let are_initials = left_word.is_initial || right_word.is_initial;
        let similarity = if are_initials { 0.0 } else { jaro_winkler(words.text(left_first), words.text(right_first)) };
        if reaches(similarity, high) || is_one_joined(names, left, right) {
            return Outcome::level(HIGH);
        }
        if has_another(names, left, right) {
            return Outcome::level(ANOTHER);
        }
        if reaches(similarity, low) || (!are_initials && left_word.sound == right_word.sound) {
            return Outcome::level(LOW);
        }
        let agrees = are_initials && left_word.initial == right_word.initial;
        return Outcome::level(if agrees { INITIAL } else { DIFFERENT });
    }
    // One side has an alias alone.
    if left.others.is_empty() && left.words.is_empty() || right.others.is_empty() && right.words.is_empty() {
        return Outcome::NONE;
    }
    Outcome::level(if has_another(names, left, right) { ANOTHER } else { DIFFERENT })
}

/// Whether the names are one word on one side and two on the other: `mary ann` and `maryann`.
fn is_one_joined(names: &Names, left: &GivenValue, right: &GivenValue) -> bool {
    let joined =
        |value: &GivenValue| value.words.iter().take(2).map(|&word| names.words.text(word)).collect::<String>();
    let single = |value: &GivenValue| value.words.first().map_or("", |&word| names.words.text(word)).to_owned();
    (right.words.len() > 1 && joined(right) == single(left)) || (left.words.len() > 1 && joined(left) == single(right))
}

/// Whether any name of one side, aliases included, is a name or a variant of a name of the other.
fn has_another(names: &Names, left: &GivenValue, right: &GivenValue) -> bool {
    let all = |value: &GivenValue| {
        let words = value.words.iter().chain(&value.others).copied();
        words.filter(|&word| !names.words.get(word).is_initial).collect::<Vec<u32>>()
    };
    let right = all(right);
    all(left).iter().any(|&one| {
        let groups = names.words.get(one).groups;
        right
            .iter()
            .any(|&other| one == other || names.words.get(other).groups.iter().any(|group| groups.contains(group)))
    })
}

/// Puts the exchange of given and family name in place of a level that says less.
pub(crate) fn with_exchange(names: &Names, outcome: Outcome, left: u32, right: u32) -> Outcome {
    let can_be_better = matches!(outcome.level, LOW | INITIAL | DIFFERENT);
    if can_be_better && names.are_exchanged(left, right) { Outcome::level(EXCHANGED) } else { outcome }
}
