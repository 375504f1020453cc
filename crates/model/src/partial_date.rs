//! Dates of which the day, or the day and the month, may be unknown.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A calendar date (proleptic Gregorian) known to the day, the month or the year. Written as `YYYY-MM-DD`, `YYYY-MM` or
/// `YYYY`, as the UK Vulnerabilities Data Standard does. Ordered by year, then month, then day, the unknown first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text or three numbers are not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartialDateFault {
    /// The text does not have the shape of a date.
    #[error("a date is written YYYY-MM-DD, YYYY-MM or YYYY")]
    Shape,
    /// The shape is right and no calendar holds it: 31 April, month 13.
    #[error("no such day in the calendar")]
    Impossible,
}

impl PartialDate {
    /// A full date.
    ///
    /// # Errors
    /// [`PartialDateFault::Impossible`] where the calendar has no such day.
    pub fn from_day(year: i16, month: u8, day: u8) -> Result<Self, PartialDateFault> {
        let (Ok(signed_month), Ok(signed_day)) = (i8::try_from(month), i8::try_from(day)) else {
            return Err(PartialDateFault::Impossible);
        };
        jiff::civil::Date::new(year, signed_month, signed_day).map_err(|_| PartialDateFault::Impossible)?;
        Ok(Self { year, month: Some(month), day: Some(day) })
    }

    /// A year and a month.
    ///
    /// # Errors
    /// [`PartialDateFault::Impossible`] for a month outside 1 to 12 or a year outside 1 to 9999.
    pub fn from_month(year: i16, month: u8) -> Result<Self, PartialDateFault> {
        Self::from_day(year, month, 1)?;
        Ok(Self { year, month: Some(month), day: None })
    }

    /// A year.
    ///
    /// # Errors
    /// [`PartialDateFault::Impossible`] for a year outside 1 to 9999.
    pub fn from_year(year: i16) -> Result<Self, PartialDateFault> {
        if !(1..=9999).contains(&year) {
            return Err(PartialDateFault::Impossible);
        }
        Ok(Self { year, month: None, day: None })
    }

