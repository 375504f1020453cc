//! Some rows of a table, whatever their order.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::{FixedState, FoldHasher};
use rayon::prelude::*;

use crate::table::Table;

/// So many rows of a table, those whose contents have the smallest hashes: which they are follows from what they hold, not
/// from where they stand, so that they are spread over the table and the same in any order. Rows of one content are drawn
/// together.
pub(crate) fn sample_by_content(table: &Table, count: usize) -> Vec<u32> {
    draw(table, count, |row, hash| table.cells(row).for_each(|text| write(hash, text)))
}

/// The same by source and id, so that rows of one content are drawn each for itself.
pub(crate) fn sample_by_id(table: &Table, count: usize) -> Vec<u32> {
    draw(table, count, |row, hash| [table.source(row), table.id(row)].iter().for_each(|text| write(hash, text)))
}

fn draw(table: &Table, count: usize, tell: impl Fn(u32, &mut FoldHasher<'_>) + Sync) -> Vec<u32> {
    let rows = u32::try_from(table.len()).unwrap_or(u32::MAX);
    if table.len() <= count {
        return (0..rows).collect();
    }
    let hasher = FixedState::with_seed(0);
    let hashed = |row: u32| {
        let mut hash = hasher.build_hasher();
        tell(row, &mut hash);
        (hash.finish(), row)
    };
    let mut hashes: Vec<(u64, u32)> = (0..rows).into_par_iter().map(hashed).collect();
    if let Some(last) = count.checked_sub(1) {
        hashes.select_nth_unstable(last);
    }
    hashes.truncate(count);
    hashes.into_iter().map(|(_, row)| row).collect()
}

fn write(hash: &mut FoldHasher<'_>, text: &str) {
    hash.write(text.as_bytes());
    hash.write_u8(0xff);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rows_are_drawn_in_any_order() {
        let drawn = |rows: &mut dyn Iterator<Item = u32>| {
            let mut table = Table::new(&["a"]);
            rows.for_each(|row| table.push("s", &row.to_string(), [Some(row.to_string().as_str())]));
            let mut ids: Vec<String> =
                sample_by_content(&table, 50).into_iter().map(|row| table.id(row).to_owned()).collect();
            ids.sort();
            ids
        };
        let ascending = drawn(&mut (0..1_000));
        assert_eq!(ascending.len(), 50);
        assert_eq!(ascending, drawn(&mut (0..1_000).rev()));
        assert!(ascending.iter().any(|id| id.len() == 3 && id.starts_with('9')), "they are spread");
    }
}
