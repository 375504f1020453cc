//! Cells that hold a set of values, and NHS numbers.

use std::collections::BTreeSet;

use dolen_model::NhsNumber;

use super::{Days, Input, by_distinct};
use crate::interner::Interner;
use crate::pattern::octave_of;
use crate::specification::ColumnKind;
use crate::standardise::Day;

/// A set of values a row.
#[derive(Default)]
pub(crate) struct Values {
    ends: Vec<u32>,
    values: Vec<u32>,
    octaves: Vec<u8>,
}

impl Values {
    /// Takes the values of each row. How common a value is counts where more than `ordinary` rows hold it.
    pub(crate) fn new(rows: impl Iterator<Item = Vec<String>>, ordinary: u64) -> Self {
        let mut interner = Interner::default();
        let mut holders: Vec<u64> = Vec::new();
        let mut set = Self::default();
        for row in rows {
            let mut codes: Vec<u32> = row.iter().map(|text| interner.intern(text)).collect();
            codes.sort_unstable();
            codes.dedup();
            holders.resize(interner.len(), 0);
            for &code in &codes {
                if let Some(count) = holders.get_mut(code as usize) {
                    *count += 1;
                }
            }
            set.values.extend(codes);
            set.ends.push(u32::try_from(set.values.len()).unwrap_or(u32::MAX));
        }
        let rows = set.ends.len() as u64;
        let octave = |count| if count > ordinary { octave_of(count, rows) } else { 0 };
        set.octaves = holders.into_iter().map(octave).collect();
        set
    }

    /// The values of a row, in the order of their codes.
    pub(crate) fn of(&self, row: u32) -> &[u32] {
        let row = row as usize;
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(start);
        self.values.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// How rare a value is; 0 for one that no more rows than usual hold.
    pub(crate) fn octave(&self, value: u32) -> u8 {
        self.octaves.get(value as usize).copied().unwrap_or(1)
    }
}

/// An NHS number of a row; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) digits: u64,
    /// Traced in the national register.
    pub(crate) is_verified: bool,
}

/// A number on rows of more dates of birth than this belongs to nobody among them: it is one that was made up to fill the
/// field. A mother's number on her babies has fewer.
const OWNERS: usize = 4;

/// The NHS number of each row. One that stands on the rows of many people is taken as none.
pub(crate) fn numbers(input: &Input<'_>, births: &Days) -> Vec<Number> {
    let rows = input.order.len();
    let Some(column) = input.columns(ColumnKind::NhsNumber).first().copied() else {
        return vec![Number::default(); rows];
    };
    let digits = by_distinct(column, input.order, |text| {
        NhsNumber::parse(text).ok().and_then(|number| number.digits().parse().ok()).unwrap_or(0)
    });
    let verified = match input.columns(ColumnKind::NhsNumberStatus).first() {
        Some(status) => by_distinct(status, input.order, |text| text == "traced"),
        None => vec![false; rows],
    };
    let made_up = made_up(&digits, births);
    let number = |(digits, is_verified)| {
        if made_up.contains(&digits) { Number::default() } else { Number { digits, is_verified } }
    };
    digits.into_iter().zip(verified).map(number).collect()
}

/// Numbers on rows of many dates of birth, most of which differ.
fn made_up(digits: &[u64], births: &Days) -> BTreeSet<u64> {
    let held = digits.iter().zip(births.iter()).filter(|(digits, birth)| **digits != 0 && birth.is_whole());
    let mut held: Vec<(u64, Day)> = held.map(|(&digits, &birth)| (digits, birth)).collect();
    held.sort_unstable();
    let is_made_up = |rows: &&[(u64, Day)]| {
        let dates = rows.chunk_by(|left, right| left.1 == right.1).count();
        dates > OWNERS && 2 * dates > rows.len()
    };
    held.chunk_by(|left, right| left.0 == right.0)
        .filter(is_made_up)
        .filter_map(|rows| rows.first())
        .map(|row| row.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_each_value_once() {
        let rows = [vec!["b".to_owned(), "a".to_owned(), "b".to_owned()], vec![], vec!["a".to_owned()]];
        let values = Values::new(rows.into_iter(), 0);
        assert_eq!((values.of(0).len(), values.of(1).len(), values.of(2).len(), values.of(9).len()), (2, 0, 1, 0));
        assert!(values.of(0).contains(&values.of(2)[0]));
    }
}
