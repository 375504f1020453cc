//! The outcome of all comparisons of a pair, packed into one number.

use serde::{Deserialize, Serialize};

/// The outcome of one comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Outcome {
    /// 0 where either side has no value; else a level from 1, best first.
    pub(crate) level: u8,
    /// 0, or how rare the value is on which the two agree: the octave of its frequency, from 1 (held by half of all rows
    /// or more) to [`RAREST`].
    pub(crate) octave: u8,
}

/// The last octave: a frequency of 2^-15 or less.
pub(crate) const RAREST: u8 = 15;

/// Bits that an octave takes.
const OCTAVE_BITS: u32 = 4;

impl Outcome {
    /// Either side has no value.
    pub(crate) const NONE: Self = Self { level: 0, octave: 0 };

    pub(crate) const fn level(level: u8) -> Self {
        Self { level, octave: 0 }
    }

    pub(crate) const fn rare(level: u8, octave: u8) -> Self {
        Self { level, octave }
    }
}

/// Where a comparison's digits stand in the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digit {
    shift: u32,
    level_bits: u32,
    octave_bits: u32,
}

impl Digit {
    /// Places digits one after the other: for each comparison its number of levels (0 not counted) and whether it has an
    /// octave. `None` where 64 bits do not hold them.
    pub(crate) fn layout(comparisons: impl IntoIterator<Item = (usize, bool)>) -> Option<Vec<Self>> {
        let mut shift = 0;
        let mut digits = Vec::new();
        for (levels, has_octave) in comparisons {
            let level_bits = usize::BITS - levels.leading_zeros();
            let octave_bits = if has_octave { OCTAVE_BITS } else { 0 };
            digits.push(Self { shift, level_bits, octave_bits });
            shift += level_bits + octave_bits;
        }
        (shift <= u64::BITS).then_some(digits)
    }

    pub(crate) fn pack(self, outcome: Outcome) -> u64 {
        let octave = if self.octave_bits == 0 { 0 } else { u64::from(outcome.octave) << self.level_bits };
        (u64::from(outcome.level) | octave) << self.shift
    }

    /// The part of a pattern that tells the level, without how rare the value is.
    pub(crate) const fn of_level(self, pattern: u64) -> u64 {
        pattern & (((1 << self.level_bits) - 1) << self.shift)
    }

    pub(crate) fn unpack(self, pattern: u64) -> Outcome {
        let digits = pattern >> self.shift;
        let part = |value: u64, bits: u32| u8::try_from(value & ((1 << bits) - 1)).unwrap_or(0);
        Outcome { level: part(digits, self.level_bits), octave: part(digits >> self.level_bits, self.octave_bits) }
    }
}

/// Rows that hold some other value and are counted beside those that there are: of a handful of rows, two that hold one
/// value do not show that it is common.
const OTHERS: u64 = 200;

/// The octave of a frequency, the share of rows that hold a value.
pub(crate) fn octave_of(holders: u64, rows: u64) -> u8 {
    if holders == 0 {
        return RAREST;
    }
    // The whole part of log2(rows / holders), reckoned in whole numbers so that it is the same on every machine.
    let halvings = ((rows.max(holders) + OTHERS) / holders).ilog2().max(1);
    u8::try_from(halvings).unwrap_or(RAREST).min(RAREST)
}

/// The octave of a share of all people.
pub(crate) const fn octave_of_share(share: f64) -> u8 {
    // More than the last octave holds is cut to it.
    let times = (1.0 / share).clamp(2.0, 65_535.0) as u16;
    let halvings = times.ilog2() as u8;
    if halvings < RAREST { halvings } else { RAREST }
}

