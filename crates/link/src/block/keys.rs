//! The blocking keys of each row.

use rayon::prelude::*;

use super::parts::{parts_of, product};
use crate::records::Records;
use crate::specification::Specification;

/// Keys of each row under each rule, row after row; 0 is a key that was taken out.
#[derive(Default)]
pub(crate) struct RowKeys {
    rules: usize,
    keys: Vec<u64>,
    /// Where the keys of rule `r` of row `i` end, at `i * rules + r`.
    ends: Vec<u32>,
}

impl RowKeys {
    pub(crate) fn new(specification: &Specification, records: &Records) -> Self {
        let rules = specification.blocks.len();
        let rows = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let of_row = |row: u32| {
            let mut keys: Vec<Vec<u64>> = Vec::with_capacity(rules);
            for rule in &specification.blocks {
                keys.push(product(&parts_of(&rule.on, records, row)));
            }
            keys
        };
        let mut all = Self { rules, keys: Vec::new(), ends: Vec::new() };
        // In slices, so that the small lists of all rows never stand in memory together.
        const SLICE: u32 = 1 << 15;
        let mut start = 0;
        while start < rows {
            let end = rows.min(start.saturating_add(SLICE));
            let slice: Vec<Vec<Vec<u64>>> = (start..end).into_par_iter().map(of_row).collect();
            for keys in slice.into_iter().flatten() {
                all.keys.extend(keys);
                all.ends.push(u32::try_from(all.keys.len()).unwrap_or(u32::MAX));
            }
            start = end;
        }
        all
    }

    fn range(&self, rule: usize, row: u32) -> std::ops::Range<usize> {
        let place = row as usize * self.rules + rule;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(place).copied().unwrap_or(start);
        start as usize..end as usize
    }

    fn of(&self, rule: usize, row: u32) -> &[u64] {
        self.keys.get(self.range(rule, row)).unwrap_or(&[])
    }

    /// Every key of a rule with its row.
    pub(crate) fn entries(&self, rule: usize) -> Vec<(u64, u32)> {
        let rows = u32::try_from(self.ends.len() / self.rules.max(1)).unwrap_or(u32::MAX);
        (0..rows).flat_map(|row| self.of(rule, row).iter().map(move |&key| (key, row))).collect()
    }

    /// Takes a key out, so that no later rule leaves a pair to it.
    pub(crate) fn forget(&mut self, rule: usize, row: u32, key: u64) {
        let range = self.range(rule, row);
        if let Some(keys) = self.keys.get_mut(range) {
            keys.iter_mut().filter(|known| **known == key).for_each(|known| *known = 0);
        }
    }

    /// Whether no earlier rule, and no smaller key of this rule, holds both rows.
    pub(crate) fn is_first(&self, rule: usize, key: u64, left: u32, right: u32) -> bool {
        for earlier in 0..rule {
            if share(self.of(earlier, left), self.of(earlier, right)).is_some() {
                return false;
            }
        }
        let (left, right) = (self.of(rule, left), self.of(rule, right));
        (left.len() == 1 && right.len() == 1) || share(left, right) == Some(key)
    }
}

/// The smallest key of two ascending lists that both hold.
fn share(left: &[u64], right: &[u64]) -> Option<u64> {
    left.iter().find(|&&key| key != 0 && right.contains(&key)).copied()
}
