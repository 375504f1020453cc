//! What is known of how common values are, frozen: rows that come later are weighed by it.
//!
//! A value is named by a number that follows from its text alone, so that what is frozen means the same to every run, and
//! holds no text of a row.

use serde::{Deserialize, Serialize};

use super::company::Shifts;
use super::days::Days;
use super::names::NameStatistics;
use super::places::PlaceStatistics;
use super::text_column::TextStatistics;
use super::values::ValueStatistics;
use super::{Company, Records};
use crate::interner::number_key;

/// Numbers with what is known of them, ascending.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Known<V>(Vec<(u64, V)>);

impl<V> Default for Known<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Copy> Known<V> {
    pub(crate) fn new(pairs: impl Iterator<Item = (u64, V)>) -> Self {
        let mut known: Vec<(u64, V)> = pairs.collect();
        known.sort_unstable_by_key(|&(key, _)| key);
        known.dedup_by_key(|&mut (key, _)| key);
        Self(known)
    }

    pub(crate) fn get(&self, key: u64) -> Option<V> {
        let place = self.0.binary_search_by_key(&key, |&(known, _)| known).ok()?;
        self.0.get(place).map(|&(_, value)| value)
    }
}

/// How common values were in the rows that a plan was made from.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Statistics {
    pub(crate) names: NameStatistics,
    pub(crate) shifts: Shifts,
    pub(crate) days: Days,
    pub(crate) places: PlaceStatistics,
    pub(crate) phones: ValueStatistics,
    pub(crate) emails: ValueStatistics,
    /// NHS numbers that were made up.
    pub(crate) made_up: Known<()>,
    /// Of each column that is compared on its own.
    pub(crate) texts: Vec<TextStatistics>,
}

impl Statistics {
    pub(crate) fn new(records: &Records, company: &Company) -> Self {
        Self {
            names: records.names.statistics(),
            shifts: company.shifts(&records.names),
            days: records.days.clone(),
            places: PlaceStatistics::new(&records.places, &records.place_of),
            phones: records.phones.statistics(number_key),
            emails: records.emails.values.statistics(|number| records.emails.key(number)),
            made_up: Known::new(records.made_up.iter().map(|&number| (number_key(number), ()))),
            texts: records.texts.iter().map(super::TextColumn::statistics).collect(),
        }
    }
}
