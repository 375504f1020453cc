//! Reads times in a format of `strptime`, with DuckDB's leniency: a number may have fewer digits than it could, spaces
//! around the whole are skipped, a run of spaces matches a run of spaces.

use super::DuckDb;
use super::clock::{FOREVER, days_of};
use crate::splink::value::{MICROSECONDS_A_DAY, SplinkValue};

/// A format, taken apart once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Format(Vec<Item>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Literal(u8),
    Space,
    Year,
    YearOfCentury,
    Month,
    MonthName { long: bool },
    Day,
    DayOfYear,
    WeekdayName { long: bool },
    Hour,
    HourOfHalfDay,
    HalfDay,
    Minute,
    Second,
    Milliseconds,
    Microseconds,
    Offset,
}

impl Format {
    /// Takes a format apart.
    ///
    /// # Errors
    /// The specifier that is not read here.
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        let mut items = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                literal(letter, &mut items);
                continue;
            }
            let mut specifier = letters.next().ok_or("it ends with `%`")?;
            let is_unpadded = specifier == '-';
            if is_unpadded {
                specifier = letters.next().ok_or("it ends with `%-`")?;
            }
            let item = match specifier {
                'd' => Item::Day,
                'm' => Item::Month,
                'y' => Item::YearOfCentury,
                'H' => Item::Hour,
                'I' => Item::HourOfHalfDay,
                'M' => Item::Minute,
                'S' => Item::Second,
                'j' => Item::DayOfYear,
                _ if is_unpadded => return Err(format!("`%-{specifier}` is not read")),
                '%' => Item::Literal(b'%'),
                'Y' => Item::Year,
                'b' | 'h' => Item::MonthName { long: false },
                'B' => Item::MonthName { long: true },
                'a' => Item::WeekdayName { long: false },
                'A' => Item::WeekdayName { long: true },
                'p' => Item::HalfDay,
                'g' => Item::Milliseconds,
                'f' => Item::Microseconds,
                'z' => Item::Offset,
                'x' => {
                    items.extend([Item::Year, Item::Literal(b'-'), Item::Month, Item::Literal(b'-'), Item::Day]);
                    continue;
                }
                'X' | 'T' => {
                    items.extend([Item::Hour, Item::Literal(b':'), Item::Minute, Item::Literal(b':'), Item::Second]);
                    continue;
                }
                other => return Err(format!("`%{other}` is not read")),
            };
            items.push(item);
        }
        if items.is_empty() { Err("it is empty".to_owned()) } else { Ok(Self(items)) }
    }
}

fn literal(letter: char, items: &mut Vec<Item>) {
    if letter.is_ascii_whitespace() || letter == '\u{b}' {
        if items.last() != Some(&Item::Space) {
            items.push(Item::Space);
        }
        return;
    }
    items.extend(letter.encode_utf8(&mut [0; 4]).bytes().map(Item::Literal));
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// What is known of a time while it is read.
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    day_of_year: Option<i64>,
    hour: i64,
    afternoon: Option<bool>,
    minute: i64,
    second: i64,
    fraction: i64,
    offset: i64,
}

/// The time that a text tells; null where it does not match.
pub(crate) fn parse(format: &Format, text: &str, duckdb: DuckDb) -> SplinkValue {
    if let Some(special) = special(text, duckdb) {
        return SplinkValue::Timestamp(special);
    }
    read(format, text, duckdb).map_or(SplinkValue::Null, SplinkValue::Timestamp)
}

/// Words that stand for a time whatever the format is.
fn special(text: &str, duckdb: DuckDb) -> Option<i64> {
    let word = text.trim_matches(|letter: char| letter.is_ascii_whitespace() || letter == '\u{b}').to_ascii_lowercase();
    let time = match word.as_str() {
        "epoch" => 0,
        "infinity" => FOREVER,
        "-infinity" => -FOREVER,
        _ => return None,
    };
    // DuckDB 1 knows the words and then forgets what they said.
    Some(if duckdb == DuckDb::One { days_of(1900, 1, 1)? * MICROSECONDS_A_DAY } else { time })
}

fn read(format: &Format, text: &str, duckdb: DuckDb) -> Option<i64> {
    let mut reader = Reader::new(text);
    reader.spaces();
    let mut parts = Parts {
        year: 1900,
        month: 1,
        day: 1,
        day_of_year: None,
        hour: 0,
        afternoon: None,
        minute: 0,
        second: 0,
        fraction: 0,
        offset: 0,
    };
    for item in &format.0 {
        item.read(&mut reader, &mut parts)?;
    }
    reader.spaces();
    if !reader.is_done() {
        return None;
    }
    if let Some(afternoon) = parts.afternoon {
        if parts.hour > 12 {
            return None;
        }
        parts.hour = parts.hour % 12 + if afternoon { 12 } else { 0 };
    }
    let has_month_or_day = format.0.iter().any(|item| matches!(item, Item::Month | Item::Day));
    let days = match parts.day_of_year {
        Some(day) if !has_month_or_day => {
            let days = days_of(parts.year, 1, 1)? + day - 1;
            // DuckDB 1 goes on into the next year.
            if duckdb == DuckDb::Two && days >= days_of(parts.year + 1, 1, 1)? {
                return None;
            }
            days
        }
        _ => days_of(parts.year, parts.month, parts.day)?,
    };
    let seconds = (parts.hour * 60 + parts.minute - parts.offset) * 60 + parts.second;
    Some(days * MICROSECONDS_A_DAY + seconds * 1_000_000 + parts.fraction)
}

