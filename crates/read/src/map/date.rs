//! Dates as agencies write them.

use dolen_model::PartialDate;

use crate::feed::DateOrder;

/// What a text in a date column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateReading {
    /// A date.
    Date(PartialDate),
    /// Three numbers that are a date only if the order is the other one.
    OtherOrder,
    /// No calendar has it.
    Impossible,
    /// It is not written as the contract says.
    Shape,
}

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

/// Reads a text by the contract's order. Never tries another order: a column in another order is told as such.
pub(crate) fn read_date(text: &str, order: DateOrder) -> DateReading {
    let day_text = text.split(['T', ' ']).next().unwrap_or(text);
    let reading = match order {
        DateOrder::Iso => match PartialDate::parse_iso(day_text) {
            Ok(date) => DateReading::Date(date),
            Err(dolen_model::PartialDateFault::Impossible) => DateReading::Impossible,
            Err(dolen_model::PartialDateFault::Shape) => DateReading::Shape,
        },
        DateOrder::Compact => compact(day_text),
        DateOrder::DayFirst => parted(day_text).map_or(DateReading::Shape, |(day, month, year)| full(year, month, day)),
        DateOrder::MonthFirst => {
            parted(day_text).map_or(DateReading::Shape, |(month, day, year)| full(year, month, day))
        }
        DateOrder::NamedMonth => named(text),
    };
    match reading {
        DateReading::Impossible | DateReading::Shape if is_in_other_order(text, order) => DateReading::OtherOrder,
        other => other,
    }
}

/// Whether a text is three numbers of which the first can only be the month, or only the day where the contract puts the
/// month first.
pub(crate) fn is_in_other_order(text: &str, order: DateOrder) -> bool {
    let day_text = text.split(['T', ' ']).next().unwrap_or(text);
    let Some((first, second, year)) = parted(day_text) else { return false };
    let is_day = |day, month| matches!(full(year, month, day), DateReading::Date(_));
    match order {
        DateOrder::MonthFirst => is_day(first, second) && !is_day(second, first),
        _ => is_day(second, first) && !is_day(first, second),
    }
}

fn full(year: u32, month: u32, day: u32) -> DateReading {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), u8::try_from(month), u8::try_from(day)) else {
        return DateReading::Impossible;
    };
    PartialDate::from_day(year, month, day).map_or(DateReading::Impossible, DateReading::Date)
}

/// Three numbers with `/`, `-` or `.` between them, the year last and of four digits.
fn parted(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split(['/', '-', '.']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len());
    if parts.next().is_some() || !short(first) || !short(second) || year.len() != 4 {
        return None;
    }
    Some((number(first)?, number(second)?, number(year)?))
}

fn compact(text: &str) -> DateReading {
    if !matches!(text.len(), 4 | 6 | 8 | 12 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return DateReading::Shape;
    }
    let part = |from: usize, to: usize| text.get(from..to).and_then(number);
    let reading = |date: Result<PartialDate, _>| date.map_or(DateReading::Impossible, DateReading::Date);
    let year = part(0, 4).and_then(|year| i16::try_from(year).ok()).unwrap_or(0);
    match (part(4, 6).and_then(|month| u8::try_from(month).ok()), part(6, 8)) {
        (None, _) => reading(PartialDate::from_year(year)),
        (Some(month), None) => reading(PartialDate::from_month(year, month)),
        (Some(month), Some(day)) => full(u32::from(year.unsigned_abs()), u32::from(month), day),
    }
}

fn named(text: &str) -> DateReading {
    let mut parts = text.split(['-', ' ', '/']).filter(|part| !part.is_empty());
    let (Some(day), Some(month), Some(year)) = (parts.next(), parts.next(), parts.next()) else {
        return DateReading::Shape;
    };
    let start: String = month.to_lowercase().chars().take(3).collect();
    let Some(month) = MONTHS.iter().position(|names| names.contains(&start.as_str())) else {
        return DateReading::Shape;
    };
    match (number(day), number(year).filter(|_| year.len() == 4)) {
        (Some(day), Some(year)) => full(year, u32::try_from(month).unwrap_or(0) + 1, day),
        _ => DateReading::Shape,
    }
}

fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> DateReading {
        DateReading::Date(PartialDate::parse_iso(text).unwrap())
    }

    #[test]
    fn each_order_reads_its_own() {
        assert_eq!(read_date("03/04/1987", DateOrder::DayFirst), date("1987-04-03"));
        assert_eq!(read_date("3.4.1987", DateOrder::DayFirst), date("1987-04-03"));
        assert_eq!(read_date("03/04/1987", DateOrder::MonthFirst), date("1987-03-04"));
        assert_eq!(read_date("198704031530", DateOrder::Compact), date("1987-04-03"));
        assert_eq!(read_date("198704", DateOrder::Compact), date("1987-04"));
        assert_eq!(read_date("03-Apr-1987", DateOrder::NamedMonth), date("1987-04-03"));
        assert_eq!(read_date("3 Ebrill 1987", DateOrder::NamedMonth), date("1987-04-03"));
        assert_eq!(read_date("1987-04-03T10:00", DateOrder::Iso), date("1987-04-03"));
    }

    #[test]
    fn another_order_is_told_and_never_taken() {
        assert_eq!(read_date("04/23/1987", DateOrder::DayFirst), DateReading::OtherOrder);
        assert_eq!(read_date("23/04/1987", DateOrder::MonthFirst), DateReading::OtherOrder);
        assert_eq!(read_date("04/23/1987", DateOrder::Iso), DateReading::OtherOrder);
        assert_eq!(read_date("23/04/1987", DateOrder::Iso), DateReading::Shape);
        assert_eq!(read_date("31/02/1987", DateOrder::DayFirst), DateReading::Impossible);
        assert_eq!(read_date("45/45/1987", DateOrder::DayFirst), DateReading::Impossible);
        assert_eq!(read_date("1987-04-03", DateOrder::DayFirst), DateReading::Shape);
        assert_eq!(read_date("03/04/87", DateOrder::DayFirst), DateReading::Shape);
    }
}
