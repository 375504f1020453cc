//! Blocks that are too large are cut by what else their rows may agree on.

use super::keys::{Entry, key_of, keys, row_of, sort_by_key};
use super::parts::values;
use crate::records::Records;
use crate::specification::{KeyPart, Specification};

/// What became of a block, or of a part of it.
pub(crate) enum Refined<'a> {
    /// Rows that are compared.
    Block(&'a [u32]),
    /// So many rows are too many still.
    Skipped(usize),
}

/// Cuts a block by each further part that a pair of rows of one person may agree on: the pairs that agree on any of them
/// are compared.
pub(crate) fn refine(
    rows: &[u32],
    on: &[KeyPart],
    specification: &Specification,
    records: &Records,
    cap: usize,
    each: &mut dyn FnMut(Refined<'_>),
) {
    let parts = refiners(on, specification);
    if parts.is_empty() {
        each(Refined::Skipped(rows.len()));
        return;
    }
    for part in &parts {
        for block in cut(rows, part, records) {
            if block.len() <= cap {
                each(Refined::Block(&block));
                continue;
            }
            for second in parts.iter().skip_while(|other| *other != part).skip(1) {
                for block in cut(&block, second, records) {
                    each(if block.len() <= cap { Refined::Block(&block) } else { Refined::Skipped(block.len()) });
                }
            }
        }
    }
}

/// Blocks of more than one row that agree on a part.
fn cut(rows: &[u32], part: &KeyPart, records: &Records) -> Vec<Vec<u32>> {
    let mut entries: Vec<Entry> = Vec::with_capacity(rows.len());
    for &row in rows {
        keys(std::iter::once(&values(part, records, row)), |key| entries.push(u64::from(key) << 32 | u64::from(row)));
    }
    let entries = sort_by_key(entries);
    let runs = entries.chunk_by(|left, right| key_of(*left) == key_of(*right)).filter(|run| run.len() > 1);
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
