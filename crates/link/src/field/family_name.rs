//! Family names, current and former. A row without any says nothing; nor do two rows whose given and family names are
//! exchanged, which the given names tell already.

use super::pair_cache::PairCache;
use super::resemblance::{Grade, resemblance};
use crate::level::{Level, Meaning, level};
use crate::pattern::{Outcome, octave_of_several};
use crate::records::{FamilyName, Line, Names, may_be_exchanged};

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

/// Compares two rows.
pub(crate) fn compare(names: &Names, cache: &mut PairCache, similar: [f64; 2], left: &Line, right: &Line) -> Outcome {
    if left.row.names.family == 0 || right.row.names.family == 0 {
        return Outcome::NONE;
    }
    let outcome = compare_values(names, cache, similar, left, right);
    let (left, right) = (&left.row, &right.row);
    // Exchanged names are told by the given names already.
    let can_be_exchanged =
        matches!(outcome.level, LOW | DIFFERENT) && may_be_exchanged(left.signature, right.signature);
    if can_be_exchanged && names.are_exchanged(left, right) { Outcome::NONE } else { outcome }
}

fn compare_values(names: &Names, cache: &mut PairCache, similar: [f64; 2], one: &Line, other: &Line) -> Outcome {
    let (left_row, right_row) = (&one.row, &other.row);
    let have_current = left_row.family != 0 && right_row.family != 0;
    if have_current && left_row.family == right_row.family {
        return Outcome::rare(SAME, left_row.octaves.family());
    }
    let (left, right) = (left_row.family_name(names), right_row.family_name(names));
    let words = &names.words;
    let rarest = |shared: &mut dyn Iterator<Item = u32>| shared.map(|word| words.get(word).as_family.octave).max();
    if left.parts.len().max(right.parts.len()) > 1
        && let Some(octave) = rarest(&mut left.parts.iter().filter(|part| right.parts.contains(part)).copied())
    {
        return Outcome::rare(PART, octave);
    }
    if !(left.others.is_empty() && right.others.is_empty())
        && let Some(octave) = together(names, all(left).filter(|&one| all(right).any(|other| one == other)))
    {
        return Outcome::rare(OTHER, octave);
    }
    if !have_current {
        return Outcome::NONE;
    }
    let (one, other) = (&one.family, &other.family);
    let alike = resemblance(names, cache, similar, (left.whole, one), (right.whole, other));
    if alike.is_slip && (one.as_family.is_unusual || other.as_family.is_unusual) {
        return Outcome::level(SLIP);
    }
    Outcome::level(match alike.grade {
        Grade::High => HIGH,
        Grade::Low => LOW,
        Grade::Neither if one.sound == other.sound => LOW,
        Grade::Neither => DIFFERENT,
    })
}

/// How rare names are, together, that two rows share; a name and a part of it count once.
fn together(names: &Names, shared: impl Iterator<Item = u32>) -> Option<u8> {
    let words = &names.words;
    let octave = |word: u32| words.get(word).as_family.octave;
    let mut shared: Vec<u32> = shared.collect();
    if shared.len() > 1 {
        // The rarest first; of those as rare the longest, which the others may be parts of.
        let rank = |word: u32| (octave(word), words.text(word).len());
        shared.sort_unstable_by(|&one, &other| {
            rank(other).cmp(&rank(one)).then_with(|| words.text(one).cmp(words.text(other)))
        });
    }
    let mut apart: Vec<u32> = Vec::new();
    for word in shared {
        let text = words.text(word);
        let is_part = |&known: &u32| words.text(known).contains(text) || text.contains(words.text(known));
        if !apart.iter().any(is_part) {
            apart.push(word);
        }
    }
    octave_of_several(apart.into_iter().map(octave))
}

/// Every name of a value: current, its parts, former and other.
fn all(value: FamilyName<'_>) -> impl Iterator<Item = u32> {
    let current = (!value.parts.is_empty()).then_some(value.whole);
    current.into_iter().chain(value.parts.iter().copied()).chain(value.others.iter().copied())
}
