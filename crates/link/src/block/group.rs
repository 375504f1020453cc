//! Blocks in groups: the parts of one cut block, whose rows are brought together once.

use std::ops::Range;

use super::pairs_of;

/// A block of more rows than this is no group when it is cut: each of its parts is one.
const GROUP_ROWS: usize = 1_024;

/// The blocks of one rule.
#[derive(Default)]
pub(super) struct RuleBlocks {
    /// The rows of one group after those of the other, ascending in each.
    rows: Vec<u32>,
    groups: Vec<Group>,
    /// The rows of each part, as places in its group, ascending.
    places: Vec<u16>,
    /// Where each part ends among the places.
    ends: Vec<u32>,
    is_open: bool,
    seen: Seen,
    pairs: u64,
    largest: usize,
}

/// A block that is compared whole, or one that is cut with its parts.
#[derive(Clone, Copy, Default)]
struct Group {
    /// Where it ends among the rows.
    rows: u32,
    /// Where it ends among the parts; where the one before it does, it has none and is compared whole.
    parts: u32,
}

/// Which pairs of a group have been handed over.
#[derive(Default)]
pub(crate) struct Seen {
    rows: usize,
    bits: Vec<u64>,
}

impl RuleBlocks {
    /// How many groups there are.
    pub(super) const fn len(&self) -> usize {
        self.groups.len()
    }

    /// How many pairs there are; one that several parts of a cut block hold counts once where the block is a group.
    pub(super) const fn pairs(&self) -> u64 {
        self.pairs
    }

    /// Rows of the largest block, or part of one, that is compared whole.
    pub(super) fn largest(&self) -> u32 {
        u32::try_from(self.largest).unwrap_or(u32::MAX)
    }

    /// A block that is compared whole.
    pub(super) fn push_whole(&mut self, rows: &[u32]) {
        if rows.len() < 2 {
            return;
        }
        self.rows.extend_from_slice(rows);
        self.close();
        self.pairs += pairs_of(rows.len());
        self.largest = self.largest.max(rows.len());
    }

    /// Begins a block that is cut.
    pub(super) fn start_group(&mut self, rows: &[u32]) {
        self.is_open = rows.len() <= GROUP_ROWS;
        if self.is_open {
            self.rows.extend_from_slice(rows);
        }
    }

