//! Reckoning with dates of which a part may be unknown.

use dolen_model::PartialDate;

/// December, the last month that a date known to the year can mean.
const LAST_MONTH: u8 = 12;

/// Days since 1970-01-01 of the latest day that a date can mean.
pub(super) fn latest_day(date: PartialDate) -> i64 {
    let next = match (date.month(), date.day()) {
        (Some(_), Some(_)) => return date.earliest_epoch_days(),
        (Some(_), None) => add_months(date, 1),
        _ => PartialDate::from_year(date.year().saturating_add(1)).unwrap_or(date),
    };
    next.earliest_epoch_days() - 1
}

/// The date so many months later, known as well as the date is; of a year the last month counts. Where the month has
/// no such day its last one is taken.
pub(super) fn add_months(date: PartialDate, months: u16) -> PartialDate {
    let month = date.month().unwrap_or(LAST_MONTH);
    let total = i32::from(date.year()) * 12 + i32::from(month) - 1 + i32::from(months);
    let (Ok(year), Ok(month)) = (i16::try_from(total.div_euclid(12)), u8::try_from(total.rem_euclid(12) + 1)) else {
        return date;
    };
    let later = match date.day() {
        None => PartialDate::from_month(year, month).ok(),
        Some(day) => (1..=day).rev().find_map(|day| PartialDate::from_day(year, month, day).ok()),
    };
    later.unwrap_or(date)
}

/// The day of a moment, in UTC.
pub(super) fn day_of(time: dolen_model::Timestamp) -> Option<PartialDate> {
    PartialDate::from_epoch_days(time.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse_iso(text).unwrap()
    }

    #[test]
    fn months_are_added_by_the_calendar() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2026-11-24", 24, "2028-11-24"),
            ("2026-11", 2, "2027-01"),
            ("2026", 6, "2027-06"),
            ("2026-03-01", 0, "2026-03-01"),
        ] {
            assert_eq!(add_months(date(from), months).to_string(), to, "{from} + {months}");
        }
    }

    #[test]
    fn the_latest_day_of_a_partial_date_is_its_last() {
        for (partial, last) in
            [("2024-02", "2024-02-29"), ("2026-12", "2026-12-31"), ("2026", "2026-12-31"), ("2026-05-07", "2026-05-07")]
        {
            assert_eq!(latest_day(date(partial)), date(last).earliest_epoch_days(), "{partial}");
        }
    }
}
