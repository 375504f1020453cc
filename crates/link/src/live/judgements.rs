//! What people decided about pairs of records: by whom, why, and until when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::register::{RecordKey, Register};
use crate::linkage::Judgement;
use crate::table::Table;

/// What a person decided about two records: that they must be linked, or cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// A record.
    pub left: RecordKey,
    /// Another record.
    pub right: RecordKey,
    /// Whether they are of one person: must link; else cannot link.
    pub same: bool,
    /// Who decided.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// From when on it does not act any more; for ever, where there is none.
    pub expires: Option<Timestamp>,
}

impl Constraint {
    /// Whether it acts at a time.
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }

    /// The constraints that are in force, and whose records a table has, as judgements about its rows, for [`crate::link`]; each with
    /// its position. They keep their order: where they contradict each other, the earlier one counts.
    pub fn judgements(constraints: &[Self], table: &Table, now: Timestamp) -> Vec<(usize, Judgement)> {
        let rows = 0..u32::try_from(table.len()).unwrap_or(u32::MAX);
        let mut named: BTreeMap<(&str, &str), Option<u32>> = BTreeMap::new();
        for key in constraints.iter().flat_map(|constraint| [&constraint.left, &constraint.right]) {
            named.insert((&key.source, &key.id), None);
        }
        for row in rows {
            if let Some(known) = named.get_mut(&(table.source(row), table.id(row))) {
                *known = Some(row);
            }
        }
        let row = |key: &RecordKey| named.get(&(key.source.as_str(), key.id.as_str())).copied().flatten();
        let in_force = constraints.iter().enumerate().filter(|(_, constraint)| constraint.is_in_force(now));
        in_force
            .filter_map(|(position, constraint)| {
                let (left, right) = (row(&constraint.left)?, row(&constraint.right)?);
                Some((position, Judgement { left, right, same: constraint.same }))
            })
            .collect()
    }
}

/// The constraints in the order in which they were made.
#[derive(Default)]
pub(crate) struct Judgements {
    all: BTreeMap<u64, Known>,
    /// For each record the constraints about it.
    of_record: BTreeMap<u32, BTreeSet<u64>>,
    next: u64,
    now: Timestamp,
}

/// A constraint with the numbers of its records.
struct Known {
    constraint: Constraint,
    records: [u32; 2],
}

impl Judgements {
    /// Takes a constraint; gives back its number.
    pub(crate) fn add(&mut self, constraint: Constraint, records: [u32; 2]) -> u64 {
        let number = self.next;
        self.next += 1;
        for record in records {
            self.of_record.entry(record).or_default().insert(number);
        }
        self.all.insert(number, Known { constraint, records });
        number
    }

    /// Takes a constraint back; gives back its records.
    pub(crate) fn remove(&mut self, number: u64) -> Option<[u32; 2]> {
        let Known { records, .. } = self.all.remove(&number)?;
        for record in records {
            if let Some(known) = self.of_record.get_mut(&record) {
                known.remove(&number);
            }
        }
        Some(records)
    }

    /// Lets time pass; gives back the records of constraints that act no more, or again.
    pub(crate) fn advance(&mut self, now: Timestamp) -> Vec<u32> {
        let before = std::mem::replace(&mut self.now, now);
        let changed = self
            .all
            .values()
            .filter(|Known { constraint, .. }| constraint.is_in_force(before) != constraint.is_in_force(now));
        changed.flat_map(|known| known.records).collect()
    }

    /// Every constraint with its number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &Constraint)> {
        self.all.iter().map(|(&number, known)| (number, &known.constraint))
    }

    /// The slots that are judged the same as one.
    pub(crate) fn joined_with(&self, register: &Register, slot: u32) -> Vec<u32> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let of_slot = register.record(slot).and_then(|record| self.of_record.get(&record));
        let known = of_slot.into_iter().flatten().filter_map(|&number| self.in_force(register, number));
        known.filter(|&(_, _, is_same)| is_same).flat_map(|(left, right, _)| [left, right]).collect()
    }

    /// What was judged about pairs of some slots, in the order in which it was.
    pub(crate) fn among(&self, register: &Register, slots: &[u32]) -> Vec<(u32, u32, bool)> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let records = slots.iter().filter_map(|&slot| register.record(slot));
        let numbers: BTreeSet<u64> =
            records.filter_map(|record| self.of_record.get(&record)).flatten().copied().collect();
        numbers.into_iter().filter_map(|number| self.in_force(register, number)).collect()
    }

    /// The slots of a constraint that acts, and whether they are of one person.
    fn in_force(&self, register: &Register, number: u64) -> Option<(u32, u32, bool)> {
        let Known { constraint, records: [left, right] } =
            self.all.get(&number).filter(|known| known.constraint.is_in_force(self.now))?;
        Some((register.slot(*left)?, register.slot(*right)?, constraint.same))
    }
}
