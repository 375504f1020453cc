//! How many rows a block may hold where all blocks of a rule together hold no more pairs than it is worth.

use super::keys::Entry;
use super::part_lines::PartLines;
use super::refine::part_sizes;
use super::rows_of_run;

/// Pairs that one rule may hold: so many in all, or so many for each row of the table, whichever are more. What a block
/// holds beyond it is cut by what else its rows agree on.
const PAIRS: u64 = 1_000_000;
const PAIRS_A_ROW: u64 = 1;

/// The same of the parts of its cut blocks. Most of their pairs agree on more than a whole block's do, and many are held
/// by two parts, which are then counted twice.
const PART_PAIRS: u64 = 8_000_000;
const PART_PAIRS_A_ROW: u64 = 5;

/// A block, or a part of one, of no more rows than this is compared whole whatever the budget says.
const SMALL: usize = 10;

/// Rows of cut blocks whose parts are counted, about; of more rows the blocks are drawn at even distances.
const COUNTED_ROWS: usize = 500_000;

/// The most rows of a block that a rule compares whole, of a table of so many rows: the cap, or less where its blocks,
/// of these sizes, would hold more pairs than the budget. The largest blocks, which tell least, are cut first.
pub(super) fn block_cap(sizes: impl Iterator<Item = usize>, cap: usize, rows: usize) -> usize {
    cap_within(sizes, cap, PAIRS.max(PAIRS_A_ROW * rows as u64))
}

/// The most rows of a part of a cut block that is compared whole, of a table of so many rows.
pub(super) fn part_cap(
    blocks: &[&[Entry]],
    (refiners, lines): (&[usize], &PartLines<'_>),
    cap: usize,
    rows: usize,
) -> usize {
    let all: usize = blocks.iter().map(|block| block.len()).sum();
    let step = all.div_ceil(COUNTED_ROWS).max(1);
    let drawn = blocks.iter().step_by(step);
    let mut sizes = Vec::new();
    let mut block_rows: Vec<u32> = Vec::new();
    for block in drawn {
        rows_of_run(block, &mut block_rows);
        part_sizes(&block_rows, (refiners, lines), &mut sizes);
    }
    let budget = PART_PAIRS.max(PART_PAIRS_A_ROW * rows as u64);
    cap_within(sizes.into_iter(), cap, budget / step as u64)
}

fn cap_within(sizes: impl Iterator<Item = usize>, cap: usize, budget: u64) -> usize {
    let mut blocks_of_size: Vec<u64> = vec![0; cap + 1];
    sizes.filter_map(|size| blocks_of_size.get_mut(size).map(|count| *count += 1)).for_each(drop);
    let mut pairs = 0;
    for (size, blocks) in blocks_of_size.iter().enumerate().skip(2) {
        pairs += blocks * pairs_of(size);
        if pairs > budget {
            return cap.min(SMALL.max(size - 1));
        }
    }
    cap
}

pub(super) const fn pairs_of(rows: usize) -> u64 {
    let rows = rows as u64;
    rows * rows.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_blocks_are_cut_until_the_rest_is_within_the_budget() {
        let sizes = || [20, 30, 30, 40].into_iter();
        let all = pairs_of(20) + 2 * pairs_of(30) + pairs_of(40);
        assert_eq!(cap_within(sizes(), 35, all), 35);
        assert_eq!(cap_within(sizes(), 100, all), 100);
        assert_eq!(cap_within(sizes(), 100, all - 1), 39);
        assert_eq!(cap_within(sizes(), 100, pairs_of(20) + 1), 29);
        assert_eq!(cap_within(sizes(), 100, 0), 19);
        assert_eq!(cap_within([5, 6].into_iter(), 100, 0), SMALL);
    }
}
