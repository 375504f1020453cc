//! Patterns of random pairs, which show how often unrelated people agree.

use rayon::prelude::*;

use super::counts::{Counts, merge};
use crate::field::Fields;

/// Random pairs that are drawn; where the table has not many more, every pair is taken.
const DRAWN: u64 = 1_000_000;

/// Pairs that one task draws.
const TASK: u64 = 20_000;

/// Counts the patterns of random pairs of rows.
pub(crate) fn random_patterns(fields: &Fields<'_>) -> Counts {
    let rows = fields.records.len() as u64;
    if rows < 2 {
        return Counts::default();
    }
    let all = rows * (rows - 1) / 2;
    let count = |from: u64, to: u64, pair: &(dyn Fn(u64) -> (u32, u32) + Sync)| {
        let mut caches = fields.caches();
        let mut counts = Counts::default();
        for (left, right) in (from..to).map(pair).filter(|(left, right)| left != right) {
            *counts.entry(fields.pattern(&mut caches, left, right)).or_default() += 1;
        }
        counts
    };
    let drawn: &(dyn Fn(u64) -> (u32, u32) + Sync) = &|number| (draw(2 * number, rows), draw(2 * number + 1, rows));
    let every: &(dyn Fn(u64) -> (u32, u32) + Sync) = &|number| pair_of(number);
    let (wanted, pair) = if all <= 2 * DRAWN { (all, every) } else { (DRAWN, drawn) };
    (0..wanted.div_ceil(TASK))
        .into_par_iter()
        .map(|task| count(task * TASK, wanted.min((task + 1) * TASK), pair))
        .reduce(Counts::default, merge)
}

/// A row number that follows from the number of the draw alone (the output function of splitmix64).
fn draw(number: u64, rows: u64) -> u32 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    let place = (u128::from(mixed) * u128::from(rows)) >> 64;
    u32::try_from(place).unwrap_or(0)
}

/// The pair of a number, counting (0,1), (0,2), (1,2), (0,3) ...
fn pair_of(number: u64) -> (u32, u32) {
    let mut right = (8 * number + 1).isqrt().div_ceil(2);
    while right * (right - 1) / 2 > number {
        right -= 1;
    }
    while (right + 1) * right / 2 <= number {
        right += 1;
    }
    let left = number - right * (right - 1) / 2;
    (u32::try_from(left).unwrap_or(0), u32::try_from(right).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_one_pair() {
        let pairs: Vec<(u32, u32)> = (0..45).map(pair_of).collect();
        let wanted: Vec<(u32, u32)> = (1..10).flat_map(|right| (0..right).map(move |left| (left, right))).collect();
        assert_eq!(pairs, wanted);
    }

    #[test]
    fn draws_cover_the_rows() {
        let drawn: std::collections::BTreeSet<u32> = (0..2_000).map(|number| draw(number, 100)).collect();
        assert_eq!(drawn.len(), 100);
    }
}
