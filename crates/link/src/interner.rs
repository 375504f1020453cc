//! Distinct texts as numbers.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Gives each distinct text a number, from 0 upward in the order of arrival.
#[derive(Default)]
pub(crate) struct Interner {
    buffer: String,
    ends: Vec<usize>,
    table: HashTable<Entry>,
}

/// A text's number, beside its first bytes: most texts are told by these alone, without a look at where they stand.
struct Entry {
    number: u32,
    start: Start,
}

/// The first bytes of a text, and how many it has.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Start {
    bytes: [u8; START],
    /// [`LONGER`] for more than stand here.
    length: u8,
}

const START: usize = 15;
const LONGER: u8 = u8::MAX;

impl Start {
    fn of(text: &str) -> Self {
        let mut start = Self { bytes: [0; START], length: LONGER };
        start.bytes.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
        if text.len() <= START {
            start.length = u8::try_from(text.len()).unwrap_or(LONGER);
        }
        start
    }
}

impl Interner {
    /// The number of a text, new if it was not seen before.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let hash = hash_of(text);
        let Self { buffer, ends, table } = self;
        let start = Start::of(text);
        let is_same = |known: &Entry| {
            known.start == start && (start.length != LONGER || slice(buffer, ends, known.number) == text)
        };
        if let Some(known) = table.find(hash, is_same) {
            return known.number;
        }
        let code = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        buffer.push_str(text);
        ends.push(buffer.len());
        let hash_again = |known: &Entry| hash_of(slice(buffer, ends, known.number));
        table.insert_unique(hash, Entry { number: code, start }, hash_again);
        code
    }

    /// Forgets the texts from a number on.
    pub(crate) fn truncate(&mut self, len: usize) {
        while self.ends.len() > len {
            let code = u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX);
            if let Ok(entry) = self.table.find_entry(hash_of(self.text(code)), |known| known.number == code) {
                entry.remove();
            }
            self.ends.pop();
            self.buffer.truncate(self.ends.last().copied().unwrap_or(0));
        }
    }

    /// The text of a number; empty for a number that was never given.
    pub(crate) fn text(&self, code: u32) -> &str {
        slice(&self.buffer, &self.ends, code)
    }

    /// How many distinct texts there are.
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The texts in the order of their numbers.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|code| self.text(u32::try_from(code).unwrap_or(u32::MAX)))
    }
}

/// A hash that is the same in every run and on every machine.
pub(crate) fn hash_of(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

/// A number of a number, from which it cannot be told at sight.
pub(crate) const fn number_key(number: u64) -> u64 {
    pair_key(0x6a09_e667_f3bc_c908, number)
}

/// One number of two.
pub(crate) const fn pair_key(one: u64, other: u64) -> u64 {
    let mixed = (one.rotate_left(23) ^ other).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

fn slice<'a>(buffer: &'a str, ends: &[usize], code: u32) -> &'a str {
    let code = code as usize;
    let start = code.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(code).copied().unwrap_or(start);
    buffer.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number() {
        let mut interner = Interner::default();
        let numbers: Vec<u32> = ["a", "b", "a", "", "b"].into_iter().map(|text| interner.intern(text)).collect();
        assert_eq!(numbers, [0, 1, 0, 2, 1]);
        assert_eq!(interner.text(1), "b");
        assert_eq!(interner.texts().collect::<Vec<_>>(), ["a", "b", ""]);
        interner.truncate(1);
        assert_eq!([interner.intern("c"), interner.intern("a"), interner.intern("b")], [1, 0, 2]);
        assert_eq!((interner.text(1), interner.len()), ("c", 3));
    }

    #[test]
    fn texts_that_start_alike_are_told_apart() {
        let mut interner = Interner::default();
        let mut texts = vec!["fifteen".to_owned(), "fifteen\0".to_owned(), "fifteen letters".to_owned()];
        // So many that some share their place in the table and a part of their hash.
        texts.extend((0..20_000).map(|number| format!("fifteen letters {number}")));
        let numbers: Vec<u32> = texts.iter().chain(&texts).map(|text| interner.intern(text)).collect();
        let all = 0..u32::try_from(texts.len()).unwrap();
        assert_eq!(numbers, all.clone().chain(all).collect::<Vec<_>>());
    }
}
