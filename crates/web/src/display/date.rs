//! Dates in words.

use dolen_model::{PartialDate, Timestamp};

use crate::words::Words;

/// `14 July 2026`, `July 2026` or `2026`.
pub(crate) fn long_date(words: Words, date: PartialDate) -> String {
    let year = date.year().to_string();
    match (date.month(), date.day()) {
        (Some(at), Some(day)) => words.date_day(day.to_string(), month(words, at), year),
        (Some(at), None) => words.date_month(month(words, at), year),
        (None, _) => year,
    }
}

/// `14-Jul-2026`, as the person banner of NHS systems writes it; unknown parts are left out.
pub(crate) fn banner_date(words: Words, date: PartialDate) -> String {
    let year = format!("{:04}", date.year());
    match (date.month(), date.day()) {
        (Some(at), Some(day)) => format!("{day:02}-{}-{year}", short_month(words, at)),
        (Some(at), None) => format!("{}-{year}", short_month(words, at)),
        (None, _) => year,
    }
}

/// `24 November 2026, 09:30 UTC`.
pub(crate) fn moment(words: Words, time: Timestamp) -> String {
    let minutes = time.0.div_euclid(60_000_000).rem_euclid(24 * 60);
    let Some(day) = PartialDate::from_epoch_days(time.days()) else { return time.to_string() };
    words.date_moment(long_date(words, day), format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

fn month(words: Words, month: u8) -> String {
    match month {
        1 => words.month_1(),
        2 => words.month_2(),
        3 => words.month_3(),
        4 => words.month_4(),
        5 => words.month_5(),
        6 => words.month_6(),
        7 => words.month_7(),
        8 => words.month_8(),
        9 => words.month_9(),
        10 => words.month_10(),
        11 => words.month_11(),
        _ => words.month_12(),
    }
}

fn short_month(words: Words, month: u8) -> String {
    match month {
        1 => words.short_month_1(),
        2 => words.short_month_2(),
        3 => words.short_month_3(),
        4 => words.short_month_4(),
        5 => words.short_month_5(),
        6 => words.short_month_6(),
        7 => words.short_month_7(),
        8 => words.short_month_8(),
        9 => words.short_month_9(),
        10 => words.short_month_10(),
        11 => words.short_month_11(),
        _ => words.short_month_12(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dolen_model::Language;

    #[test]
    fn dates_are_written_in_the_language_of_the_page() {
        let english = Words::new(Language::English);
        let welsh = Words::new(Language::Welsh);
        let day = PartialDate::from_day(2026, 7, 14).unwrap();
        assert_eq!(long_date(english, day), "14 July 2026");
        assert_eq!(long_date(welsh, day), "14 Gorffennaf 2026");
        assert_eq!(banner_date(english, day), "14-Jul-2026");
        assert_eq!(banner_date(english, PartialDate::from_day(1945, 7, 4).unwrap()), "04-Jul-1945");
        assert_eq!(long_date(welsh, PartialDate::from_month(1987, 2).unwrap()), "Chwefror 1987");
        assert_eq!(long_date(welsh, PartialDate::from_year(1987).unwrap()), "1987");
        assert_eq!(moment(english, Timestamp(1_795_512_600_000_000)), "24 November 2026, 09:30 UTC");
    }
}
