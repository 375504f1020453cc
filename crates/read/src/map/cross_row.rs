//! Rules that need more than one row.

use std::collections::hash_map::{Entry, HashMap};
use std::hash::{BuildHasher, RandomState};

use dolen_model::PersonField;

use super::row::Mapped;
use crate::feed::RowsPerKey;
use crate::{RowContent, feed::Feed};

/// What was seen so far. Keys and particulars are held as hashes: eight bytes a row. Two keys that share a hash by chance
/// (one in a hundred million files of a million rows) would send a good row to the quarantine, where it is seen.
pub(crate) struct CrossRow {
    hasher: RandomState,
    keys: HashMap<u64, u64>,
    nhs_numbers: HashMap<u64, u64>,
}

impl CrossRow {
    pub(crate) fn new() -> Self {
        Self { hasher: RandomState::new(), keys: HashMap::new(), nhs_numbers: HashMap::new() }
    }

    /// The rules that the row breaks together with earlier ones.
    pub(crate) fn check(&mut self, feed: &Feed, mapped: &Mapped) -> Vec<&'static str> {
        let mut broken = Vec::new();
        if mapped.key.is_empty() {
            return broken;
        }
        let key = self.hasher.hash_one(&mapped.key);
        let person = match &mapped.content {
            RowContent::Person(person) => Some(person),
            _ => None,
        };
        // Attributes differ from row to row; the particulars of the person do not.
        let particulars = person.map_or(0, |person| {
            let texts: Vec<_> = person
                .values
                .iter()
                .filter(|value| value.field != PersonField::AsAt)
                .map(|value| (value.field, value.value.expose()))
                .collect();
            self.hasher.hash_one(texts)
        });
        match self.keys.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(particulars);
            }
            Entry::Occupied(_) if feed.rows_per_key == RowsPerKey::One => broken.push("key-duplicate"),
            Entry::Occupied(first) if *first.get() != particulars => broken.push("person-differs"),
            Entry::Occupied(_) => {}
        }
        let number = person.and_then(|person| person.first(PersonField::NhsNumber));
        let birth = person.and_then(|person| person.first(PersonField::BirthDate));
        if let (Some(number), Some(birth)) = (number, birth) {
            let birth = self.hasher.hash_one(birth);
            let first = *self.nhs_numbers.entry(self.hasher.hash_one(number)).or_insert(birth);
            if first != birth {
                broken.push("nhs-number-shared");
            }
        }
        broken
    }
}
