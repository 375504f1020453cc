//! Dates of each row.

use serde::{Deserialize, Serialize};

use crate::pattern::octave_of;
use crate::standardise::{Day, DayOrder, day_order, parse_date};
use crate::texts::Texts;

/// A date that so many times more rows hold than the average one is one that people are given, not born on: the first of
/// January, the day of an office's change of systems.
const HEAPED: u64 = 8;

/// One row in so many may have a year after the newest one: typing errors.
const STRAYS: u64 = 200;

/// How a column writes dates, and what its dates are like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Days {
    order: DayOrder,
    /// For each date that far more rows hold than others how common it is, by [`Day::packed`].
    heaped: Vec<(Day, u8)>,
    newest_year: u16,
    /// Pairs of rows of one date, of the youngest and older, and pairs of rows with a date at all.
    pairs: Pairs,
}

/// Years before the newest after which a date counts as older.
pub(crate) const GROWN: u16 = 30;

/// Pairs of rows of one date, of the youngest and older, and pairs of rows with a date at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pairs {
    pub(crate) young: u64,
    pub(crate) grown: u64,
    pub(crate) all: u64,
}

impl Default for Days {
    fn default() -> Self {
        Self { order: DayOrder::DayFirst, heaped: Vec::new(), newest_year: 0, pairs: Pairs::default() }
    }
}

impl Days {
    /// Reads the dates of a column in the order of rows.
    pub(crate) fn read(column: &Texts, order: &[u32]) -> (Self, Vec<Day>) {
        let mut days = Self { order: day_order(column.iter()), ..Self::default() };
        let read: Vec<Day> = order.iter().map(|&row| days.day(column.get(row))).collect();
        days.count(&read);
        (days, read)
    }

    /// Reads one date; the default where there is none.
    pub(crate) fn day(&self, text: &str) -> Day {
        if text.is_empty() { Day::default() } else { parse_date(text, self.order).unwrap_or_default() }
    }

    fn count(&mut self, days: &[Day]) {
        let mut holders: Vec<u32> = vec![0; Day::PACKED_END as usize];
        let mut years: Vec<u32> = vec![0; usize::from(u16::MAX) + 1];
        for day in days {
            if let Some(held) = holders.get_mut(day.packed() as usize).filter(|_| day.is_whole()) {
                *held += 1;
            }
            if let Some(held) = years.get_mut(usize::from(day.year)).filter(|_| day.year > 0) {
                *held += 1;
            }
        }
        let rows: u64 = holders.iter().map(|&held| u64::from(held)).sum();
        let distinct = holders.iter().filter(|&&held| held > 0).count() as u64;
        let heaped = HEAPED * rows.div_ceil(distinct.max(1));
        for (packed, &held) in (0_u32..).zip(&holders) {
            if u64::from(held) > heaped {
                self.heaped.push((Day::unpacked(packed), octave_of(u64::from(held), rows)));
            }
        }
        let dated: u64 = years.iter().map(|&held| u64::from(held)).sum();
        let mut strays = dated / STRAYS;
        for (year, &held) in (0_u16..=u16::MAX).zip(&years).rev() {
            if held > 0 && u64::from(held) > strays {
                self.newest_year = year;
                break;
            }
            strays = strays.saturating_sub(u64::from(held));
        }
        let mut same = [0_u64; 2];
        for (packed, &held) in (0_u32..).zip(&holders).filter(|(_, held)| **held > 1) {
            let [young, grown] = &mut same;
            let pairs = if self.is_grown(Day::unpacked(packed)) { grown } else { young };
            *pairs += u64::from(held) * u64::from(held - 1);
        }
        let [young, grown] = same.map(|same| same / 2);
        self.pairs = Pairs { young, grown, all: rows * rows.saturating_sub(1) / 2 };
    }

    /// Whether a date is of a generation before the youngest.
    pub(crate) const fn is_grown(&self, day: Day) -> bool {
        day.year.saturating_add(GROWN) <= self.newest_year
    }

    pub(crate) const fn pairs(&self) -> Pairs {
        self.pairs
    }

    /// How common a date is; 0 for one that no more rows hold than others.
    pub(crate) fn octave(&self, day: Day) -> u8 {
        self.heaped
            .binary_search_by_key(&day, |&(day, _)| day)
            .ok()
            .and_then(|place| self.heaped.get(place))
            .map_or(0, |&(_, octave)| octave)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: impl Iterator<Item = String>) -> Days {
        let mut column = Texts::default();
        texts.for_each(|text| column.push(&text));
        let order: Vec<u32> = (0..u32::try_from(column.iter().count()).unwrap()).collect();
        Days::read(&column, &order).0
    }

    #[test]
    fn a_date_that_many_are_given_is_common_and_others_are_not() {
        let many = |number: usize| {
            if number.is_multiple_of(10) {
                "1980-01-01".to_owned()
            } else {
                format!("19{:02}-03-{:02}", number % 97, 1 + number % 28)
            }
        };
        let days = days((0..5_000).map(many));
        let day = |year, month, day| Day { year, month, day };
        assert_eq!(days.octave(day(1980, 1, 1)), 3);
        assert_eq!(days.octave(day(1920, 3, 8)), 0);
    }

    #[test]
    fn one_date_in_the_future_is_not_the_newest_year() {
        let days = days((0..1_000).map(|number| {
            if number == 7 { "2199-01-01".to_owned() } else { format!("{}-05-06", 1_930 + number % 80) }
        }));
        assert_eq!(days.newest_year, 2_009);
    }
}
