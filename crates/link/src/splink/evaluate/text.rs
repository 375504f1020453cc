//! Functions of texts. Places and lengths count code points.

use super::cast::text_of;
use super::letter::{lower, upper};
use crate::splink::expression::Function;
use crate::splink::fault::Cause;
use crate::splink::value::SplinkValue;

/// The one text that a function takes.
pub(crate) fn only<'a>(values: &[&'a SplinkValue]) -> Result<&'a str, Cause> {
    values.first().map_or_else(|| Err(Cause::new("a text is needed")), |value| text(value))
}

fn text(value: &SplinkValue) -> Result<&str, Cause> {
    match value {
        SplinkValue::Text(text) => Ok(text),
        other => Err(Cause::new(format!("a text is needed, not {}", other.kind()))),
    }
}

fn whole(value: Option<&&SplinkValue>) -> Result<i64, Cause> {
    match value {
        Some(SplinkValue::Integer(number)) => Ok(*number),
        _ => Err(Cause::new("a whole number is needed for a place in a text")),
    }
}

/// `concat`: the texts of all values, those that are null left out.
pub(crate) fn concatenate(values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    let texts: Result<Vec<String>, Cause> =
        values.iter().filter(|value| !value.is_null()).map(|value| text_of(value)).collect();
    Ok(SplinkValue::Text(texts?.concat()))
}

/// A function whose arguments are all there.
pub(crate) fn call(function: &Function, values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    if matches!(function, Function::Join) {
        return concatenate(values);
    }
    let first = only(values)?;
    let found = match function {
        Function::Lower => first.chars().map(lower).collect(),
        Function::Upper => first.chars().map(upper).collect(),
        Function::Trim { start, end } => trimmed(first, *start, *end).to_owned(),
        Function::Length => return Ok(SplinkValue::Integer(length(first))),
        Function::Reverse => first.chars().rev().collect(),
        Function::Replace => {
            let [_, pattern, replacement] = values else { return Err(Cause::new("`replace` takes three texts")) };
            let pattern = text(pattern)?;
            if pattern.is_empty() { first.to_owned() } else { first.replace(pattern, text(replacement)?) }
        }
        Function::Left => {
            let count = whole(values.get(1))?;
            let end = if count < 0 { length(first).saturating_add(count) } else { count };
            between(first, 0, end)
        }
        Function::Right => {
            let count = whole(values.get(1))?;
            let start = if count < 0 { count.saturating_neg() } else { length(first).saturating_sub(count) };
            between(first, start, i64::MAX)
        }
        Function::Substring => {
            let span = values.get(2).map(|_| whole(values.get(2))).transpose()?;
            substring(first, whole(values.get(1))?, span)?
        }
        Function::RegexExtract { pattern, group, or_null } => {
            let found = pattern.group(first, *group);
            if found.is_none() && *or_null {
                return Ok(SplinkValue::Null);
            }
            found.unwrap_or_default().to_owned()
        }
        _ => return Err(Cause::new("this is no function of a text")),
    };
    Ok(SplinkValue::Text(found))
}

fn length(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

/// The letters from one place up to another, from 0.
fn between(text: &str, start: i64, end: i64) -> String {
    let start = usize::try_from(start.max(0)).unwrap_or(usize::MAX);
    let count = usize::try_from(end.max(0)).unwrap_or(usize::MAX).saturating_sub(start);
    text.chars().skip(start).take(count).collect()
}

/// Places further away than this stop DuckDB.
const FURTHEST: u64 = 4_294_967_295;

/// `substring`: from a place from 1, or from -1 at the end, so many letters, backward where the number is negative.
fn substring(text: &str, from: i64, span: Option<i64>) -> Result<String, Cause> {
    if from.unsigned_abs() > FURTHEST || span.unwrap_or(0).unsigned_abs() > FURTHEST {
        return Err(Cause::new("a place in a text is too far away"));
    }
    let start = if from < 0 { length(text) + from } else { from - 1 };
    let other = span.map_or(i64::MAX, |span| start + span);
    Ok(between(text, start.min(other), start.max(other)))
}

/// Without the spaces at its ends: those of Unicode's category Zs, and no tabs or ends of line.
fn trimmed(text: &str, start: bool, end: bool) -> &str {
    let is_space = |letter: char| {
        matches!(letter, ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
    };
    let text = if start { text.trim_start_matches(is_space) } else { text };
    if end { text.trim_end_matches(is_space) } else { text }
}
