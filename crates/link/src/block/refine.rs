//! Blocks that are too large are cut by what else their rows may agree on.

use super::keys::{Entry, key_of, row_of};
use super::part_lines::PartLines;
use super::scheme::beneath;

/// What became of a block, or of a part of it.
pub(crate) enum Refined<'a> {
    /// Places among the rows, ascending, of rows that are compared.
    Block(&'a [u32]),
    /// The path of a part that is not compared whole.
    Cut(u32),
    /// So many rows have nothing that cuts them from the rest: they lack every further part, or share it with too many.
    Skipped(usize),
}

/// Cuts a block, of rows in ascending order, by each further part that a pair of rows of one person may agree on: the pairs
/// that agree on any of them are compared.
pub(crate) fn refine(
    rows: &[u32],
    path: u32,
    (by, lines): (&[usize], &PartLines<'_>),
    cap: usize,
    each: &mut dyn FnMut(Refined<'_>),
) {
    let mut is_cut = vec![false; rows.len()];
    let mut block: Vec<u32> = Vec::new();
    let mut settle = |run: &[Entry], each: &mut dyn FnMut(Refined<'_>)| {
        block.clear();
        for place in run.iter().map(|&entry| row_of(entry)) {
            is_cut.get_mut(place as usize).into_iter().for_each(|is_cut| *is_cut = true);
            block.push(place);
        }
        block.dedup();
        if block.len() > 1 {
            each(Refined::Block(&block));
        }
    };
    let (mut entries, mut second_entries): (Vec<Entry>, Vec<Entry>) = (Vec::new(), Vec::new());
    let places = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (number, &part) in by.iter().enumerate() {
        cut(rows, 0..places, part, lines, &mut entries);
        for run in runs(&entries) {
            if run.len() <= cap {
                settle(run, each);
                continue;
            }
            let path = beneath(path, part, key_of_run(run));
            each(Refined::Cut(path));
            for &second in by.iter().skip(number + 1) {
                cut(rows, run.iter().map(|&entry| row_of(entry)), second, lines, &mut second_entries);
                for run in runs(&second_entries) {
                    if run.len() <= cap {
                        settle(run, each);
                    } else {
                        each(Refined::Cut(beneath(path, second, key_of_run(run))));
                    }
                }
            }
        }
    }
    let left = is_cut.iter().filter(|is_cut| !**is_cut).count();
    if left > 1 {
        each(Refined::Skipped(left));
    }
}

/// Adds how many rows agree on each value of each further part.
pub(crate) fn part_sizes(rows: &[u32], (by, lines): (&[usize], &PartLines<'_>), sizes: &mut Vec<usize>) {
    let mut entries: Vec<Entry> = Vec::new();
    let places = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for &part in by {
        cut(rows, 0..places, part, lines, &mut entries);
        sizes.extend(runs(&entries).map(<[Entry]>::len).filter(|&size| size > 1));
    }
}

/// The values of a part in some rows, which are numbered by their places, in order.
fn cut(rows: &[u32], places: impl Iterator<Item = u32>, part: usize, lines: &PartLines<'_>, entries: &mut Vec<Entry>) {
    entries.clear();
    for place in places {
        let values = rows.get(place as usize).map_or(&[][..], |&row| lines.values(part, row));
        entries.extend(values.iter().map(|&value| u64::from(value) << 32 | u64::from(place)));
    }
    entries.sort_unstable();
    entries.dedup();
}

fn key_of_run(run: &[Entry]) -> u32 {
    run.first().map_or(0, |&entry| key_of(entry))
}

/// Entries of one key each.
fn runs(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    entries.chunk_by(|left, right| key_of(*left) == key_of(*right))
}
