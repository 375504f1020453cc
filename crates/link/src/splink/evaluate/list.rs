//! Lists and structs.

use super::{DuckDb, logic, number, similarity};
use crate::splink::expression::Metric;
use crate::splink::fault::Cause;
use crate::splink::value::SplinkValue;

fn items(value: &SplinkValue) -> Result<&[SplinkValue], Cause> {
    match value {
        SplinkValue::List(items) => Ok(items),
        other => Err(Cause::new(format!("a list is needed, not {}", other.kind()))),
    }
}

/// The element at a place from 1, or from -1 at the end; null outside. Of a text it is a letter.
pub(crate) fn element(value: &SplinkValue, index: i64) -> Result<SplinkValue, Cause> {
    let place_in = |length: usize| {
        let length = i64::try_from(length).ok()?;
        let place = if index < 0 { length.checked_add(index)? } else { index.checked_sub(1)? };
        usize::try_from(place).ok()
    };
    match value {
        SplinkValue::Null => Ok(SplinkValue::Null),
        SplinkValue::Text(text) => {
            let letter = place_in(text.chars().count()).and_then(|place| text.chars().nth(place));
            Ok(SplinkValue::Text(letter.map(String::from).unwrap_or_default()))
        }
        other => {
            let items = items(other)?;
            Ok(place_in(items.len()).and_then(|place| items.get(place)).cloned().unwrap_or(SplinkValue::Null))
        }
    }
}

/// A field of a struct; capitals do not count.
pub(crate) fn field(value: &SplinkValue, name: &str) -> Result<SplinkValue, Cause> {
    match value {
        SplinkValue::Null => Ok(SplinkValue::Null),
        SplinkValue::Struct(fields) => fields
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, field)| field.clone())
            .ok_or_else(|| Cause::new(format!("the struct has no field `{name}`"))),
        other => Err(Cause::new(format!("a struct is needed, not {}", other.kind()))),
    }
}

pub(crate) fn length(values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    let [value] = values else { return Err(Cause::new("the length of one list is asked for")) };
    Ok(SplinkValue::Integer(i64::try_from(items(value)?.len()).unwrap_or(i64::MAX)))
}

/// The distinct elements of the first list that are in the second. No first list gives none, no second an empty one.
pub(crate) fn intersect(values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    let [left, right] = values else { return Err(Cause::new("two lists are intersected")) };
    if left.is_null() {
        return Ok(SplinkValue::Null);
    }
    let right = if right.is_null() { &[] } else { items(right)? };
    let right: std::collections::HashSet<SplinkValue, foldhash::fast::FixedState> =
        right.iter().filter_map(SplinkValue::key).collect();
    let mut seen = std::collections::HashSet::with_hasher(foldhash::fast::FixedState::default());
    let mut shared = Vec::new();
    for item in items(left)? {
        if let Some(key) = item.key()
            && right.contains(&key)
            && seen.insert(key)
        {
            shared.push(item.clone());
        }
    }
    Ok(SplinkValue::List(shared))
}

/// The best of a metric over all pairs of elements; null where there is no pair.
pub(crate) fn pairwise(
    metric: Metric,
    highest: bool,
    values: &[&SplinkValue],
    duckdb: DuckDb,
) -> Result<SplinkValue, Cause> {
    let [left, right] = values else { return Err(Cause::new("two lists are compared")) };
    if left.is_null() || right.is_null() {
        return Ok(SplinkValue::Null);
    }
    let (left, right) = (items(left)?, items(right)?);
    let wanted = if highest { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Less };
    let mut best = SplinkValue::Null;
    for first in left {
        for second in right {
            if first.is_null() || second.is_null() {
                continue;
            }
            let found = similarity::of_values(metric, &[first, second], duckdb)?;
            if best.is_null() || logic::order(&found, &best)? == Some(wanted) {
                best = found;
            }
        }
    }
    Ok(best)
}

/// Cosine of the angle between two lists of numbers. In singles where both are of singles.
pub(crate) fn cosine(values: &[&SplinkValue], duckdb: DuckDb) -> Result<SplinkValue, Cause> {
    let [left, right] = values else { return Err(Cause::new("two lists are compared")) };
    let (left, right) = (items(left)?, items(right)?);
    if left.len() != right.len() {
        return Err(Cause::new("the two lists of numbers are not of one length"));
    }
    let is_single = |items: &[SplinkValue]| items.iter().all(|item| matches!(item, SplinkValue::Real(_)));
    let parts: Option<Vec<(f64, f64)>> =
        left.iter().zip(right).map(|pair| number::as_double(pair.0).zip(number::as_double(pair.1))).collect();
    let parts = parts.ok_or_else(|| Cause::new("a list of numbers holds something else"))?;
    if is_single(left) && is_single(right) {
        return Ok(cosine_of_singles(&parts, duckdb));
    }
    let [mut product, mut of_left, mut of_right] = [0.0_f64; 3];
    for (left, right) in parts {
        product += left * right;
        of_left += left * left;
        of_right += right * right;
    }
    if duckdb == DuckDb::One && of_left * of_right == 0.0 {
        return Ok(SplinkValue::Double(-1.0));
    }
    Ok(SplinkValue::Double(clamped(product / (of_left * of_right).sqrt())))
}

#[expect(clippy::cast_possible_truncation, reason = "the numbers come from singles")]
fn cosine_of_singles(parts: &[(f64, f64)], duckdb: DuckDb) -> SplinkValue {
    let [mut product, mut of_left, mut of_right] = [0.0_f32; 3];
    for &(left, right) in parts {
        let (left, right) = (left as f32, right as f32);
        product += left * right;
        of_left += left * left;
        of_right += right * right;
    }
    if duckdb == DuckDb::One && of_left * of_right == 0.0 {
        return SplinkValue::Real(-1.0);
    }
    SplinkValue::Real(clamped(f64::from(product / (of_left * of_right).sqrt())) as f32)
}

/// Rounding may carry a cosine past 1.
const fn clamped(cosine: f64) -> f64 {
    cosine.clamp(-1.0, 1.0)
}
