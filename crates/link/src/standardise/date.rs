//! Dates in any common form.

use serde::{Deserialize, Serialize};

/// A date of which parts may be unknown: year, month (0 unknown), day (0 unknown).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Day {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// Which of the first two numbers is the day, in a column that writes the year last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    pub(crate) const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];
}

/// Dates that systems fill in where nothing is known.
const DEFAULTS: &[(u16, u8, u8)] = &[(1900, 1, 1), (1901, 1, 1), (1800, 1, 1), (1899, 12, 31), (1970, 1, 1)];

/// First letters of the months in English and Welsh.
const MONTHS: [[&str; 2]; 12] = [
    ["jan", "ion"],
    ["feb", "chw"],
    ["mar", "maw"],
    ["apr", "ebr"],
    ["may", "mai"],
    ["jun", "meh"],
    ["jul", "gor"],
    ["aug", "aws"],
    ["sep", "med"],
    ["oct", "hyd"],
    ["nov", "tac"],
    ["dec", "rha"],
];

/// Years that a date may be of. Historical registers go back to the middle ages.
const YEARS: std::ops::RangeInclusive<u64> = 1000..=2200;

/// The earliest year of a date that is written as eight digits with the year last, where little else tells a date from
/// another number.
const STAMPED: u64 = 1800;

/// A year of two digits below this is of this century, from this on of the one before.
const CENTURY: u64 = 30;