    /// A part of the block that was begun, as places among its rows.
    pub(super) fn push_part(&mut self, rows: &[u32], places: &[u32]) {
        if !self.is_open {
            let part: Vec<u32> = places.iter().filter_map(|&place| rows.get(place as usize)).copied().collect();
            return self.push_whole(&part);
        }
        self.places.extend(places.iter().map(|&place| u16::try_from(place).unwrap_or(u16::MAX)));
        self.ends.push(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        self.largest = self.largest.max(places.len());
    }

    /// Ends the block that was begun.
    pub(super) fn end_group(&mut self) {
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        let before = self.group(self.groups.len()).rows as usize;
        if self.group(self.groups.len()).parts as usize == self.ends.len() {
            return self.rows.truncate(before);
        }
        self.close();
        let group = self.groups.len() - 1;
        let mut seen = std::mem::take(&mut self.seen);
        let mut pairs = 0;
        self.for_each_pair(group..group + 1, &mut seen, |_, _| pairs += 1);
        self.seen = seen;
        self.pairs += pairs;
    }

    fn close(&mut self) {
        let end = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        self.groups.push(Group { rows: end(self.rows.len()), parts: end(self.ends.len()) });
    }

    /// What a group starts from: where the one before it ends.
    fn group(&self, number: usize) -> Group {
        number.checked_sub(1).and_then(|before| self.groups.get(before)).copied().unwrap_or_default()
    }

    /// The rows of some groups.
    pub(super) fn rows(&self, groups: Range<usize>) -> &[u32] {
        let (start, end) = (self.group(groups.start).rows, self.group(groups.end).rows);
        self.rows.get(start as usize..end as usize).unwrap_or(&[])
    }

    fn parts(&self, group: usize) -> Range<usize> {
        self.group(group).parts as usize..self.group(group + 1).parts as usize
    }

    fn part(&self, part: usize) -> &[u16] {
        let end = |part: usize| self.ends.get(part).map_or(0, |&end| end as usize);
        self.places.get(part.checked_sub(1).map_or(0, end)..end(part)).unwrap_or(&[])
    }

    /// How many pairs a group has at most.
    pub(super) fn pairs_at_most(&self, group: usize) -> u64 {
        let parts = self.parts(group);
        if parts.is_empty() {
            return pairs_of(self.rows(group..group + 1).len());
        }
        parts.map(|part| pairs_of(self.part(part).len())).sum()
    }

    /// Hands over each pair of some groups as places among their rows, the smaller first.
    pub(super) fn for_each_pair(&self, groups: Range<usize>, seen: &mut Seen, mut each: impl FnMut(usize, usize)) {
        let mut start = 0;
        for group in groups {
            let rows = self.rows(group..group + 1).len();
            let parts = self.parts(group);
            if parts.is_empty() {
                (0..rows).for_each(|left| (left + 1..rows).for_each(|right| each(start + left, start + right)));
            }
            if parts.len() > 1 {
                seen.clear(rows);
            }
            for part in parts.clone() {
                let mut places = self.part(part);
                while let Some((&left, others)) = places.split_first() {
                    for &right in others {
                        let (left, right) = (usize::from(left), usize::from(right));
                        if parts.len() == 1 || seen.is_new(left, right) {
                            each(start + left, start + right);
                        }
                    }
                    places = others;
                }
            }
            start += rows;
        }
    }

    /// Whether a block holds a pair.
    pub(super) fn holds(&self, left: u32, right: u32) -> bool {
        let is_in = |group: usize| {
            let rows = self.rows(group..group + 1);
            let place = |row: u32| rows.binary_search(&row).ok().and_then(|place| u16::try_from(place).ok());
            let has = |row: u32| rows.binary_search(&row).is_ok();
            let mut parts = self.parts(group);
            if parts.is_empty() {
                return has(left) && has(right);
            }
            let (Some(left), Some(right)) = (place(left), place(right)) else { return false };
            parts.any(|part| [left, right].iter().all(|place| self.part(part).binary_search(place).is_ok()))
        };
        (0..self.len()).any(is_in)
    }
}

impl Seen {
    /// Begins a group of so many rows.
    fn clear(&mut self, rows: usize) {
        self.rows = rows;
        self.bits.clear();
        self.bits.resize(rows * rows / 64 + 1, 0);
    }

    /// Whether a pair is met for the first time.
    fn is_new(&mut self, left: usize, right: usize) -> bool {
        let bit = left * self.rows + right;
        let Some(bits) = self.bits.get_mut(bit / 64) else { return true };
        let mask = 1 << (bit % 64);
        let is_new = *bits & mask == 0;
        *bits |= mask;
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_several_parts_of_one_block_is_handed_over_once() {
        let mut blocks = RuleBlocks::default();
        blocks.push_whole(&[4, 9]);
        let rows = [10, 20, 30, 40, 50];
        blocks.start_group(&rows);
        for part in [&[0, 1, 3][..], &[1, 3, 4], &[2, 4]] {
            blocks.push_part(&rows, part);
        }
        blocks.end_group();
        blocks.start_group(&[60, 70]);
        blocks.end_group();
        let mut pairs = Vec::new();
        let of_all = blocks.rows(0..2);
        blocks.for_each_pair(0..2, &mut Seen::default(), |left, right| pairs.push((of_all[left], of_all[right])));
        assert_eq!(pairs, [(4, 9), (10, 20), (10, 40), (20, 40), (20, 50), (40, 50), (30, 50)]);
        assert_eq!((blocks.len(), blocks.pairs(), blocks.largest()), (2, 7, 3));
        assert!(blocks.holds(20, 40) && blocks.holds(9, 4) && !blocks.holds(10, 50) && !blocks.holds(60, 70));
    }

    #[test]
    fn a_very_large_block_falls_into_its_parts() {
        let mut blocks = RuleBlocks::default();
        let rows: Vec<u32> = (0..2_000).map(|row| 2 * row).collect();
        blocks.start_group(&rows);
        blocks.push_part(&rows, &[3, 1_999]);
        blocks.push_part(&rows, &[3, 5, 1_999]);
        blocks.end_group();
        assert_eq!((blocks.rows(0..1), blocks.rows(1..2), blocks.pairs()), (&[6, 3_998][..], &[6, 10, 3_998][..], 4));
    }
}
