//! Blocks that are too large are cut by what else their rows may agree on.

use super::keys::{Entry, key_of, keys, row_of, sort_by_key};
use super::parts::values;
use super::scheme::{Scheme, SchemeRule, beneath};
use crate::records::Records;
use crate::specification::KeyPart;

/// What became of a block, or of a part of it.
pub(crate) enum Refined<'a> {
    /// Rows that are compared.
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
    block: u32,
    (scheme, rule): (&Scheme, &SchemeRule),
    records: &Records,
    cap: usize,
    each: &mut dyn FnMut(Refined<'_>),
) {
    let parts: Vec<(usize, &KeyPart)> =
        rule.refiners.iter().copied().zip(scheme.parts_of(&rule.refiners)).collect();
    let mut is_cut = vec![false; rows.len()];
    let mut settle = |block: &[u32], each: &mut dyn FnMut(Refined<'_>)| {
        for row in block {
            if let Some(is_cut) = rows.binary_search(row).ok().and_then(|place| is_cut.get_mut(place)) {
                *is_cut = true;
            }
        }
        if block.len() > 1 {
            each(Refined::Block(block));
        }
    };
    for (place, &(number, part)) in parts.iter().enumerate() {
        for (key, some) in cut(rows, part, records) {
            if some.len() <= cap {
                settle(&some, each);
                continue;
            }
            let block = beneath(block, number, key);
            each(Refined::Cut(block));
            for &(second, part) in parts.iter().skip(place + 1) {
                for (key, some) in cut(&some, part, records) {
                    if some.len() <= cap {
                        settle(&some, each);
                    } else {
                        each(Refined::Cut(beneath(block, second, key)));
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

/// Rows that agree on a part, under their key, those of one row among them.
fn cut(rows: &[u32], part: &KeyPart, records: &Records) -> Vec<(u32, Vec<u32>)> {
    let mut entries: Vec<Entry> = Vec::with_capacity(rows.len());
    for &row in rows {
        keys(std::iter::once(&values(part, records, row)), |key| entries.push(u64::from(key) << 32 | u64::from(row)));
    }
    let entries = sort_by_key(entries);
    let runs = entries.chunk_by(|left, right| key_of(*left) == key_of(*right));
    runs.map(|run| {
        let mut rows: Vec<u32> = run.iter().map(|&entry| row_of(entry)).collect();
        rows.dedup();
        (run.first().map_or(0, |&entry| key_of(entry)), rows)
    })
    .collect()
}
