//! Days of the calendar, as numbers that are cheap to add and compare.

use std::fmt;

/// Days since 1970-01-01. A day may be a day of birth, so `Debug` does not print it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(pub(crate) i32);

/// Three-letter months as English-speaking systems write them.
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

impl Day {
    /// A day that never comes.
    pub(crate) const NEVER: Self = Self(i32::MAX);

    /// The day of a calendar date; month and day of month count from 1.
    pub(crate) const fn from_civil(year: i32, month: u32, day: u32) -> Self {
        // Years are counted from March, so that the leap day is the last of the year.
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let month_from_march = (month + 9) % 12;
        let day_of_year = ((153 * month_from_march + 2) / 5 + day - 1) as i32;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month from 1, day of month from 1.
    pub(crate) const fn civil(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day)
    }

    /// A number of days later, or earlier.
    pub(crate) const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Years, with their fraction, from this day to another.
    pub(crate) fn years_to(self, later: Self) -> f64 {
        f64::from(later.0.saturating_sub(self.0)) / 365.25
    }

    /// The day in a form of writing.
    pub(crate) fn write(self, form: DateForm) -> String {
        let (year, month, day) = self.civil();
        match form {
            DateForm::Iso => format!("{year:04}-{month:02}-{day:02}"),
            DateForm::DaySlashMonth => format!("{day:02}/{month:02}/{year:04}"),
            DateForm::Compact => format!("{year:04}{month:02}{day:02}"),
            DateForm::DayMonthName => {
                let name = MONTHS.get(month.saturating_sub(1) as usize).copied().unwrap_or_default();
                format!("{day:02}-{name}-{year:04}")
            }
        }
    }
}

/// How an agency writes a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateForm {
    /// `2026-11-24`.
    Iso,
    /// `24/11/2026`.
    DaySlashMonth,
    /// `20261124`.
    Compact,
    /// `24-NOV-2026`.
    DayMonthName,
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dolen_model::PartialDate;

    #[test]
    fn the_calendar_is_the_one_of_the_checked_types() {
        for days in (-45_000..30_000).step_by(13) {
            let text = Day(days).write(DateForm::Iso);
            assert_eq!(PartialDate::parse_iso(&text).unwrap().earliest_epoch_days(), i64::from(days));
            let (year, month, day) = Day(days).civil();
            assert_eq!(Day::from_civil(year, month, day), Day(days));
        }
    }

    #[test]
    fn each_form_writes_the_same_day() {
        let day = Day::from_civil(2024, 2, 29);
        assert_eq!(day.write(DateForm::DaySlashMonth), "29/02/2024");
        assert_eq!(day.write(DateForm::Compact), "20240229");
        assert_eq!(day.write(DateForm::DayMonthName), "29-FEB-2024");
    }
}
