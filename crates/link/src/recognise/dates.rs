//! Dates, and those of birth among them.

use super::profile::Profile;
use crate::standardise::{DayOrder, month, parse_date};

/// Years that dates of birth span at least where only the values tell; those of events are closer together.
const LIFETIME: u16 = 40;

/// Years that years of birth span at least where the names of three columns barely tell.
const GENERATION: u16 = 25;

/// Words that stand in dates beside the names of months: parts of a time, days of the week.
const BESIDE: &str = "t z st nd rd th utc gmt am pm mon monday tue tuesday wed wednesday thu thursday fri friday sat \
    saturday sun sunday of";

/// Columns of a year, a month and a day whose names say so only together.
const TOGETHER: &[[&str; 3]] =
    &[["by", "bm", "bd"], ["year", "month", "day"], ["yyyy", "mm", "dd"], ["blwyddyn", "mis", "diwrnod"]];

/// A whole date and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    read(text).is_some_and(|date| date.1)
}

/// A date of which day or month may be missing.
pub(super) fn is_any_date(text: &str) -> bool {
    read(text).is_some()
}

/// The year of a date, and whether it is whole.
fn read(text: &str) -> Option<(u16, bool)> {
    if text.len() > 35 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_known = |word: &str| {
        let word = word.to_ascii_lowercase();
        month(&word).is_some() || BESIDE.split_ascii_whitespace().any(|known| known == word)
    };
    let mut words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    if !words.all(is_known) {
        return None;
    }
    let day = parse_date(text, DayOrder::DayFirst).or_else(|| parse_date(text, DayOrder::MonthFirst))?;
    Some((day.year, day.is_whole()))
}

pub(super) fn is_year(text: &str) -> bool {
    year(text).is_some()
}

fn year(text: &str) -> Option<u16> {
    text.parse().ok().filter(|year| text.len() == 4 && (1000..=2200).contains(year))
}

pub(super) fn is_month(text: &str) -> bool {
    month(text).is_some()
}

pub(super) fn is_day_of_month(text: &str) -> bool {
    text.len() <= 2 && text.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// Years from the twentieth part of the dates to the nineteenth.
pub(super) fn spread(profile: &Profile<'_>) -> u16 {
    spread_of(profile.values.iter().filter_map(|value| read(value)).map(|(year, _)| year))
}

fn spread_of(years: impl Iterator<Item = u16>) -> u16 {
    let mut years: Vec<u16> = years.collect();
    years.sort_unstable();
    let at = |place: usize| years.get(place).copied().unwrap_or(0);
    let edge = years.len() / 20;
    at(years.len().saturating_sub(edge + 1)).saturating_sub(at(edge))
}

/// Whether values that are dates span a lifetime, and do not gather on few days.
pub(super) fn are_of_births(profile: &Profile<'_>) -> bool {
    spread(profile) >= LIFETIME && 5 * profile.distinct >= profile.values.len()
}

/// The places of year, month and day of birth among columns whose names say so only together, where their values do as
/// well.
pub(super) fn together(columns: &[(&str, &Profile<'_>)]) -> Option<[usize; 3]> {
    TOGETHER.iter().find_map(|names| {
        let place = |wanted: &str| columns.iter().position(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        let [year, month, day] = names.map(place);
        let places = [year?, month?, day?];
        let [years, months, days] = places.map(|place| columns.get(place).map(|(_, profile)| *profile));
        are_parts(years?, months?, days?).then_some(places)
    })
}

fn are_parts(years: &Profile<'_>, months: &Profile<'_>, days: &Profile<'_>) -> bool {
    years.is_telling()
        && years.mostly(0.95, is_year)
        && months.mostly(0.95, is_month)
        && days.mostly(0.95, is_day_of_month)
        && months.distinct >= 6
        && days.distinct >= 15
        && spread_of(years.values.iter().filter_map(|value| year(value))) >= GENERATION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_what_holds_one() {
        for text in ["1975-03-04", "4 Mawrth 1975", "Tue 4th March 1975", "1975-03-04T10:00:00Z", "04031975", "4/3/75"]
        {
            assert!(is_date(text), "{text}");
        }
        for text in ["Flat 12, 4 March 1975 Road", "01633 960123", "1975", "", "Marchwood", "12", "9434765919"] {
            assert!(!is_date(text), "{text}");
        }
        assert!(is_any_date("1975") && is_any_date("Mar 1975"));
    }
}
