//! Rules that need more than one row.

use std::collections::hash_map::{DefaultHasher, Entry, HashMap};
use std::hash::{Hash, Hasher};

use dolen_model::PersonField;

use super::row::Mapped;
use crate::feed::RowsPerKey;
use crate::{RowContent, feed::Feed};

/// What was seen so far. Keys and particulars are held as hashes, some twenty bytes a row. Two keys that share a hash by
/// chance (one in three hundred thousand files of ten million rows) would send a good row to the quarantine, where it is
/// seen.
#[derive(Default)]
pub(crate) struct CrossRow {
    keys: HashMap<u64, u64>,
    nhs_numbers: HashMap<u64, u64>,
}

/// The same for the same value in every run, so that a file is answered alike twice.
fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl CrossRow {
    /// The rules that the row breaks together with earlier ones.
    pub(crate) fn check(&mut self, feed: &Feed, mapped: &Mapped) -> Vec<&'static str> {
        let mut broken = Vec::new();
        if mapped.key.is_empty() {
            return broken;
        }
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
            hash(texts)
        });
        match self.keys.entry(hash(&mapped.key)) {
            Entry::Vacant(vacant) => {
                vacant.insert(particulars);
            }
            Entry::Occupied(_) if feed.rows_per_key == RowsPerKey::One => return vec!["key-duplicate"],
            Entry::Occupied(first) if *first.get() != particulars => broken.push("person-differs"),
            Entry::Occupied(_) => {}
        }
        let number = person.and_then(|person| person.first(PersonField::NhsNumber));
        let birth = person.and_then(|person| person.first(PersonField::BirthDate));
        if let (Some(number), Some(birth)) = (number, birth) {
            let birth = hash(birth);
            if *self.nhs_numbers.entry(hash(number)).or_insert(birth) != birth {
                broken.push("nhs-number-shared");
            }
        }
        broken
    }
}
