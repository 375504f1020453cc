//! E-mail addresses of rows.

use super::values::{Held, Values};
use crate::interner::Interner;
use crate::standardise::email;
use crate::table::VALUE_SEPARATOR;

/// Distinct addresses; a value of a row is the number of one of them.
pub(crate) struct Emails {
    texts: Interner,
    pub(crate) values: Values,
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
        self.values.hold(&mut numbers)
    }

    pub(crate) fn text(&self, number: u32) -> &str {
        self.texts.text(number)
    }
}
