//! The inverted index: for each block its rows.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// The path of a block in the upper half and a slot in the lower.
type Entry = u64;

/// Rows of each block: most in one sorted run, those that came since in chains beside it.
#[derive(Default)]
pub(crate) struct Postings {
    run: Vec<Entry>,
    /// Where in the run the paths of each first few bits start.
    starts: Vec<u32>,
    /// Bits of a path that are not among those first few.
    shift: u32,
    /// For each path the last link of its chain.
    heads: HashMap<u32, u32, FixedState>,
    chain: Vec<(u32, u32)>,
}

/// The end of a chain.
const END: u32 = u32::MAX;

/// Entries of the run that share a start, about.
const TOGETHER: usize = 4;

/// Entries beside the run that are not folded in yet, at least.
const BESIDE: usize = 1 << 16;

impl Postings {
    /// Adds a slot to a block.
    pub(crate) fn add(&mut self, path: u32, slot: u32) {
        let link = u32::try_from(self.chain.len()).unwrap_or(END);
        let before = self.heads.insert(path, link).unwrap_or(END);
        self.chain.push((slot, before));
    }

    /// Hands over the slots of a block, dead ones among them, some perhaps twice.
    pub(crate) fn each(&self, path: u32, mut each: impl FnMut(u32)) {
        let bucket = (path >> self.shift) as usize;
        let start = |place: usize| self.starts.get(place).copied().unwrap_or(0) as usize;
        let bucket = self.run.get(start(bucket)..start(bucket + 1)).unwrap_or(&[]);
        let of_path = bucket.iter().filter(|&&entry| path_of(entry) == path);
        of_path.for_each(|&entry| each((entry & 0xffff_ffff) as u32));
        let mut link = self.heads.get(&path).copied().unwrap_or(END);
        while let Some(&(slot, before)) = self.chain.get(link as usize) {
            each(slot);
            link = before;
        }
    }

    /// Whether so much stands beside the run that it is worth folding in.
    pub(crate) fn is_worth_folding(&self) -> bool {
        self.chain.len() > BESIDE.max(self.run.len() / 4)
    }

    /// Folds what stands beside the run into it, and leaves out dead slots.
    pub(crate) fn fold(&mut self, is_alive: impl Fn(u32) -> bool) {
        let is_alive = |entry: &Entry| is_alive((entry & 0xffff_ffff) as u32);
        let mut new: Vec<Entry> = Vec::with_capacity(self.chain.len());
        for (&path, &head) in &self.heads {
            let mut link = head;
            while let Some(&(slot, before)) = self.chain.get(link as usize) {
                new.push(u64::from(path) << 32 | u64::from(slot));
                link = before;
            }
        }
        (self.heads, self.chain) = (HashMap::default(), Vec::new());
        new.retain(is_alive);
        new.sort_unstable();
        let old = std::mem::take(&mut self.run);
        self.run = Vec::with_capacity(old.len() + new.len());
        let mut new = new.into_iter().peekable();
        for entry in old.into_iter().filter(is_alive) {
            while let Some(first) = new.next_if(|&first| first < entry) {
                self.run.push(first);
            }
            self.run.push(entry);
        }
        self.run.extend(new);
        self.run.dedup();
        self.index();
    }

    /// Notes where in the run each bucket starts.
    fn index(&mut self) {
        let bits = (self.run.len() / TOGETHER).max(2).ilog2().min(28);
        self.shift = u32::BITS - bits;
        self.starts = vec![0; (1 << bits) + 1];
        for &entry in &self.run {
            if let Some(count) = self.starts.get_mut((path_of(entry) >> self.shift) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
    }

    /// Entries in all.
    pub(crate) const fn len(&self) -> usize {
        self.run.len() + self.chain.len()
    }
}

const fn path_of(entry: Entry) -> u32 {
    (entry >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_block_has_its_rows_folded_or_not(added in proptest::collection::vec((0_u32..60, 0_u32..200), 0..400), folds in proptest::collection::vec(0_usize..400, 0..4), dead in 0_u32..200) {
            let spread = |path: u32| path.wrapping_mul(0x9e37_79b9);
            let mut postings = Postings::default();
            let mut wanted: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
            for (place, &(path, slot)) in added.iter().enumerate() {
                if folds.contains(&place) {
                    postings.fold(|slot| slot != dead);
                    for slots in wanted.values_mut() {
                        slots.remove(&dead);
                    }
                }
                postings.add(spread(path), slot);
                wanted.entry(spread(path)).or_default().insert(slot);
            }
            for path in (0..60).map(spread) {
                let mut found = BTreeSet::new();
                postings.each(path, |slot| {
                    found.insert(slot);
                });
                prop_assert_eq!(found, wanted.get(&path).cloned().unwrap_or_default());
            }
        }
    }
}
