//! How much two words of names are like each other.

use super::pair_cache::PairCache;
use super::similarity::{is_one_slip, jaro_winkler, reaches};
use crate::records::{Names, Word};

/// How much two different words are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Resemblance {
    /// One slip turns one into the other.
    pub(crate) is_slip: bool,
    pub(crate) grade: Grade,
}

/// Which similarity of the two that a comparison names is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    #[default]
    Neither,
    Low,
    High,
}

/// Compares two words. Most pairs are told apart by their letters alone.
pub(crate) fn resemblance(
    names: &Names,
    cache: &mut PairCache,
    similar: [f64; 2],
    (one, one_word): (u32, &Word),
    (other, other_word): (u32, &Word),
) -> Resemblance {
    if !may_resemble(one_word, other_word, similar[1]) {
        return Resemblance::default();
    }
    let packed = cache.get_or(one, other, |one, other| {
        let (left, right) = (names.words.text(one), names.words.text(other));
        let similarity = jaro_winkler(left, right);
        let grade = match similar {
            [high, _] if reaches(similarity, high) => 2,
            [_, low] if reaches(similarity, low) => 1,
            _ => 0,
        };
        grade << 1 | u8::from(is_one_slip(left, right))
    });
    let grade = match packed >> 1 {
        0 => Grade::Neither,
        1 => Grade::Low,
        _ => Grade::High,
    };
    Resemblance { is_slip: packed & 1 == 1, grade }
}

/// Whether the letters of two words allow that they are alike: letters that only one of them has match nothing, which
/// bounds the Jaro-Winkler similarity from above.
fn may_resemble(one: &Word, other: &Word, low: f64) -> bool {
    let alone = |letters: u32, others: u32| (letters & !others).count_ones();
    let (one_alone, other_alone) = (alone(one.letters, other.letters), alone(other.letters, one.letters));
    if one.length.abs_diff(other.length) <= 1 && one_alone <= 1 && other_alone <= 1 {
        return true;
    }
    let shared = |length: u8, alone: u32| u32::from(length).saturating_sub(alone);
    let matching = shared(one.length, one_alone).min(shared(other.length, other_alone));
    if matching == 0 {
        return false;
    }
    let (matching, left, right) = (f64::from(matching), f64::from(one.length), f64::from(other.length));
    let jaro = (matching / left + matching / right + 1.0) / 3.0;
    let prefix = if one.initial == other.initial { 0.4 } else { 0.0 };
    reaches(jaro + prefix * (1.0 - jaro), low)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What the letters rule out would not have been alike.
        #[test]
        fn letters_rule_out_nothing_that_is_alike(one in "[a-eé]{1,9}", other in "[a-eé]{1,9}") {
            let mut names = Names::default();
            let (left, right) = (names.words.intern(&one), names.words.intern(&other));
            let word = |word: u32| (word, names.words.get(word));
            let told = resemblance(&names, &mut PairCache::default(), [0.92, 0.82], word(left), word(right));
            let similarity = jaro_winkler(&one, &other);
            prop_assert_eq!(told.grade >= Grade::Low, reaches(similarity, 0.82));
            prop_assert_eq!(told.grade == Grade::High, reaches(similarity, 0.92));
            prop_assert_eq!(told.is_slip, is_one_slip(&one, &other));
        }
    }
}
