//! Days as spreadsheets count them.

use dolen_model::PartialDate;

/// Days from 1899-12-30 to 1970-01-01.
const FROM_1900: i64 = 25_569;
/// Days from 1904-01-01 to 1970-01-01.
const FROM_1904: i64 = 24_107;
/// 9999-12-31 in the count from 1900.
const LAST: f64 = 2_958_466.0;

/// The day of a serial number. In the count from 1900, day 60 is 29 February 1900, which never was: the days before it
/// lie one later than simple counting says, and day 60 itself is none.
pub(super) fn day(serial: f64, is_1904: bool) -> Option<PartialDate> {
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 2,958,466")]
    let days = serial.floor() as i64;
    match days {
        _ if is_1904 => PartialDate::from_epoch_days(days - FROM_1904),
        60 => None,
        0 => None,
        1..60 => PartialDate::from_epoch_days(days + 1 - FROM_1900),
        _ => PartialDate::from_epoch_days(days - FROM_1900),
    }
}

/// A whole number without a decimal point: an NHS number in a number cell keeps its digits.
pub(super) fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(serial: f64, is_1904: bool) -> Option<String> {
        day(serial, is_1904).map(|date| date.to_string())
    }

    #[test]
    fn both_counts_begin_where_they_do() {
        assert_eq!(text(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(text(59.0, false).as_deref(), Some("1900-02-28"));
        assert_eq!(text(60.0, false), None);
        assert_eq!(text(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(text(31_870.75, false).as_deref(), Some("1987-04-03"));
        assert_eq!(text(31_870.0 - 1462.0, true).as_deref(), Some("1987-04-03"));
        assert_eq!(text(0.0, true).as_deref(), Some("1904-01-01"));
        for none in [-1.0, 0.5, 1e9, f64::NAN, f64::INFINITY] {
            assert_eq!(text(none, false), None, "{none}");
        }
    }

    #[test]
    fn numbers_lose_no_digits_and_gain_no_point() {
        assert_eq!(number_text(9_434_765_919.0), "9434765919");
        assert_eq!(number_text(100_100_123_456.0), "100100123456");
        assert_eq!(number_text(0.5), "0.5");
    }
}