impl Item {
    fn read(self, reader: &mut Reader<'_>, parts: &mut Parts) -> Option<()> {
        let within = |number: i64, lowest: i64, highest: i64| (lowest..=highest).contains(&number).then_some(number);
        match self {
            Self::Literal(byte) => return reader.takes(byte).then_some(()),
            Self::Space => return (reader.spaces() > 0).then_some(()),
            Self::Year => parts.year = reader.number(4)?,
            Self::YearOfCentury => {
                let year = reader.number(2)?;
                parts.year = year + if year >= 69 { 1900 } else { 2000 };
            }
            Self::Month => parts.month = within(reader.number(2)?, 1, 12)?,
            Self::MonthName { long } => parts.month = reader.name(&MONTHS, long)? + 1,
            Self::Day => parts.day = within(reader.number(2)?, 1, 31)?,
            Self::DayOfYear => parts.day_of_year = Some(within(reader.number(3)?, 1, 366)?),
            Self::WeekdayName { long } => _ = reader.name(&WEEKDAYS, long)?,
            Self::Hour => parts.hour = within(reader.number(2)?, 0, 23)?,
            Self::HourOfHalfDay => parts.hour = within(reader.number(2)?, 1, 12)?,
            Self::HalfDay => {
                let letter = reader.next()?.to_ascii_lowercase();
                let is_pm = match letter {
                    b'a' => false,
                    b'p' => true,
                    _ => return None,
                };
                reader.next().filter(|byte| byte.eq_ignore_ascii_case(&b'm'))?;
                parts.afternoon = Some(is_pm);
            }
            Self::Minute => parts.minute = within(reader.number(2)?, 0, 59)?,
            Self::Second => parts.second = within(reader.number(2)?, 0, 59)?,
            Self::Milliseconds => parts.fraction = reader.fraction(3)?,
            Self::Microseconds => parts.fraction = reader.fraction(6)?,
            Self::Offset => parts.offset = reader.offset()?,
        }
        Some(())
    }
}

/// Reads a text byte by byte.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes() }
    }

    pub(crate) const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn is_at_sign(&self) -> bool {
        matches!(self.rest.first(), Some(b'+' | b'-'))
    }

    pub(crate) fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(crate) fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.rest.first() == Some(&byte);
        if is_next {
            self.next();
        }
        is_next
    }

    /// Skips spaces and tells how many.
    pub(crate) fn spaces(&mut self) -> usize {
        let mut count = 0;
        while matches!(self.rest.first(), Some(b' ' | b'\t'..=b'\r')) {
            self.next();
            count += 1;
        }
        count
    }

    /// A number of up to so many digits, one at least.
    pub(crate) fn number(&mut self, most: usize) -> Option<i64> {
        let mut number = None;
        for _ in 0..most {
            let Some(digit) = self.rest.first().filter(|byte| byte.is_ascii_digit()) else { break };
            number = Some(number.unwrap_or(0) * 10 + i64::from(digit - b'0'));
            self.next();
        }
        number
    }

    /// Up to so many digits after a point, six at most, as microseconds.
    pub(crate) fn fraction(&mut self, most: usize) -> Option<i64> {
        let before = self.rest.len();
        let number = self.number(most)?;
        let digits = u32::try_from(before - self.rest.len()).ok()?;
        Some(number * 10_i64.pow(6_u32.saturating_sub(digits)))
    }

    /// `+HH`, `+HHMM` or `+HH:MM`, in minutes.
    pub(crate) fn offset(&mut self) -> Option<i64> {
        let sign = match self.next()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.two_digits()?;
        let has_colon = self.takes(b':');
        let minutes =
            if has_colon || self.rest.first().is_some_and(u8::is_ascii_digit) { self.two_digits()? } else { 0 };
        Some(sign * (hours * 60 + minutes))
    }

    fn two_digits(&mut self) -> Option<i64> {
        let before = self.rest.len();
        self.number(2).filter(|_| before - self.rest.len() == 2)
    }

    /// The place of the name that comes next, capitals not counting.
    fn name(&mut self, names: &[&str], long: bool) -> Option<i64> {
        for (place, name) in (0..).zip(names) {
            let name = if long { name } else { name.get(..3)? };
            if let Some((start, rest)) = self.rest.split_at_checked(name.len())
                && start.eq_ignore_ascii_case(name.as_bytes())
            {
                self.rest = rest;
                return Some(place);
            }
        }
        None
    }
}
