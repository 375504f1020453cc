//! Keys of rows under a rule, and rows in the order of their keys.

use rayon::prelude::*;

use super::parts::PartValues;
use super::scheme::Scheme;
use crate::interner::pair_key;
use crate::records::Records;

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
pub(crate) fn keys<'a>(parts: impl Iterator<Item = &'a PartValues>, mut each: impl FnMut(u32)) {
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
fn multiply(keys: &mut [u64; KEYS_A_ROW], count: usize, values: &PartValues) -> usize {
    if let [value] = values.as_slice() {
        keys.iter_mut().take(count).for_each(|key| *key = pair_key(*key, *value));
        return count;
    }
    let before = *keys;
    let mut next = 0;
    for &key in before.iter().take(count) {
        for &value in values.as_slice() {
            if let Some(place) = keys.get_mut(next) {
                *place = pair_key(key, value);
                next += 1;
            }
        }
    }
    next
}

/// For each rule every key with its row, by key, then by row.
pub(crate) fn entries(scheme: &Scheme, records: &Records) -> Vec<Vec<Entry>> {
    let rows = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let slices = rows.div_ceil(SLICE);
    let of_slice = |slice: u32| {
        let mut entries: Vec<Vec<Entry>> = scheme.rules.iter().map(|_| Vec::with_capacity(SLICE as usize)).collect();
        let mut of_row: Vec<PartValues> = Vec::new();
        for row in slice * SLICE..rows.min((slice + 1) * SLICE) {
            scheme.values(records, row, &mut of_row);
            for (entries, rule) in entries.iter_mut().zip(&scheme.rules) {
                let of_rule = rule.on.iter().filter_map(|&place| of_row.get(place));
                keys(of_rule, |key| entries.push(u64::from(key) << 32 | u64::from(row)));
            }
        }
        entries
    };
    let slices: Vec<Vec<Vec<Entry>>> = (0..slices).into_par_iter().map(of_slice).collect();
    let of_rule = |rule: usize| {
        let parts: Vec<&[Entry]> = slices.iter().filter_map(|slice| slice.get(rule)).map(Vec::as_slice).collect();
        sort_by_key(parts.concat())
    };
    (0..scheme.rules.len()).into_par_iter().map(of_rule).collect()
}

/// Rows whose keys are worked out together.
const SLICE: u32 = 1 << 15;

/// Bits of a digit of the sort.
const DIGIT: u32 = 11;

/// Sorts by the upper half, keeping the order of equal keys: a radix sort, least significant digit first.
pub(crate) fn sort_by_key(mut entries: Vec<Entry>) -> Vec<Entry> {
    if entries.len() < 1 << DIGIT {
        entries.sort_by_key(|&entry| key_of(entry));
        return entries;
    }
    let mut other = vec![0_u64; entries.len()];
    for pass in 0..3 {
        let shift = 32 + pass * DIGIT;
        let digit = |entry: Entry| ((entry >> shift) & ((1 << DIGIT) - 1)) as usize;
        let mut starts = [0_usize; 1 << DIGIT];
        for &entry in &entries {
            if let Some(count) = starts.get_mut(digit(entry)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for &entry in &entries {
            if let Some(start) = starts.get_mut(digit(entry)) {
                if let Some(place) = other.get_mut(*start) {
                    *place = entry;
                }
                *start += 1;
            }
        }
        std::mem::swap(&mut entries, &mut other);
    }
    entries
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn entries_are_sorted_by_key_and_then_stand_as_they_came(keys in proptest::collection::vec(any::<u32>(), 2_048..5_000), narrow in any::<bool>()) {
            let entry = |(row, &key): (u64, &u32)| u64::from(if narrow { key % 50 } else { key }) << 32 | row;
            let entries: Vec<Entry> = (0..).zip(&keys).map(entry).collect();
            let mut wanted = entries.clone();
            wanted.sort_unstable();
            prop_assert_eq!(sort_by_key(entries), wanted);
        }
    }
}
