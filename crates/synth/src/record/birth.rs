//! The date of birth as it was written down.

use crate::day::Day;
use crate::rates::ErrorRates;
use crate::record::RecordedDate;
use crate::record::describe::Damage;
use crate::stream::Stream;

/// Writes a date of birth with the errors of the rates. What comes out is always a day of the calendar.
pub(crate) fn write(
    born: Day,
    today: Day,
    rates: &ErrorRates,
    stream: &mut Stream,
    damage: &mut Damage,
) -> RecordedDate {
    if damage.strikes(rates.missing_birth_date, stream) {
        return RecordedDate::Missing;
    }
    if damage.strikes(rates.default_birth_date, stream) {
        let year = if stream.chance(0.6) { 1900 } else { 1970 };
        return RecordedDate::Known(Day::from_civil(year, 1, 1));
    }
    let (_, month, day) = born.civil();
    if day <= 12 && day != month && damage.strikes(rates.swapped_day_month, stream) {
        let (year, month, day) = born.civil();
        return RecordedDate::Known(Day::from_civil(year, day, month)).not_after(today, born);
    }
    if damage.strikes(rates.birth_date_typing, stream) {
        return RecordedDate::Known(mistype(born, today, stream));
    }
    RecordedDate::Known(born)
}

impl RecordedDate {
    /// The date itself, or the true one where the wrong one lies in the future: a form would refuse that.
    fn not_after(self, today: Day, truth: Day) -> Self {
        match self {
            Self::Known(day) if day > today => Self::Known(truth),
            other => other,
        }
    }
}

/// One digit of day, month or year wrong, or two digits of the year swapped.
fn mistype(born: Day, today: Day, stream: &mut Stream) -> Day {
    for _ in 0..20 {
        let (year, month, day) = born.civil();
        let step = if stream.chance(0.5) { 1 } else { -1 };
        let (year, month, day) = match stream.weighted(&[0.30, 0.12, 0.20, 0.18, 0.12, 0.08]) {
            0 => (year, month, day.saturating_add_signed(step)),
            1 => (year, month, day.saturating_add_signed(step * 10)),
            2 => (year, month.saturating_add_signed(step), day),
            3 => (year + step, month, day),
            4 => (year + step * 10, month, day),
            _ => (year / 100 * 100 + year % 10 * 10 + year / 10 % 10, month, day),
        };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 1901 {
            continue;
        }
        let wrong = Day::from_civil(year, month, day);
        if wrong.civil() == (year, month, day) && wrong != born && wrong <= today {
            return wrong;
        }
    }
    born
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::Purpose;

    #[test]
    fn a_mistyped_date_is_another_day_of_the_calendar() {
        let today = Day::from_civil(2026, 3, 31);
        for number in 0..2_000 {
            let mut stream = Stream::new(1, Purpose::Record, number);
            let born = today.plus(-(number as i32) * 17 - 1);
            let wrong = mistype(born, today, &mut stream);
            assert!(wrong <= today);
            let (year, month, day) = wrong.civil();
            assert_eq!(Day::from_civil(year, month, day), wrong);
        }
    }
}
