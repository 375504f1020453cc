//! Given names. A row without any says nothing.

use super::similarity::{is_one_slip, jaro_winkler, reaches};
use crate::level::{Level, Meaning, level};
use crate::pattern::{Outcome, RAREST};
use crate::records::{GivenValue, Names, Records};

pub(crate) const LEVELS: &[Level] = &[
    level("all given names the same", Meaning::Same, 0.20, 0.00001),
    level("first name the same", Meaning::Same, 0.50, 0.0018),
    level("same given names in another order", Meaning::Same, 0.01, 0.00001),
    level("first name the same, other given names differ", Meaning::Same, 0.02, 0.0003),
    level("variant of the name", Meaning::Near, 0.06, 0.003),
    level("a slip, to what is no usual name", Meaning::Near, 0.06, 0.0002),
    level("a letter or so differs", Meaning::Near, 0.04, 0.0005),
    level("another given name or alias", Meaning::Near, 0.03, 0.004),
    level("similar or of one sound", Meaning::Near, 0.03, 0.005),
    level("initial agrees", Meaning::Unclear, 0.01, 0.0005),
    level("exchanged with the family name", Meaning::Near, 0.01, 0.00001),
    level("near, and other given names differ", Meaning::Near, 0.01, 0.001),
    level("different", Meaning::Differs, 0.02, 0.985),
];

const ALL: u8 = 1;
const FIRST: u8 = 2;
const REORDERED: u8 = 3;
const FIRST_ALONE: u8 = 4;
const VARIANT: u8 = 5;
const SLIP: u8 = 6;
const HIGH: u8 = 7;
const ANOTHER: u8 = 8;
const LOW: u8 = 9;
const INITIAL: u8 = 10;
const EXCHANGED: u8 = 11;
const NEAR_ALONE: u8 = 12;
const DIFFERENT: u8 = 13;

/// Compares two distinct values.
pub(crate) fn compare(names: &Names, similar: [f64; 2], left: u32, right: u32) -> Outcome {
    let (Some(left), Some(right)) = (names.given(left), names.given(right)) else { return Outcome::NONE };
    match (left.words.first(), right.words.first()) {
        (Some(&one), Some(&other)) => compare_first(names, similar, (left, one), (right, other)),
        // One side has an alias alone, or nothing.
        _ if left.others.is_empty() && left.words.is_empty() || right.others.is_empty() && right.words.is_empty() => {
            Outcome::NONE
        }
        _ => another(names, left, right).unwrap_or(Outcome::level(DIFFERENT)),
    }
}

fn compare_first(
    names: &Names,
    similar: [f64; 2],
    (left, left_first): (&GivenValue, u32),
    (right, right_first): (&GivenValue, u32),
) -> Outcome {
    if left.words == right.words && left.words.len() > 1 {
        return Outcome::rare(ALL, left.whole_octave);
    }
    let words = &names.words;
    let (one, other) = (words.get(left_first), words.get(right_first));
    let are_initials = one.is_initial || other.is_initial;
    if left_first == right_first && !one.is_initial {
        let level = if others_differ(names, similar, left, right) { FIRST_ALONE } else { FIRST };
        return Outcome::rare(level, one.as_given.octave);
    }
    if are_reordered(names, left, right) {
        return Outcome::level(REORDERED);
    }
    let near = |level| Outcome::level(if others_differ(names, similar, left, right) { NEAR_ALONE } else { level });
    if words.are_one_name(left_first, right_first) {
        return near(VARIANT);
    }
    let [high, low] = similar;
    let (text, other_text) = (words.text(left_first), words.text(right_first));
    let similarity = if are_initials { 0.0 } else { jaro_winkler(text, other_text) };
    let is_unusual = one.as_given.is_unusual || other.as_given.is_unusual;
    if !are_initials && is_unusual && is_one_slip(text, other_text) {
        return near(SLIP);
    }
    if reaches(similarity, high) || is_one_joined(names, left, right) {
        return near(HIGH);
    }
    if let Some(another) = another(names, left, right) {
        return another;
    }
    if reaches(similarity, low) || (!are_initials && one.sound == other.sound) {
        return near(LOW);
    }
    Outcome::level(if are_initials && one.initial == other.initial { INITIAL } else { DIFFERENT })
}

/// Whether the names are one word on one side and two on the other: `mary ann` and `maryann`.
fn is_one_joined(names: &Names, left: &GivenValue, right: &GivenValue) -> bool {
    let joined =
        |value: &GivenValue| value.words.iter().take(2).map(|&word| names.words.text(word)).collect::<String>();
    let single = |value: &GivenValue| value.words.first().map_or("", |&word| names.words.text(word)).to_owned();
    (right.words.len() > 1 && joined(right) == single(left)) || (left.words.len() > 1 && joined(left) == single(right))
}

/// Whether either side's first name is a further one of the other.
fn are_reordered(names: &Names, left: &GivenValue, right: &GivenValue) -> bool {
    let (Some((left_first, left)), Some((right_first, right))) = (left.words.split_first(), right.words.split_first())
    else {
        return false;
    };
    let holds = |others: &[u32], first: u32| others.iter().any(|&other| names.words.are_one_name(first, other));
    holds(right, *left_first) && holds(left, *right_first)
}

/// Whether both sides have further given names, and none of them is one of the other side's.
fn others_differ(names: &Names, similar: [f64; 2], left: &GivenValue, right: &GivenValue) -> bool {
    let words = &names.words;
    let [high, _] = similar;
    let agree = |one: u32, other: u32| {
        let (left, right) = (words.get(one), words.get(other));
        words.are_one_name(one, other)
            || ((left.is_initial || right.is_initial) && left.initial == right.initial)
            || reaches(jaro_winkler(words.text(one), words.text(other)), high)
    };
    let (left, right) = (left.words.get(1..).unwrap_or(&[]), right.words.get(1..).unwrap_or(&[]));
    !left.is_empty() && !right.is_empty() && !left.iter().any(|&one| right.iter().any(|&other| agree(one, other)))
}

/// A first name or alias of one side is a further name, a variant of one, or an alias of the other. Further given names
/// that two people have in common tell nothing: many are named after somebody.
fn another(names: &Names, left: &GivenValue, right: &GivenValue) -> Option<Outcome> {
    let (word, is_same) = names.called(left, right).or_else(|| names.called(right, left))?;
    Some(if is_same { Outcome::rare(ANOTHER, names.words.get(word).as_given.octave) } else { Outcome::level(ANOTHER) })
}

/// Puts the exchange of given and family name in place of a level that says less.
pub(crate) fn with_exchange(names: &Names, outcome: Outcome, left: u32, right: u32) -> Outcome {
    let can_be_better = matches!(outcome.level, LOW | INITIAL | NEAR_ALONE | DIFFERENT);
    if can_be_better && names.are_exchanged(left, right) { Outcome::level(EXCHANGED) } else { outcome }
}

/// Brings the frequency of an agreed first name to that among people of the same generation and family name.
pub(crate) fn in_company(records: &Records, outcome: Outcome, left: u32, right: u32) -> Outcome {
    if !matches!(outcome.level, ALL | FIRST | FIRST_ALONE) || outcome.octave == 0 {
        return outcome;
    }
    let names = &records.names;
    let family = |row: u32| names.family(names.family_code(row)).map_or(0, |family| family.whole);
    let shift = records.company.shift(left, right, family(left) == family(right));
    Outcome::rare(outcome.level, outcome.octave.saturating_add_signed(-shift).clamp(1, RAREST))
}
