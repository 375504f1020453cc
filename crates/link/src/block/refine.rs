//! Blocks that are too large are cut by what else their rows may agree on.

use super::keys::{Entry, key_of, keys, row_of, sort_by_key};
use super::parts::values;
use crate::records::Records;
use crate::specification::{KeyPart, Specification};

/// What became of a block, or of a part of it.
pub(crate) enum Refined<'a> {
    /// Rows that are compared.
    Block(&'a [u32]),
    /// So many rows have nothing that cuts them from the rest: they lack every further part, or share it with too many.
    Skipped(usize),
}

/// Cuts a block, of rows in ascending order, by each further part that a pair of rows of one person may agree on: the pairs
/// that agree on any of them are compared.
pub(crate) fn refine(
    rows: &[u32],
    on: &[KeyPart],
    specification: &Specification,
    records: &Records,
    cap: usize,
    each: &mut dyn FnMut(Refined<'_>),
) {
    let parts = refiners(on, specification);
    let mut is_cut = vec![false; rows.len()];
    let mut settle = |block: &[u32]| {
        for row in block {
            if let Some(is_cut) = rows.binary_search(row).ok().and_then(|place| is_cut.get_mut(place)) {
                *is_cut = true;
            }
        }
        if block.len() > 1 {
            each(Refined::Block(block));
        }
    };
    for (place, part) in parts.iter().enumerate() {
        let (small, large) = cut(rows, part, records).into_iter().partition::<Vec<_>, _>(|block| block.len() <= cap);
        small.iter().for_each(|block| settle(block));
        for block in large {
            for second in parts.iter().skip(place + 1) {
                let blocks = cut(&block, second, records);
                blocks.iter().filter(|block| block.len() <= cap).for_each(|block| settle(block));
            }
        }
    }
    let left = is_cut.iter().filter(|is_cut| !**is_cut).count();
    if left > 1 {
        each(Refined::Skipped(left));
    }
}

/// Blocks that agree on a part, those of one row among them.
fn cut(rows: &[u32], part: &KeyPart, records: &Records) -> Vec<Vec<u32>> {
    let mut entries: Vec<Entry> = Vec::with_capacity(rows.len());
    for &row in rows {
        keys(std::iter::once(&values(part, records, row)), |key| entries.push(u64::from(key) << 32 | u64::from(row)));
    }
    let entries = sort_by_key(entries);
    let runs = entries.chunk_by(|left, right| key_of(*left) == key_of(*right));
    runs.map(|run| {
        let mut rows: Vec<u32> = run.iter().map(|&entry| row_of(entry)).collect();
        rows.dedup();
        rows
    })
    .collect()
}

/// The parts that some rule of the specification is on and this rule is not.
fn refiners(on: &[KeyPart], specification: &Specification) -> Vec<KeyPart> {
    let mut parts: Vec<KeyPart> = Vec::new();
    for part in specification.blocks.iter().flat_map(|rule| &rule.on) {
        if !on.iter().any(|known| implies(known, part)) && !parts.contains(part) {
            parts.push(part.clone());
        }
    }
    parts
}

/// Whether all rows of a block on one part agree on the other.
fn implies(on: &KeyPart, part: &KeyPart) -> bool {
    use KeyPart as Part;
    on == part
        || matches!(
            (on, part),
            (Part::BirthDate, Part::BirthMonth | Part::BirthYear | Part::BirthDayMonth)
                | (Part::BirthMonth, Part::BirthYear)
                | (Part::Given, Part::GivenInitial)
        )
}
