//! Patterns of random pairs, which show how often unrelated people agree.

use std::ops::Range;

use super::counts::{Counts, merge};
use crate::field::Fields;
use crate::share_out::share_out;

/// Random pairs that are drawn at most; where the table has not many more, every pair is taken.
const DRAWN: u64 = 1_000_000;

/// Pairs of one round of drawing.
const ROUND: u64 = 100_000;

/// Pairs that one task draws.
const TASK: u64 = 10_000;

/// A level that so many pairs reached is known to within a tenth (the error of a count is its square root).
const KNOWN: u64 = 100;

/// A level that one pair in so many reaches, or fewer, is not waited for: what is usual counts beside what was drawn.
const RARE: u64 = 2_000;

/// Counts the patterns of random pairs of rows: round after round, until it is known how often each level is reached.
pub(crate) fn random_patterns(fields: &Fields<'_>) -> Counts {
    let rows = fields.records.len() as u64;
    if rows < 2 {
        return Counts::default();
    }
    let all = rows * (rows - 1) / 2;
    if all <= 2 * DRAWN {
        return count(fields, 0..all, &pair_of);
    }
    let drawn = |number| (draw(2 * number, rows), draw(2 * number + 1, rows));
    let mut counts = Counts::default();
    for round in 0..DRAWN / ROUND {
        counts = merge(counts, count(fields, round * ROUND..(round + 1) * ROUND, &drawn));
        if is_known(fields, &counts, (round + 1) * ROUND) {
            break;
        }
    }
    counts
}

/// Counts the patterns of the pairs that some numbers stand for.
fn count(fields: &Fields<'_>, numbers: Range<u64>, pair: &(dyn Fn(u64) -> (u32, u32) + Sync)) -> Counts {
    let tasks: Vec<u64> = numbers.clone().step_by(TASK as usize).collect();
    let counted = share_out(
        &tasks,
        || (fields.caches(), Counts::default()),
        |(caches, counts), &from| {
            let pairs = (from..numbers.end.min(from + TASK)).map(pair);
            for (left, right) in pairs.filter(|(left, right)| left != right) {
                *counts.entry(fields.pattern(caches, left, right)).or_default() += 1;
            }
        },
    );
    counted.into_iter().map(|(_, counts)| counts).fold(Counts::default(), merge)
}

/// Whether enough pairs were drawn: every level that is no rarity has been reached often enough.
fn is_known(fields: &Fields<'_>, counts: &Counts, drawn: u64) -> bool {
    fields.iter().all(|field| {
        let mut reached = vec![0_u64; field.levels.len() + 1];
        for (&pattern, &count) in counts {
            if let Some(reached) = reached.get_mut(usize::from(field.digit.unpack(pattern).level)) {
                *reached += count;
            }
        }
        reached.iter().skip(1).all(|&reached| reached >= KNOWN || reached <= drawn / RARE)
    })
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
