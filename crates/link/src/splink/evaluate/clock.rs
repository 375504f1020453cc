//! Dates and times: proleptic Gregorian, without time zones, in microseconds.

use jiff::civil::Date;

use super::strptime::Reader;
use crate::splink::expression::Part;
use crate::splink::fault::Cause;
use crate::splink::value::{MICROSECONDS_A_DAY, SplinkValue, midnight};

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Times outside this calendar: what `infinity` is read as.
pub(crate) const FOREVER: i64 = i64::MAX;

/// Days since 1970-01-01 of a day of the calendar.
pub(crate) fn days_of(year: i64, month: i64, day: i64) -> Option<i64> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    date.since(EPOCH).ok().map(|span| i64::from(span.get_days()))
}

fn date_of(days: i64) -> Result<Date, Cause> {
    let outside = || Cause::new("a date lies outside the calendar");
    let span = jiff::Span::new().try_days(days).map_err(|_| outside())?;
    EPOCH.checked_add(span).map_err(|_| outside())
}

/// Microseconds since 1970 of a date or a time.
fn microseconds(value: &SplinkValue) -> Result<i64, Cause> {
    match value {
        SplinkValue::Date(days) => Ok(midnight(*days)),
        SplinkValue::Timestamp(time) => Ok(*time),
        other => Err(Cause::new(format!("a date or a time is needed, not {}", other.kind()))),
    }
}

/// Seconds since 1970; of what is infinitely far away there are none.
#[expect(clippy::cast_precision_loss, reason = "as the data base does")]
pub(crate) fn epoch(values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    let [value] = values else { return Err(Cause::new("`epoch` takes one time")) };
    let time = microseconds(value)?;
    if time == FOREVER || time == -FOREVER {
        return Ok(SplinkValue::Null);
    }
    Ok(SplinkValue::Double(time as f64 / 1_000_000.0))
}

/// How many borders of a unit lie between two times.
pub(crate) fn difference(unit: Part, values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    let [start, end] = values else { return Err(Cause::new("a difference is between two times")) };
    let (start, end) = (microseconds(start)?, microseconds(end)?);
    let months = |time: i64| -> Result<i64, Cause> {
        let date = date_of(time.div_euclid(MICROSECONDS_A_DAY))?;
        Ok(i64::from(date.year()) * 12 + i64::from(date.month()) - 1)
    };
    let count = |length: i64| end.div_euclid(length) - start.div_euclid(length);
    Ok(SplinkValue::Integer(match unit {
        Part::Year => months(end)?.div_euclid(12) - months(start)?.div_euclid(12),
        Part::Month => months(end)? - months(start)?,
        Part::Day => count(MICROSECONDS_A_DAY),
        Part::Hour => count(3_600_000_000),
        Part::Minute => count(60_000_000),
        Part::Second => count(1_000_000),
    }))
}

/// Year, month, day, hour, minute or second of a time.
pub(crate) fn part(unit: Part, values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    let [value] = values else { return Err(Cause::new("a part of one time is asked for")) };
    let time = microseconds(value)?;
    let date = date_of(time.div_euclid(MICROSECONDS_A_DAY))?;
    let of_day = time.rem_euclid(MICROSECONDS_A_DAY) / 1_000_000;
    Ok(SplinkValue::Integer(match unit {
        Part::Year => i64::from(date.year()),
        Part::Month => i64::from(date.month()),
        Part::Day => i64::from(date.day()),
        Part::Hour => of_day / 3_600,
        Part::Minute => of_day / 60 % 60,
        Part::Second => of_day % 60,
    }))
}

pub(crate) fn text_of_date(days: i64) -> Result<String, Cause> {
    let date = date_of(days)?;
    let (year, era) = if date.year() < 1 { (1 - date.year(), " (BC)") } else { (date.year(), "") };
    Ok(format!("{year:04}-{:02}-{:02}{era}", date.month(), date.day()))
}

pub(crate) fn text_of_time(time: i64) -> Result<String, Cause> {
    let date = text_of_date(time.div_euclid(MICROSECONDS_A_DAY))?;
    let of_day = time.rem_euclid(MICROSECONDS_A_DAY);
    let seconds = of_day / 1_000_000;
    let text = format!("{date} {:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let rest = of_day % 1_000_000;
    Ok(if rest == 0 { text } else { format!("{text}.{}", format!("{rest:06}").trim_end_matches('0')) })
}

/// Days of a date written year, month, day with one of the separators `-`, `/`, `\` or a space; spaces around it.
pub(crate) fn read_date(text: &str) -> Option<i64> {
    let mut reader = Reader::new(text);
    reader.spaces();
    let days = date(&mut reader)?;
    reader.spaces();
    reader.is_done().then_some(days)
}

fn date(reader: &mut Reader<'_>) -> Option<i64> {
    let year = reader.number(5)?;
    let separator = reader.next().filter(|byte| matches!(byte, b'-' | b'/' | b'\\' | b' '))?;
    let month = reader.number(2)?;
    reader.takes(separator).then_some(())?;
    let day = reader.number(2)?;
    days_of(year, month, day)
}

/// A time written as a date, `T` or spaces, `HH:MM[:SS[.ffffff]]` and perhaps `Z` or an offset; or as a date alone.
pub(crate) fn read_time(text: &str) -> Option<i64> {
    let mut reader = Reader::new(text);
    reader.spaces();
    let midnight = date(&mut reader)? * MICROSECONDS_A_DAY;
    if reader.is_done() {
        return Some(midnight);
    }
    if !reader.takes(b'T') && reader.spaces() == 0 {
        return None;
    }
    let hour = reader.number(2).filter(|hour| *hour < 24)?;
    reader.takes(b':').then_some(())?;
    let minute = reader.number(2).filter(|minute| *minute < 60)?;
    let (mut second, mut fraction) = (0, 0);
    if reader.takes(b':') {
        second = reader.number(2).filter(|second| *second < 60)?;
        if reader.takes(b'.') {
            fraction = reader.fraction(6)?;
        }
    }
    if !reader.takes(b'Z') && reader.is_at_sign() {
        // A time without a zone leaves the offset aside.
        reader.offset()?;
    }
    reader.spaces();
    let seconds = (hour * 60 + minute) * 60 + second;
    reader.is_done().then_some(midnight + seconds * 1_000_000 + fraction)
}
