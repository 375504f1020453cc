//! Records by source and id, and the slots that hold what they say now.

use std::cmp::Ordering;

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::interner::{Interner, hash_of, pair_key};
use crate::texts::Texts;

/// What a record is known by. Records order by source, then id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey {
    /// Its source.
    pub source: String,
    /// Its id in the source.
    pub id: String,
}

impl RecordKey {
    /// The record of an id in a source.
    pub fn new(source: &str, id: &str) -> Self {
        Self { source: source.to_owned(), id: id.to_owned() }
    }
}

/// No slot.
const NONE: u32 = u32::MAX;

/// Each record that was ever named, numbered, and the slot of those that are there. A record that changes gets another
/// slot, so that what was found out about the old one is not taken for the new.
#[derive(Default)]
pub(crate) struct Register {
    source_names: Interner,
    sources: Vec<u32>,
    ids: Texts,
    slots: Vec<u32>,
    table: HashTable<u32>,
    /// For each slot its record.
    records: Vec<u32>,
    /// Slots whose record is gone, or changed, since they were last swept.
    dead: Vec<u32>,
    /// Slots that may be used again.
    free: Vec<u32>,
}

impl Register {
    /// The number of a record, if it was ever named.
    pub(crate) fn find(&self, source: &str, id: &str) -> Option<u32> {
        let is_it = |&record: &u32| self.source(record) == source && self.ids.get(record) == id;
        self.table.find(pair_key(hash_of(source), hash_of(id)), is_it).copied()
    }

    /// The number of a record, a new one if it was never named.
    pub(crate) fn number(&mut self, source: &str, id: &str) -> u32 {
        if let Some(known) = self.find(source, id) {
            return known;
        }
        let number = u32::try_from(self.slots.len()).unwrap_or(NONE);
        self.sources.push(self.source_names.intern(source));
        self.ids.push(id);
        self.slots.push(NONE);
        let Self { table, sources, source_names, ids, .. } = self;
        let hash = |&record: &u32| {
            let source = sources.get(record as usize).copied().unwrap_or(NONE);
            pair_key(hash_of(source_names.text(source)), hash_of(ids.get(record)))
        };
        table.insert_unique(hash(&number), number, hash);
        number
    }

    /// Gives a record a slot of its own; what slot it had before is dead.
    pub(crate) fn settle(&mut self, record: u32) -> u32 {
        self.vacate(record);
        let next = u32::try_from(self.records.len()).unwrap_or(NONE);
        let slot = self.free.pop().unwrap_or(next);
        if slot == next {
            self.records.push(record);
        }
        if let Some(known) = self.records.get_mut(slot as usize) {
            *known = record;
        }
        if let Some(known) = self.slots.get_mut(record as usize) {
            *known = slot;
        }
        slot
    }

    /// Takes the slot of a record from it.
    pub(crate) fn vacate(&mut self, record: u32) {
        let Some(slot) = self.slots.get_mut(record as usize).filter(|slot| **slot != NONE) else { return };
        let slot = std::mem::replace(slot, NONE);
        if let Some(holder) = self.records.get_mut(slot as usize) {
            *holder = NONE;
        }
        self.dead.push(slot);
    }

    /// Lets dead slots be used again, once nothing names them any more.
    pub(crate) fn sweep(&mut self) {
        self.free.append(&mut self.dead);
    }

    /// The slot of a record that is there.
    pub(crate) fn slot(&self, record: u32) -> Option<u32> {
        self.slots.get(record as usize).copied().filter(|&slot| slot != NONE)
    }

    /// The record of a slot; none where the slot is dead.
    pub(crate) fn record(&self, slot: u32) -> Option<u32> {
        self.records.get(slot as usize).copied().filter(|&record| record != NONE)
    }

    /// Records that are there.
    pub(crate) const fn len(&self) -> usize {
        self.records.len() - self.dead.len() - self.free.len()
    }

    /// Slots, dead ones among them.
    pub(crate) const fn slots(&self) -> usize {
        self.records.len()
    }

    /// What a record is known by.
    pub(crate) fn key(&self, record: u32) -> RecordKey {
        RecordKey::new(self.source(record), self.ids.get(record))
    }

    /// What the record of a slot is known by.
    pub(crate) fn key_of_slot(&self, slot: u32) -> RecordKey {
        self.record(slot).map_or_else(|| RecordKey::new("", ""), |record| self.key(record))
    }

    /// The source of a slot's record, as a number.
    pub(crate) fn source_code(&self, slot: u32) -> u32 {
        self.record(slot).and_then(|record| self.sources.get(record as usize)).copied().unwrap_or(NONE)
    }

    /// The number of a source, a new one if it was never named.
    pub(crate) fn code_of_source(&mut self, source: &str) -> u32 {
        self.source_names.intern(source)
    }

    /// How the records of two slots order.
    pub(crate) fn compare(&self, one: u32, other: u32) -> Ordering {
        let key = |slot: u32| self.record(slot).map(|record| (self.source(record), self.ids.get(record)));
        key(one).cmp(&key(other))
    }

    fn source(&self, record: u32) -> &str {
        self.source_names.text(self.sources.get(record as usize).copied().unwrap_or(NONE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_keeps_its_number_and_a_slot_is_not_used_again_before_it_is_swept() {
        let mut register = Register::default();
        let (one, other) = (register.number("a", "1"), register.number("b", "1"));
        assert_eq!(
            (register.number("a", "1"), register.find("b", "1"), register.find("a", "2")),
            (one, Some(other), None)
        );
        let first = register.settle(one);
        let second = register.settle(one);
        assert_ne!(first, second);
        assert_eq!(
            (register.record(first), register.record(second), register.slot(one)),
            (None, Some(one), Some(second))
        );
        assert_eq!(register.settle(other), 2);
        register.sweep();
        register.vacate(other);
        assert_eq!((register.slot(other), register.settle(other)), (None, first));
        assert_eq!(register.key_of_slot(first), RecordKey::new("b", "1"));
        assert!(register.compare(second, first).is_lt());
    }
}
