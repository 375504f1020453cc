//! Keys of rows under a rule, and rows in the order of their keys.

use super::part_lines::PartLines;
use crate::interner::pair_key;

/// A row has at most so many keys under one rule; further combinations of its values are left out.
const KEYS_A_ROW: usize = 24;

/// A key in the upper half and a row in the lower. Keys are cut to 32 bits: two that fall together make one block of two,
/// whose rows are then compared for nothing, and nothing is lost.
pub(crate) type Entry = u64;

pub(crate) const fn key_of(entry: Entry) -> u32 {
    (entry >> 32) as u32
}

pub(crate) const fn row_of(entry: Entry) -> u32 {
    (entry & 0xffff_ffff) as u32
}

/// Hands over one key for each combination of the parts' values; none where a part has no value.
pub(crate) fn keys<'a>(parts: impl Iterator<Item = &'a [u32]>, mut each: impl FnMut(u32)) {
    let mut keys = [0_u64; KEYS_A_ROW];
    let mut count = 1;
    for part in parts {
        count = multiply(&mut keys, count, part);
        if count == 0 {
            return;
        }
    }
    keys.iter().take(count).for_each(|&key| each((key >> 32) as u32));
}

/// Every key so far with every value of a further part; gives back how many there are now.
fn multiply(keys: &mut [u64; KEYS_A_ROW], count: usize, values: &[u32]) -> usize {
    if let [value] = values {
        keys.iter_mut().take(count).for_each(|key| *key = pair_key(*key, u64::from(*value)));
        return count;
    }
    let before = *keys;
    let mut next = 0;
    for &key in before.iter().take(count) {
        for &value in values {
            if let Some(place) = keys.get_mut(next) {
                *place = pair_key(key, u64::from(value));
                next += 1;
            }
        }
    }
    next
}

/// Every key of some parts, by their places, with its row, by key, then by row.
pub(crate) fn entries(lines: &PartLines<'_>, on: &[usize], rows: u32) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(rows as usize);
    for row in 0..rows {
        let values = on.iter().map(|&part| lines.values(part, row));
        keys(values, |key| entries.push(u64::from(key) << 32 | u64::from(row)));
    }
    sorted(&entries)
}

/// Bits of the key by which entries are shared out before they are sorted.
const DIGIT: u32 = 11;

/// Entries in order: shared out by the first bits of their keys, then sorted in the cache.
fn sorted(unsorted: &[Entry]) -> Vec<Entry> {
    let digit = |entry: Entry| (entry >> (u64::BITS - DIGIT)) as usize;
    let mut starts = [0_usize; 1 << DIGIT];
    for &entry in unsorted {
        if let Some(count) = starts.get_mut(digit(entry)) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    let mut entries = vec![0; sum];
    for &entry in unsorted {
        if let Some(start) = starts.get_mut(digit(entry)) {
            if let Some(place) = entries.get_mut(*start) {
                *place = entry;
            }
            *start += 1;
        }
    }
    let mut rest = entries.as_mut_slice();
    let mut from = 0;
    for end in starts {
        let (bucket, others) = rest.split_at_mut_checked(end - from).unwrap_or_default();
        bucket.sort_unstable();
        (rest, from) = (others, end);
    }
    entries
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn entries_are_sorted_by_key_and_then_by_row(keys in proptest::collection::vec(any::<u32>(), 2_048..5_000), narrow in any::<bool>()) {
            let entry = |(row, &key): (u64, &u32)| u64::from(if narrow { key % 50 } else { key }) << 32 | row;
            let entries: Vec<Entry> = (0..).zip(&keys).map(entry).collect();
            let mut wanted = entries.clone();
            wanted.sort_unstable();
            prop_assert_eq!(sorted(&entries), wanted);
        }
    }
}