/// How rare several values are together on which two rows agree, by the octave of each, with 0 for one that is held by so few
/// that its rarity is not weighed. One of those says all that can be said. Else the bits of the rarest count whole, and those of
/// the others half: values that one row holds go together, as the numbers of a couple who share a home, and how far is not known.
/// Half the bits is the geometric middle between values that always go together, which add nothing, and values that have nothing
/// to do with each other, whose frequencies are multiplied. In no case are they rarer than the last octave. None for no value.
pub(crate) fn octave_of_several(octaves: impl Iterator<Item = u8>) -> Option<u8> {
    let (mut rarest, mut sum, mut is_weighed) = (None, 0_u32, true);
    for octave in octaves {
        rarest = rarest.max(Some(octave));
        sum += u32::from(octave);
        is_weighed &= octave != 0;
    }
    let rarest = rarest?;
    let together = (u32::from(rarest) + sum) / 2;
    Some(if is_weighed { u8::try_from(together).unwrap_or(RAREST).min(RAREST) } else { 0 })
}

/// The most holders of a value of an octave among so many rows.
pub(crate) const fn most_holders(octave: u8, rows: u64) -> u64 {
    if octave <= 1 { rows } else { (rows + OTHERS) >> octave }
}

/// The frequency that stands for an octave: the geometric middle of its bounds.
pub(crate) fn frequency_of(octave: u8) -> f64 {
    (-(f64::from(octave) + 0.5)).exp2()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn digits_come_back(outcomes in proptest::collection::vec((0_u8..12, 0_u8..16), 1..8)) {
            let digits = Digit::layout(outcomes.iter().map(|_| (12, true))).unwrap();
            let mut pattern = 0;
            for (digit, &(level, octave)) in digits.iter().zip(&outcomes) {
                pattern |= digit.pack(Outcome { level, octave });
            }
            for (digit, &(level, octave)) in digits.iter().zip(&outcomes) {
                prop_assert_eq!(digit.unpack(pattern), Outcome { level, octave });
            }
        }
    }

    proptest! {
        #[test]
        fn the_most_holders_of_an_octave_are_the_most(octave in 1_u8..=RAREST, rows in 1_u64..10_000_000) {
            let most = most_holders(octave, rows).min(rows);
            prop_assert!(most == 0 || octave_of(most, rows) >= octave);
            prop_assert!(most == rows || octave_of(most + 1, rows) < octave);
        }
    }

    #[test]
    fn too_many_digits_are_refused() {
        assert!(Digit::layout((0..8).map(|_| (15, true))).is_some());
        assert!(Digit::layout((0..9).map(|_| (15, true))).is_none());
    }

    #[test]
    fn rarer_values_have_higher_octaves() {
        let holders = [(1_000, 1_000), (500, 1_000), (100, 1_000), (3, 1_000), (1, 10_000_000), (0, 5)];
        assert_eq!(holders.map(|(holders, rows)| octave_of(holders, rows)), [1, 1, 3, 8, 15, 15]);
    }

    #[test]
    fn shares_have_the_octaves_of_counts() {
        let shares = [1.0, 0.5, 0.1, 3e-5, 1e-12, 0.0];
        assert_eq!(shares.map(octave_of_share), [1, 1, 3, 15, 15, 15]);
    }

    proptest! {
        #[test]
        fn values_together_are_as_rare_as_the_rarest_and_no_rarer_than_their_product(octaves in proptest::collection::vec(1_u8..=RAREST, 1..6)) {
            let together = octave_of_several(octaves.iter().copied()).unwrap();
            let product: u32 = octaves.iter().map(|&octave| u32::from(octave)).sum();
            prop_assert!(Some(&together) >= octaves.iter().max() && together <= RAREST);
            prop_assert!(u32::from(together) <= product);
            prop_assert_eq!(octave_of_several(octaves.iter().rev().copied()), Some(together));
        }
    }

    #[test]
    fn half_of_what_a_second_value_says_is_added() {
        let of = |octaves: &[u8]| octave_of_several(octaves.iter().copied());
        assert_eq!([of(&[]), of(&[6]), of(&[6, 4]), of(&[4, 6, 4])], [None, Some(6), Some(8), Some(10)]);
        assert_eq!([of(&[12, 9]), of(&[0, 9]), of(&[255; 2])], [Some(RAREST), Some(0), Some(RAREST)]);
    }

    #[test]
    fn a_handful_of_rows_does_not_make_a_value_common() {
        assert_eq!((octave_of(2, 2), octave_of(2, 10), octave_of(2, 200)), (6, 6, 7));
    }
}
