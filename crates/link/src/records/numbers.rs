//! NHS numbers of rows.

use dolen_model::NhsNumber;
use rayon::prelude::*;

use crate::standardise::{Day, is_verified};

/// An NHS number of a row; 0 where there is none. The lowest bit tells whether it was traced in the national register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Number(u64);

/// A number on rows of more dates of birth than this belongs to nobody among them: it is one that was made up to fill the
/// field. A mother's number on her babies has fewer.
const OWNERS: usize = 4;

impl Number {
    /// Reads a number and its status. What fails its check digit is none.
    pub(crate) fn read(text: &str, status: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        let digits = NhsNumber::parse(text).ok().map_or(0, NhsNumber::number);
        Self(digits << 1 | u64::from(digits != 0 && is_verified(status)))
    }

    pub(crate) const fn digits(self) -> u64 {
        self.0 >> 1
    }

    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn is_verified(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Takes numbers that stand on the rows of many people for none; gives back their digits, ascending.
pub(crate) fn drop_made_up(numbers: &mut [Number], births: &[Day]) -> Vec<u64> {
    let mut held: Vec<(u64, Day)> = numbers
        .par_iter()
        .zip(births)
        .filter(|(number, birth)| !number.is_none() && birth.is_whole())
        .map(|(number, &birth)| (number.digits(), birth))
        .collect();
    held.par_sort_unstable();
    let is_made_up = |rows: &&[(u64, Day)]| {
        let dates = rows.chunk_by(|left, right| left.1 == right.1).count();
        dates > OWNERS && 2 * dates > rows.len()
    };
    let made_up: Vec<u64> = held
        .chunk_by(|left, right| left.0 == right.0)
        .filter(|rows| rows.len() > OWNERS)
        .filter(is_made_up)
        .filter_map(|rows| rows.first())
        .map(|row| row.0)
        .collect();
    if !made_up.is_empty() {
        let is_made_up = |number: &&mut Number| made_up.binary_search(&number.digits()).is_ok();
        numbers.iter_mut().filter(is_made_up).for_each(|number| *number = Number::default());
    }
    made_up
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_on_rows_of_many_people_is_none() {
        let (own, filler) = (Number::read("943 476 5919", "traced"), Number::read("9434765870", ""));
        assert!(own.is_verified() && !filler.is_verified() && Number::read("1234567890", "traced").is_none());
        let day = |year| Day { year, month: 2, day: 3 };
        let births: Vec<Day> = (1950..1956).map(day).chain([day(1980), day(1980)]).collect();
        let mut numbers = vec![filler; 6];
        numbers.extend([own, own]);
        assert_eq!(drop_made_up(&mut numbers, &births), [9_434_765_870]);
        assert!(numbers[..6].iter().all(|number| number.is_none()) && numbers[6] == own);
    }
}