    /// The date that lies `days` after 1970-01-01, or `None` outside the calendar.
    pub fn from_epoch_days(days: i64) -> Option<Self> {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let date = epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Some(Self { year: date.year(), month: u8::try_from(date.month()).ok(), day: u8::try_from(date.day()).ok() })
    }

    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    ///
    /// # Errors
    /// See [`PartialDateFault`].
    pub fn parse_iso(text: &str) -> Result<Self, PartialDateFault> {
        let mut parts = text.trim().split('-');
        let year = digits(parts.next(), 4)?.ok_or(PartialDateFault::Shape)?;
        let month = digits(parts.next(), 2)?;
        let day = digits(parts.next(), 2)?;
        if parts.next().is_some() {
            return Err(PartialDateFault::Shape);
        }
        let year = i16::try_from(year).map_err(|_| PartialDateFault::Impossible)?;
        let byte = |part: u32| u8::try_from(part).map_err(|_| PartialDateFault::Impossible);
        match (month, day) {
            (Some(month), Some(day)) => Self::from_day(year, byte(month)?, byte(day)?),
            (Some(month), None) => Self::from_month(year, byte(month)?),
            (None, _) => Self::from_year(year),
        }
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, where it is known.
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// Days since 1970-01-01 of the earliest day that this date can mean.
    pub fn earliest_epoch_days(self) -> i64 {
        self.civil().map_or(0, |date| {
            let epoch = jiff::civil::Date::constant(1970, 1, 1);
            date.since(epoch).map_or(0, |span| i64::from(span.get_days()))
        })
    }

    /// Days since 1970-01-01 of the latest day that this date can mean.
    pub fn latest_epoch_days(self) -> i64 {
        let after = match (self.month, self.day) {
            (_, Some(_)) => return self.earliest_epoch_days(),
            (Some(month @ 1..12), None) => Self { month: Some(month + 1), ..self },
            _ => Self { year: self.year + 1, month: None, day: None },
        };
        // The year after the last of the calendar has no day.
        match after.civil() {
            Some(_) => after.earliest_epoch_days() - 1,
            None => self.earliest_epoch_days() + 364,
        }
    }

    /// The day so many months before the earliest day of this date, or the last one of that month; `None` outside the calendar.
    pub fn months_before(self, months: u32) -> Option<Self> {
        let date = self.civil()?.checked_sub(jiff::Span::new().try_months(months).ok()?).ok()?;
        if date.year() < 1 {
            return None;
        }
        Self::from_day(date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
    }

    /// Whole years from this date to `on`, the earliest day of each taken.
    pub fn years_until(self, on: Self) -> i16 {
        let before_anniversary =
            (on.month.unwrap_or(1), on.day.unwrap_or(1)) < (self.month.unwrap_or(1), self.day.unwrap_or(1));
        on.year - self.year - i16::from(before_anniversary)
    }

    fn civil(self) -> Option<jiff::civil::Date> {
        let month = i8::try_from(self.month.unwrap_or(1)).ok()?;
        let day = i8::try_from(self.day.unwrap_or(1)).ok()?;
        jiff::civil::Date::new(self.year, month, day).ok()
    }
}

fn digits(part: Option<&str>, length: usize) -> Result<Option<u32>, PartialDateFault> {
    let Some(part) = part else { return Ok(None) };
    if part.len() != length || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PartialDateFault::Shape);
    }
    part.parse().map(Some).map_err(|_| PartialDateFault::Shape)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(formatter, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    /// A date may be a date of birth: it is not printed.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse_iso(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_day_of_a_date_is_the_last_that_it_can_mean() {
        let latest = |text: &str| {
            let days = PartialDate::parse_iso(text).unwrap().latest_epoch_days();
            PartialDate::from_epoch_days(days).unwrap().to_string()
        };
        assert_eq!(latest("2024-02"), "2024-02-29");
        assert_eq!(latest("2023-12"), "2023-12-31");
        assert_eq!(latest("2023"), "2023-12-31");
        assert_eq!(latest("2023-05-06"), "2023-05-06");
        assert_eq!(latest("9999"), "9999-12-31");
    }

    #[test]
    fn months_before_a_day_that_their_month_lacks_end_at_its_last() {
        let before =
            |text: &str, months| PartialDate::parse_iso(text).unwrap().months_before(months).map(|day| day.to_string());
        assert_eq!(before("2026-03-31", 1).as_deref(), Some("2026-02-28"));
        assert_eq!(before("2026-03-31", 84).as_deref(), Some("2019-03-31"));
        assert_eq!(before("2024-02-29", 12).as_deref(), Some("2023-02-28"));
        assert_eq!(before("2026-03-31", 2026 * 12), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["1987-02-28", "1987-02", "1987", "2024-02-29"] {
            assert_eq!(PartialDate::parse_iso(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn impossible_and_misshapen_dates_are_told_apart() {
        for text in ["1987-02-29", "1987-13", "0000", "1987-04-31", "1987-00-10"] {
            assert_eq!(PartialDate::parse_iso(text), Err(PartialDateFault::Impossible), "{text}");
        }
        for text in ["", "87", "1987-2-1", "28/02/1987", "1987-02-28-01", "198a", "+198"] {
            assert_eq!(PartialDate::parse_iso(text), Err(PartialDateFault::Shape), "{text}");
        }
    }

    #[test]
    fn a_birthday_counts_from_its_day() {
        let born = PartialDate::parse_iso("1980-06-15").unwrap();
        for (on, years) in [("2000-06-14", 19), ("2000-06-15", 20), ("2000", 19)] {
            assert_eq!(born.years_until(PartialDate::parse_iso(on).unwrap()), years, "{on}");
        }
    }

    #[test]
    fn days_since_the_epoch_go_both_ways() {
        for days in [-40_000, -1, 0, 1, 11_016, 20_000] {
            assert_eq!(PartialDate::from_epoch_days(days).unwrap().earliest_epoch_days(), days);
        }
    }
}