/// Which order a date tells: one of its first two numbers is too large for a month.
pub(crate) fn order_told(text: &str) -> Option<DayOrder> {
    let numbers = numbers(text);
    let [(first, 1..=2), (second, 1..=2), (_, 2 | 4), ..] = numbers.as_slice() else { return None };
    match (first, second) {
        (13..=31, ..=12) => Some(DayOrder::DayFirst),
        (..=12, 13..=31) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// The order that most dates of a column tell, by how many tell that the day is first and that the month is; `None` where
/// none tells.
pub(crate) fn order_of([day_first, month_first]: [u32; 2]) -> Option<DayOrder> {
    let order = if month_first > day_first { DayOrder::MonthFirst } else { DayOrder::DayFirst };
    (day_first + month_first > 0).then_some(order)
}

/// Reads a date; `None` where there is none in the text, where no calendar has it, or where it is one that systems fill
/// in.
pub(crate) fn parse(text: &str, order: DayOrder) -> Option<Day> {
    let numbers = numbers(text);
    let ordered = |year, first, second| match order {
        DayOrder::DayFirst => make(year, second, first),
        DayOrder::MonthFirst => make(year, first, second),
    };
    let day = match numbers.as_slice() {
        [(year, 4), (month, 1..=2), (day, 1..=2), ..] => make(*year, *month, *day),
        [(first, 1..=2), (second, 1..=2), (year, 4), ..] => ordered(*year, *first, *second),
        [(first, 1..=2), (second, 1..=2), (year, 2)] => ordered(of_century(*year), *first, *second),
        [(stamp, 8), ..] | [(stamp, 14), ..] => from_stamp(*stamp, order),
        [(year, 4), (number, 1..=2)] => match month_name(text) {
            Some(month) => make(*year, month, *number),
            None => make(*year, *number, 0),
        },
        [(month, 1..=2), (year, 4)] if month_name(text).is_none() => make(*year, *month, 0),
        [(day, 1..=2), (year, 4)] => make(*year, month_name(text)?, *day),
        [(day, 1..=2), (year, 2)] => make(of_century(*year), month_name(text)?, *day),
        [(year, 4)] => make(*year, month_name(text).unwrap_or(0), 0),
        _ => None,
    }?;
    (!is_filled_in(day)).then_some(day)
}

/// Reads a date from three cells; a part that cannot be read is unknown.
pub(crate) fn from_parts(year: &str, month: &str, day: &str) -> Option<Day> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let month = number(month).or_else(|| month_name(month)).filter(|month| (1..=12).contains(month)).unwrap_or(0);
    let year = number(year)?;
    let whole = make(year, month, number(day).filter(|_| month > 0).unwrap_or(0));
    whole.or_else(|| make(year, month, 0)).filter(|day| !is_filled_in(*day))
}

/// The month of a cell that holds nothing else.
pub(crate) fn month(text: &str) -> Option<u64> {
    let text = text.trim();
    let number = text.parse().ok().filter(|month| (1..=12).contains(month));
    number.or_else(|| month_name(text).filter(|_| text.chars().all(char::is_alphabetic)))
}

/// The year that two digits stand for.
const fn of_century(year: u64) -> u64 {
    year + if year < CENTURY { 2000 } else { 1900 }
}

fn is_filled_in(day: Day) -> bool {
    DEFAULTS.contains(&(day.year, day.month, day.day))
}

fn from_stamp(stamp: u64, order: DayOrder) -> Option<Day> {
    let stamp = if stamp > 99_999_999 { stamp / 1_000_000 } else { stamp };
    let year_first = make(stamp / 10_000, stamp / 100 % 100, stamp % 100);
    let (first, second) = (stamp / 1_000_000, stamp / 10_000 % 100);
    let year_last = || match order {
        _ if stamp % 10_000 < STAMPED => None,
        DayOrder::DayFirst => make(stamp % 10_000, second, first),
        DayOrder::MonthFirst => make(stamp % 10_000, first, second),
    };
    year_first.or_else(year_last)
}

fn make(year: u64, month: u64, day: u64) -> Option<Day> {
    let (year, month, day) = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    if !YEARS.contains(&u64::from(year)) {
        return None;
    }
    let days = match month {
        0 if day > 0 => return None,
        0 => 0,
        2 => 28 + u8::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (day <= days).then_some(Day { year, month, day })
}

/// Runs of digits with their lengths.
fn numbers(text: &str) -> Vec<(u64, usize)> {
    text.split(|character: char| !character.is_ascii_digit())
        .filter(|digits| !digits.is_empty() && digits.len() <= 14)
        .filter_map(|digits| digits.parse().ok().map(|number| (number, digits.len())))
        .collect()
}

/// The month that some word of a text names.
fn month_name(text: &str) -> Option<u64> {
    let begins =
        |word: &str, start: &str| word.get(..start.len()).is_some_and(|letters| letters.eq_ignore_ascii_case(start));
    let mut words = text.split(|letter: char| !letter.is_alphabetic());
    let place = words.find_map(|word| MONTHS.iter().position(|names| names.iter().any(|name| begins(word, name))))?;
    u64::try_from(place + 1).ok()
}

impl Day {
    /// Above every packed date up to the year 2200.
    pub(crate) const PACKED_END: u32 = 2_201 << 9;

    /// A number that only this date has; dates order as their numbers do.
    pub(crate) fn packed(self) -> u32 {
        u32::from(self.year) << 9 | u32::from(self.month) << 5 | u32::from(self.day)
    }

    /// The date of a number.
    pub(crate) fn unpacked(number: u32) -> Self {
        let part = |shift: u32, mask: u32| (number >> shift) & mask;
        let small = |part: u32| u8::try_from(part).unwrap_or(0);
        Self { year: u16::try_from(number >> 9).unwrap_or(0), month: small(part(5, 15)), day: small(part(0, 31)) }
    }

    pub(crate) const fn is_whole(self) -> bool {
        self.month > 0 && self.day > 0
    }

    /// Whether two dates have so little in common that neither is a slip of the other: another year that
    /// is no whole decades off, and another day or month.
    pub(crate) const fn is_apart(self, other: Self) -> bool {
        self.year.abs_diff(other.year) > 1
            && (self.month != other.month || self.day != other.day)
            && !self.year.abs_diff(other.year).is_multiple_of(10)
    }

    /// The eight digits, day first.
    pub(crate) fn digits(self) -> [u8; 8] {
        let (day, month, year) = (self.day, self.month, self.year);
        let digit = |number: u16| u8::try_from(number % 10).unwrap_or(0);
        [
            day / 10,
            day % 10,
            month / 10,
            month % 10,
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn day(year: u16, month: u8, day: u8) -> Option<Day> {
        Some(Day { year, month, day })
    }

    #[test]
    fn common_forms_are_read() {
        for text in [
            "1975-03-04",
            "04/03/1975",
            "4.3.1975",
            "19750304",
            "04031975",
            "19750304103000",
            "04-Mar-1975",
            "1975-03-04T10:00",
            "4th March 1975",
            "1975 Mar 4",
            "March 4, 1975",
            "4 Mawrth 1975",
            "04/03/75",
            "4-Mar-75",
        ] {
            assert_eq!(parse(text, DayOrder::DayFirst), day(1975, 3, 4), "{text}");
        }
        assert_eq!(parse("03/04/1975", DayOrder::MonthFirst), day(1975, 3, 4));
        assert_eq!(parse("1975-03", DayOrder::DayFirst), day(1975, 3, 0));
        assert_eq!(parse("1975", DayOrder::DayFirst), day(1975, 0, 0));
        assert_eq!(parse("1630-08-01", DayOrder::DayFirst), day(1630, 8, 1));
        assert_eq!(parse("04/03/05", DayOrder::DayFirst), day(2005, 3, 4));
    }

    #[test]
    fn parts_that_cannot_be_read_are_unknown() {
        for (parts, read) in [
            (["1975", "3", "4"], day(1975, 3, 4)),
            (["1975", "Mawrth", "04"], day(1975, 3, 4)),
            (["1975", "", "4"], day(1975, 0, 0)),
            (["1975", "2", "31"], day(1975, 2, 0)),
            (["1975", "13", "x"], day(1975, 0, 0)),
            (["1900", "1", "1"], None),
            (["", "3", "4"], None),
        ] {
            let [year, month, day] = parts;
            assert_eq!(from_parts(year, month, day), read, "{parts:?}");
        }
    }

    #[test]
    fn impossible_and_default_dates_are_nothing() {
        for text in ["", "31/04/1975", "1900-01-01", "01/01/1970", "99", "UNKNOWN", "9999-12-31", "19081309"] {
            assert_eq!(parse(text, DayOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn a_column_tells_its_order() {
        assert_eq!(["03/04/1975", "12/25/1980"].map(order_told), [None, Some(DayOrder::MonthFirst)]);
        assert_eq!(["25/12/80", "1980-12-25"].map(order_told), [Some(DayOrder::DayFirst), None]);
        assert_eq!(
            [[0, 0], [1, 1], [3, 4]].map(order_of),
            [None, Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst)]
        );
    }
}
