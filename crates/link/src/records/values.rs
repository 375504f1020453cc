//! Cells that hold a set of values, and NHS numbers.

use dolen_model::NhsNumber;

use super::{Input, by_distinct};
use crate::interner::Interner;
use crate::pattern::octave_of;
use crate::specification::ColumnKind;

/// A set of values a row.
#[derive(Default)]
pub(crate) struct Values {
    ends: Vec<u32>,
    values: Vec<u32>,
    octaves: Vec<u8>,
}

impl Values {
    pub(crate) fn new(rows: impl Iterator<Item = Vec<String>>) -> Self {
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
        set.octaves = holders.into_iter().map(|count| octave_of(count, rows)).collect();
        set
    }

    /// The values of a row, in the order of their codes.
    pub(crate) fn of(&self, row: u32) -> &[u32] {
        let row = row as usize;
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(start);
        self.values.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// How rare a value is.
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

/// The NHS number of each row.
pub(crate) fn numbers(input: &Input<'_>) -> Vec<Number> {
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
    digits.into_iter().zip(verified).map(|(digits, is_verified)| Number { digits, is_verified }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_each_value_once() {
        let rows = [vec!["b".to_owned(), "a".to_owned(), "b".to_owned()], vec![], vec!["a".to_owned()]];
        let values = Values::new(rows.into_iter());
        assert_eq!((values.of(0).len(), values.of(1).len(), values.of(2).len(), values.of(9).len()), (2, 0, 1, 0));
        assert!(values.of(0).contains(&values.of(2)[0]));
    }
}
