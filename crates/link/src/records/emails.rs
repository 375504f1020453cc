//! E-mail addresses of rows.

use super::values::{Held, MOST, ValueStatistics, Values};
use crate::interner::{Interner, hash_of};
use crate::standardise::email;
use crate::table::VALUE_SEPARATOR;

/// Distinct addresses; a value of a row is the number of one of them.
pub(crate) struct Emails {
    texts: Interner,
    pub(crate) values: Values,
}

/// How many addresses there are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct EmailMark {
    pub(crate) texts: usize,
    sets: usize,
}

impl Default for Emails {
    fn default() -> Self {
        let mut texts = Interner::default();
        // Number 0 stands for none.
        texts.intern("");
        Self { texts, values: Values::default() }
    }
}

impl Emails {
    /// Reads the addresses of a row from its cells.
    pub(crate) fn read<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Held {
        let addresses = cells.flat_map(|cell| cell.split(VALUE_SEPARATOR)).filter_map(email);
        let mut numbers: Vec<u64> = addresses.map(|address| u64::from(self.texts.intern(&address))).collect();
        if numbers.len() > MOST {
            // Which are kept must not depend on which were met first.
            numbers.sort_unstable_by_key(|&number| self.text(u32::try_from(number).unwrap_or(0)));
            numbers.dedup();
            numbers.truncate(MOST);
        }
        self.values.hold(&mut numbers)
    }

    /// No addresses, of which it is known how common they are.
    pub(crate) fn known(statistics: &ValueStatistics) -> Self {
        Self { values: Values::known(statistics), ..Self::default() }
    }

    /// Reads the addresses of a row, and tells those that are new how common they are.
    pub(crate) fn read_known<'a>(
        &mut self,
        statistics: &ValueStatistics,
        cells: impl Iterator<Item = &'a str>,
    ) -> Held {
        let before = self.texts.len();
        let held = self.read(cells);
        for number in before as u64..self.texts.len() as u64 {
            self.values.weigh(statistics, number, self.key(number));
        }
        held
    }

    pub(crate) const fn mark(&self) -> EmailMark {
        EmailMark { texts: self.texts.len(), sets: self.values.mark() }
    }

    /// Forgets addresses that came after a mark.
    pub(crate) fn forget(&mut self, mark: &EmailMark) {
        (mark.texts..self.texts.len()).for_each(|number| self.values.forget_value(number as u64));
        self.texts.truncate(mark.texts);
        self.values.forget(mark.sets);
    }

    /// A number of an address that follows from its text alone.
    pub(crate) fn key(&self, number: u64) -> u64 {
        hash_of(self.text(u32::try_from(number).unwrap_or(0)))
    }

    pub(crate) fn text(&self, number: u32) -> &str {
        self.texts.text(number)
    }
}
