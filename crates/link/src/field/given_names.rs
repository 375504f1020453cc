//! Given names. A row without any says nothing.

use super::pair_cache::PairCache;
use super::resemblance::{Grade, Resemblance, resemblance};
use crate::level::{Level, Meaning, level};
use crate::pattern::{Outcome, RAREST, octave_of_several};
use crate::records::{GivenNames, Line, Names, Row, Word, may_be_exchanged};

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

/// What a comparison of given names reads.
struct Reader<'a> {
    names: &'a Names,
    cache: &'a mut PairCache,
    similar: [f64; 2],
}

/// Compares two rows.
pub(crate) fn compare(names: &Names, cache: &mut PairCache, similar: [f64; 2], left: &Line, right: &Line) -> Outcome {
    if left.row.names.given == 0 || right.row.names.given == 0 {
        return Outcome::NONE;
    }
    let outcome = compare_values(&mut Reader { names, cache, similar }, left, right);
    let (left, right) = (&left.row, &right.row);
    match outcome.level {
        ALL | FIRST | FIRST_ALONE if outcome.octave != 0 => in_company(outcome, left, right),
        LOW | INITIAL | NEAR_ALONE | DIFFERENT
            if may_be_exchanged(left.signature, right.signature) && names.are_exchanged(left, right) =>
        {
            Outcome::level(EXCHANGED)
        }
        _ => outcome,
    }
}

fn compare_values(reader: &mut Reader<'_>, left_line: &Line, right_line: &Line) -> Outcome {
    let names = reader.names;
    let (left, right) = (left_line.row.given_names(names), right_line.row.given_names(names));
    match (left.words.first(), right.words.first()) {
        (Some(&one), Some(&other)) => {
            if left.words.len() > 1 && left.words == right.words {
                return Outcome::rare(ALL, left_line.row.octaves.given());
            }
            let (left, right) = ((left, one, &left_line.first), (right, other, &right_line.first));
            compare_first(reader, left, right, left_line.row.octaves.first())
        }
        // One side has an alias alone, or nothing.
        _ if left.others.is_empty() && left.words.is_empty() || right.others.is_empty() && right.words.is_empty() => {
            Outcome::NONE
        }
        _ => another(names, left, right).unwrap_or(Outcome::level(DIFFERENT)),
    }
}

fn compare_first(
    reader: &mut Reader<'_>,
    (left, left_first, one): (GivenNames<'_>, u32, &Word),
    (right, right_first, other): (GivenNames<'_>, u32, &Word),
    octave: u8,
) -> Outcome {
    let names = reader.names;
    if left_first == right_first && !one.is_initial {
        let level = if others_differ(reader, left, right) { FIRST_ALONE } else { FIRST };
        return Outcome::rare(level, octave);
    }
    if are_reordered(names, left, right) {
        return Outcome::level(REORDERED);
    }
    if one.is_variant_of(other) {
        return near(reader, VARIANT, left, right);
    }
    let are_initials = one.is_initial || other.is_initial;
    let alike = if are_initials {
        Resemblance::default()
    } else {
        resemblance(names, reader.cache, reader.similar, (left_first, one), (right_first, other))
    };
    if alike.is_slip && (one.as_given.is_unusual || other.as_given.is_unusual) {
        return near(reader, SLIP, left, right);
    }
    if alike.grade == Grade::High || is_one_joined(names, left, right) {
        return near(reader, HIGH, left, right);
    }
    if let Some(another) = another(names, left, right) {
        return another;
    }
    if alike.grade == Grade::Low || (!are_initials && one.sound == other.sound) {
        return near(reader, LOW, left, right);
    }
    Outcome::level(if are_initials && one.initial == other.initial { INITIAL } else { DIFFERENT })
}

/// A level, or the one of names that are near while the others differ.
fn near(reader: &mut Reader<'_>, level: u8, left: GivenNames<'_>, right: GivenNames<'_>) -> Outcome {
    Outcome::level(if others_differ(reader, left, right) { NEAR_ALONE } else { level })
}

/// Whether the names are one word on one side and two on the other: `mary ann` and `maryann`.
fn is_one_joined(names: &Names, left: GivenNames<'_>, right: GivenNames<'_>) -> bool {
    let is_joined = |single: GivenNames<'_>, double: GivenNames<'_>| {
        let (Some(&whole), [first, second, ..]) = (single.words.first(), double.words) else { return false };
        let words = &names.words;
        words.get(whole).length == words.get(*first).length + words.get(*second).length
            && words.text(whole).strip_prefix(words.text(*first)) == Some(words.text(*second))
    };
    is_joined(left, right) || is_joined(right, left)
}

/// Whether either side's first name is a further one of the other.
fn are_reordered(names: &Names, left: GivenNames<'_>, right: GivenNames<'_>) -> bool {
    let ([left_first, left @ ..], [right_first, right @ ..]) = (left.words, right.words) else { return false };
    let holds = |others: &[u32], first: u32| others.iter().any(|&other| names.words.are_one_name(first, other));
    holds(right, *left_first) && holds(left, *right_first)
}

/// Whether both sides have further given names, and none of them is one of the other side's.
fn others_differ(reader: &mut Reader<'_>, left: GivenNames<'_>, right: GivenNames<'_>) -> bool {
    let ([_, left @ ..], [_, right @ ..]) = (left.words, right.words) else { return false };
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let Reader { names, cache, similar } = reader;
    let words = &names.words;
    let mut agree = |one: u32, other: u32| {
        let (left, right) = (words.get(one), words.get(other));
        words.are_one_name(one, other)
            || ((left.is_initial || right.is_initial) && left.initial == right.initial)
            || resemblance(names, cache, *similar, (one, left), (other, right)).grade == Grade::High
    };
    !left.iter().any(|&one| right.iter().any(|&other| agree(one, other)))
}

/// A first name or alias of one side is a further name, a variant of one, or an alias of the other. Of several that are shared
/// those count together that are not forms of one name. Further given names that two people have in common tell nothing: many
/// are named after somebody.
fn another(names: &Names, left: GivenNames<'_>, right: GivenNames<'_>) -> Option<Outcome> {
    let words = &names.words;
    let mut shared: Vec<u32> = names.shared(left, right).chain(names.shared(right, left)).collect();
    let octave = |word: u32| words.get(word).as_given.octave;
    let octave = match shared.as_mut_slice() {
        [] => {
            let is_called = names.is_called(left, right) || names.is_called(right, left);
            return is_called.then_some(Outcome::level(ANOTHER));
        }
        [one] => octave(*one),
        several => {
            // The rarest form of each name.
            several.sort_unstable_by(|&one, &other| {
                octave(other).cmp(&octave(one)).then(words.text(one).cmp(words.text(other)))
            });
            let mut apart: Vec<u32> = Vec::new();
            for &word in several.iter() {
                if !apart.iter().any(|&known| words.are_one_name(known, word)) {
                    apart.push(word);
                }
            }
            octave_of_several(apart.into_iter().map(octave))?
        }
    };
    Some(Outcome::rare(ANOTHER, octave))
}

/// Brings the frequency of an agreed first name to that among people of the same generation and family name.
fn in_company(outcome: Outcome, left: &Row, right: &Row) -> Outcome {
    let generation = left.shift.generation.max(right.shift.generation);
    let family = if left.family == right.family { left.shift.family.max(right.shift.family) } else { 0 };
    Outcome::rare(outcome.level, outcome.octave.saturating_add_signed(-(generation + family)).clamp(1, RAREST))
}
