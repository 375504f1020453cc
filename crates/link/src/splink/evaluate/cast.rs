//! Casts between types.

use super::clock;
use super::number::as_double;
use crate::splink::expression::Type;
use crate::splink::fault::Cause;
use crate::splink::value::{MICROSECONDS_A_DAY, SplinkValue, midnight};

/// A value as another type; null stays null.
pub(crate) fn cast(value: &SplinkValue, to: Type) -> Result<SplinkValue, Cause> {
    use SplinkValue::{Boolean, Date, Double, Integer, Null, Real, Text, Timestamp};
    let refused = || Err(Cause::new(format!("{} is not read as {}", value.kind(), name(to))));
    match (value, to) {
        (Null, _) => Ok(Null),
        (Boolean(_), Type::Boolean)
        | (Integer(_), Type::Integer)
        | (Real(_), Type::Real)
        | (Double(_), Type::Double)
        | (Text(_), Type::Text)
        | (Date(_), Type::Date)
        | (Timestamp(_), Type::Timestamp) => Ok(value.clone()),
        (_, Type::Text) => text_of(value).map(Text),
        (Text(text), _) => from_text(text, to),
        (Boolean(truth), Type::Integer) => Ok(Integer(i64::from(*truth))),
        (Date(days), Type::Timestamp) => Ok(Timestamp(midnight(*days))),
        (Timestamp(time), Type::Date) => {
            i32::try_from(time.div_euclid(MICROSECONDS_A_DAY)).map(Date).or_else(|_| refused())
        }
        _ => {
            let Some(number) = as_double(value) else { return refused() };
            from_number(number, to)
        }
    }
}

const fn name(to: Type) -> &'static str {
    match to {
        Type::Boolean => "a truth value",
        Type::Integer => "a whole number",
        Type::Real | Type::Double => "a number",
        Type::Text => "a text",
        Type::Date => "a date",
        Type::Timestamp => "a time",
    }
}

#[expect(clippy::cast_possible_truncation, reason = "singles are what is asked for; whole numbers are checked")]
fn from_number(number: f64, to: Type) -> Result<SplinkValue, Cause> {
    match to {
        Type::Boolean => Ok(SplinkValue::Boolean(number != 0.0)),
        Type::Real => Ok(SplinkValue::Real(number as f32)),
        Type::Double => Ok(SplinkValue::Double(number)),
        Type::Integer if number.is_finite() && number.abs() < 9.2e18 => {
            Ok(SplinkValue::Integer(number.round_ties_even() as i64))
        }
        _ => Err(Cause::new(format!("a number is not read as {}", name(to)))),
    }
}

fn from_text(text: &str, to: Type) -> Result<SplinkValue, Cause> {
    let trimmed = text.trim_matches(|letter: char| letter.is_ascii_whitespace() || letter == '\u{b}');
    let found = match to {
        Type::Boolean => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "y" | "1" => Some(SplinkValue::Boolean(true)),
            "false" | "f" | "no" | "n" | "0" => Some(SplinkValue::Boolean(false)),
            _ => None,
        },
        Type::Integer => trimmed.parse().map(SplinkValue::Integer).ok().or_else(|| half_away(trimmed)),
        Type::Real => trimmed.parse().map(SplinkValue::Real).ok(),
        Type::Double => trimmed.parse().map(SplinkValue::Double).ok(),
        Type::Text => Some(SplinkValue::Text(text.to_owned())),
        Type::Date => clock::read_date(text)
            .or_else(|| clock::read_time(text).map(|time| time.div_euclid(MICROSECONDS_A_DAY)))
            .map(|days| i32::try_from(days).map_or(SplinkValue::Null, SplinkValue::Date)),
        Type::Timestamp => clock::read_time(text).map(SplinkValue::Timestamp),
    };
    found.ok_or_else(|| Cause::new(format!("a text is not read as {}", name(to))))
}

/// A text with decimals as a whole number: halves go away from zero.
#[expect(clippy::cast_possible_truncation, reason = "checked")]
fn half_away(text: &str) -> Option<SplinkValue> {
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && number.abs() < 9.2e18).then(|| SplinkValue::Integer(number.round() as i64))
}

/// The text that a value is cast to.
pub(crate) fn text_of(value: &SplinkValue) -> Result<String, Cause> {
    Ok(match value {
        SplinkValue::Null => String::new(),
        SplinkValue::Boolean(truth) => truth.to_string(),
        SplinkValue::Integer(number) => number.to_string(),
        SplinkValue::Decimal(number) => number.to_string(),
        SplinkValue::Real(number) => decimal(&format!("{number:e}"), f64::from(*number)),
        SplinkValue::Double(number) => decimal(&format!("{number:e}"), *number),
        SplinkValue::Text(text) => text.clone(),
        SplinkValue::Date(days) => clock::text_of_date(i64::from(*days))?,
        SplinkValue::Timestamp(time) => clock::text_of_time(*time)?,
        SplinkValue::List(_) | SplinkValue::Struct(_) => {
            return Err(Cause::new(format!("{} has no text that is known here", value.kind())));
        }
    })
}

/// The shortest digits that come back as the number, with a point, or with an exponent of two digits at least where it is
/// under -4 or over 15.
fn decimal(scientific: &str, number: f64) -> String {
    if !number.is_finite() {
        return if number.is_nan() {
            "nan"
        } else if number > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .to_owned();
    }
    let (digits, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
        let digits = digits.replace('.', "");
        let point = exponent + 1;
        let Ok(point) = usize::try_from(point) else {
            return format!("{sign}0.{}{digits}", "0".repeat(usize::try_from(-point).unwrap_or(0)));
        };
        if point == 0 {
            return format!("{sign}0.{digits}");
        }
        let padded = format!("{digits:0<point$}");
        let (whole, rest) = padded.split_at(point.min(padded.len()));
        return format!("{sign}{whole}.{}", if rest.is_empty() { "0" } else { rest });
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}
