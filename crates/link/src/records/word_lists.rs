//! Lists of words, each distinct one kept once.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Gives each distinct pair of lists a number, from 0 upward; number 0 is the pair of empty lists.
pub(crate) struct WordLists {
    arena: Vec<u32>,
    spans: Vec<Span>,
    known: HashTable<u32>,
}

/// Where a pair of lists stands in the arena: the first list, then the second.
#[derive(Clone, Copy, Default)]
struct Span {
    start: u32,
    first: u16,
    second: u16,
}

/// Lists longer than this are cut.
const LONGEST: usize = 64;

impl Default for WordLists {
    fn default() -> Self {
        let mut lists = Self { arena: Vec::new(), spans: Vec::new(), known: HashTable::new() };
        lists.intern(&[], &[]);
        lists
    }
}

impl WordLists {
    /// The number of a pair of lists, new if it was not seen before.
    pub(crate) fn intern(&mut self, first: &[u32], second: &[u32]) -> u32 {
        let (first, second) = (cut(first), cut(second));
        let hash = hash(first, second);
        let Self { arena, spans, known } = self;
        let is_same = |number: &u32| slices(arena, spans, *number) == (first, second);
        if let Some(&number) = known.find(hash, is_same) {
            return number;
        }
        let number = u32::try_from(spans.len()).unwrap_or(u32::MAX);
        let start = u32::try_from(arena.len()).unwrap_or(u32::MAX);
        let length = |list: &[u32]| u16::try_from(list.len()).unwrap_or(0);
        arena.extend(first.iter().chain(second));
        spans.push(Span { start, first: length(first), second: length(second) });
        known.insert_unique(hash, number, |&number| {
            let (first, second) = slices(arena, spans, number);
            self::hash(first, second)
        });
        number
    }

    /// Forgets the pairs of lists from a number on.
    pub(crate) fn truncate(&mut self, len: usize) {
        while self.spans.len() > len {
            let number = u32::try_from(self.spans.len() - 1).unwrap_or(u32::MAX);
            let (first, second) = self.get(number);
            if let Ok(entry) = self.known.find_entry(hash(first, second), |&known| known == number) {
                entry.remove();
            }
            if let Some(span) = self.spans.pop() {
                self.arena.truncate(span.start as usize);
            }
        }
    }

    /// The two lists of a number; empty for one that was never given.
    pub(crate) fn get(&self, number: u32) -> (&[u32], &[u32]) {
        slices(&self.arena, &self.spans, number)
    }

    pub(crate) const fn len(&self) -> usize {
        self.spans.len()
    }
}

fn cut(list: &[u32]) -> &[u32] {
    list.get(..LONGEST).unwrap_or(list)
}

fn slices<'a>(arena: &'a [u32], spans: &[Span], number: u32) -> (&'a [u32], &'a [u32]) {
    let Span { start, first, second } = spans.get(number as usize).copied().unwrap_or_default();
    let (start, first, second) = (start as usize, usize::from(first), usize::from(second));
    let part = |from: usize, length: usize| arena.get(from..from + length).unwrap_or(&[]);
    (part(start, first), part(start + first, second))
}

fn hash(first: &[u32], second: &[u32]) -> u64 {
    FixedState::default().hash_one((first, second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_list_ends_and_the_other_begins_counts() {
        let mut lists = WordLists::default();
        let (one, other) = (lists.intern(&[1, 2], &[]), lists.intern(&[1], &[2]));
        assert_ne!(one, other);
        assert_eq!((lists.intern(&[1, 2], &[]), lists.intern(&[], &[])), (one, 0));
        assert_eq!(lists.get(other), (&[1][..], &[2][..]));
        lists.truncate(2);
        assert_eq!((lists.intern(&[7], &[]), lists.intern(&[1], &[2]), lists.get(2)), (2, 3, (&[7][..], &[][..])));
        assert_eq!(lists.get(99), (&[][..], &[][..]));
    }
}
