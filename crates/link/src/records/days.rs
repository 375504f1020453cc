//! Dates of each row.

use std::collections::BTreeMap;

use crate::pattern::octave_of;
use crate::standardise::{Day, day_order, parse_date};
use crate::table::Column;

use super::by_distinct;

/// A date that so many times more rows hold than the average one is one that people are given, not born on: the first of
/// January, the day of an office's change of systems.
const HEAPED: u64 = 8;

/// One row in so many may have a year after the newest one: typing errors.
const STRAYS: usize = 200;

/// A date a row, and how common those are that far more rows hold than others.
pub(crate) struct Days {
    days: Vec<Day>,
    octaves: Vec<u8>,
    newest_year: u16,
}

impl Days {
    /// Dates of a column.
    pub(crate) fn new(column: &Column, order: &[u32]) -> Self {
        let day_order = day_order(column.distinct().texts());
        let days = by_distinct(column, order, |text| parse_date(text, day_order).unwrap_or_default());
        let mut holders: BTreeMap<Day, u64> = BTreeMap::new();
        for &day in days.iter().filter(|day| day.is_whole()) {
            *holders.entry(day).or_default() += 1;
        }
        let rows: u64 = holders.values().sum();
        let heaped = HEAPED * rows.div_ceil((holders.len() as u64).max(1));
        let octave =
            |day: &Day| holders.get(day).filter(|&&held| held > heaped).map_or(0, |&held| octave_of(held, rows));
        let octaves = days.iter().map(octave).collect();
        let newest_year = newest_year(&days);
        Self { days, octaves, newest_year }
    }

    /// No date in any row.
    pub(crate) fn none(rows: usize) -> Self {
        Self { days: vec![Day::default(); rows], octaves: vec![0; rows], newest_year: 0 }
    }

    /// The date of a row; the default where there is none.
    pub(crate) fn of(&self, row: u32) -> Day {
        self.days.get(row as usize).copied().unwrap_or_default()
    }

    /// How common the date of a row is; 0 for one that no more rows hold than others.
    pub(crate) fn octave(&self, row: u32) -> u8 {
        self.octaves.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Day> {
        self.days.iter()
    }

    /// The newest year, strays apart; 0 where there is none.
    pub(crate) const fn newest_year(&self) -> u16 {
        self.newest_year
    }
}

fn newest_year(days: &[Day]) -> u16 {
    let mut years: Vec<u16> = days.iter().map(|day| day.year).filter(|&year| year > 0).collect();
    years.sort_unstable();
    let place = years.len().saturating_sub(1 + years.len() / STRAYS);
    years.get(place).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;

    #[test]
    fn only_a_heaped_date_is_common() {
        let mut table = Table::new(&["born"]);
        for row in 0..400_u32 {
            let own = format!("19{:02}-{:02}-{:02}", 30 + row % 60, 2 + row % 7, 2 + row % 23);
            let text = if row % 10 == 0 { "1980-01-01" } else { own.as_str() };
            table.push("s", &row.to_string(), [Some(text)]);
        }
        table.push("s", "stray", [Some("2098-02-03")]);
        let order: Vec<u32> = (0..401).collect();
        let days = Days::new(table.column("born").unwrap(), &order);
        assert_eq!((days.octave(0), days.octave(1)), (octave_of(40, 401), 0));
        assert_eq!(days.newest_year(), 1989);
    }
}
