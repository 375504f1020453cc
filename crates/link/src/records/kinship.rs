//! How much oftener than by chance two people bear the same given and family name.
//!
//! Rare names are handed on in families and keep to communities: who agrees on a rare family name agrees on a rare given
//! name far more often than the product of both frequencies says. Counted over all people by how rare the two names are
//! together, this shows how much of their weight is one and the same.

use serde::{Deserialize, Serialize};

use super::company::Person;
use super::names::Names;
use crate::estimate::to_f64;
use crate::pattern::RAREST;

/// Sums of two octaves.
const SUMS: usize = 2 * RAREST as usize + 1;

/// Pairs of people that must have been met, or expected, for a ratio to be believed.
const ENOUGH: f64 = 8.0;

/// People of one name of whom every pair is looked at; of more, all pairs count.
const FEW: usize = 40;

/// The octaves to be taken off, by the sum of the octaves of both names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kinship([i8; SUMS]);

impl Default for Kinship {
    fn default() -> Self {
        Self([0; SUMS])
    }
}

impl Kinship {
    /// Counts people, who come in the order of their names.
    pub(crate) fn new(names: &Names, people: &[Person]) -> Self {
        let word = |word: u32| names.words.get(word);
        let mut met = [0.0_f64; SUMS];
        for namesakes in people.chunk_by(|left, right| (left.first, left.family) == (right.first, right.family)) {
            let Some(one) = namesakes.first() else { continue };
            let sum = usize::from(word(one.first).as_given.octave + word(one.family).as_family.octave);
            if let Some(met) = met.get_mut(sum) {
                *met += to_f64(pairs_apart(namesakes));
            }
        }
        let expected = expected(names, people);
        let mut octaves = [0_i8; SUMS];
        let (mut last, mut met_beyond, mut expected_beyond) = (0, 0.0, 0.0);
        // Classes that hold too few are taken together with the next ones.
        for ((octave, met), expected) in octaves.iter_mut().zip(met).zip(expected) {
            (met_beyond, expected_beyond) = (met_beyond + met, expected_beyond + expected);
            if met_beyond >= ENOUGH {
                last = (met_beyond / f64::max(expected_beyond, 1e-9)).log2().round().clamp(0.0, 14.0) as i8;
                (met_beyond, expected_beyond) = (0.0, 0.0);
            } else if expected_beyond >= ENOUGH {
                last = 0;
                (met_beyond, expected_beyond) = (0.0, 0.0);
            }
            *octave = last;
        }
        Self(octaves)
    }

    /// What to take off where two rows agree on a given and a family name.
    pub(crate) fn octaves(&self, names: &Names, first: u32, family: u32) -> i8 {
        let sum = names.words.get(first).as_given.octave + names.words.get(family).as_family.octave;
        self.0.get(usize::from(sum)).copied().unwrap_or(0)
    }
}

/// Pairs of people of one name whose dates of birth are not forms of one.
fn pairs_apart(namesakes: &[Person]) -> u64 {
    let all = namesakes.len() as u64;
    if namesakes.len() > FEW {
        return all * (all - 1) / 2;
    }
    let mut pairs = 0;
    let mut rest = namesakes;
    while let Some((one, others)) = rest.split_first() {
        pairs += others.iter().filter(|other| one.born.is_apart(other.born)).count() as u64;
        rest = others;
    }
    pairs
}

/// Pairs that would agree on both names by chance, by the sum of their octaves.
fn expected(names: &Names, people: &[Person]) -> [f64; SUMS] {
    let mut given = vec![0_u64; names.words.len()];
    let mut family = vec![0_u64; names.words.len()];
    for person in people {
        for (counts, word) in [(&mut given, person.first), (&mut family, person.family)] {
            if let Some(count) = counts.get_mut(word as usize) {
                *count += 1;
            }
        }
    }
    let all = to_f64(people.len() as u64);
    let mut agree = [[0.0_f64; RAREST as usize + 1]; 2];
    for (word, (&given, &family)) in (0_u32..).zip(given.iter().zip(&family)) {
        let word = names.words.get(word);
        let [of_given, of_family] = &mut agree;
        for (agree, count, octave) in
            [(of_given, given, word.as_given.octave), (of_family, family, word.as_family.octave)]
        {
            if let Some(agree) = agree.get_mut(usize::from(octave)) {
                *agree += to_f64(count * count.saturating_sub(1));
            }
        }
    }
    let mut expected = [0.0; SUMS];
    let [of_given, of_family] = agree;
    for (given_octave, given) in of_given.into_iter().enumerate() {
        for (family_octave, family) in of_family.into_iter().enumerate() {
            if let Some(expected) = expected.get_mut(given_octave + family_octave) {
                *expected += given * family / (2.0 * all * all).max(1.0);
            }
        }
    }
    expected
}
