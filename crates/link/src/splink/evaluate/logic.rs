//! Comparison of values and SQL's logic of three values.

use std::cmp::Ordering;

use super::cast;
use super::number;
use crate::splink::expression::Type;
use crate::splink::fault::Cause;
use crate::splink::value::{SplinkValue, midnight};

/// How two values stand to each other; `None` where one is null. A text is read as the type of the other side. NaN equals
/// itself and is above every number.
pub(crate) fn order(left: &SplinkValue, right: &SplinkValue) -> Result<Option<Ordering>, Cause> {
    use SplinkValue::{Boolean, Date, Integer, List, Null, Struct, Text, Timestamp};
    let found = match (left, right) {
        (Null, _) | (_, Null) => return Ok(None),
        (Text(left), Text(right)) => left.as_bytes().cmp(right.as_bytes()),
        (Text(_), other) => return order(&cast::cast(left, type_of(other)?)?, other),
        (other, Text(_)) => return order(other, &cast::cast(right, type_of(other)?)?),
        (Date(left), Date(right)) => left.cmp(right),
        (Timestamp(left), Timestamp(right)) => left.cmp(right),
        (Date(days), Timestamp(time)) => midnight(*days).cmp(time),
        (Timestamp(time), Date(days)) => time.cmp(&midnight(*days)),
        (Boolean(left), Boolean(right)) => left.cmp(right),
        (Boolean(truth), Integer(number)) => i64::from(*truth).cmp(number),
        (Integer(number), Boolean(truth)) => number.cmp(&i64::from(*truth)),
        (List(left), List(right)) => {
            return order_of_lists(left.iter().zip(right), left.len().cmp(&right.len())).map(Some);
        }
        (Struct(left), Struct(right)) => {
            let fields = left.iter().map(|(_, value)| value).zip(right.iter().map(|(_, value)| value));
            return order_of_lists(fields, left.len().cmp(&right.len())).map(Some);
        }
        _ => number::order(left, right)
            .ok_or_else(|| Cause::new(format!("{} cannot be compared with {}", left.kind(), right.kind())))?,
    };
    Ok(Some(found))
}

/// Inside a list nulls are equal to each other and above all values.
fn order_of_lists<'a>(
    pairs: impl Iterator<Item = (&'a SplinkValue, &'a SplinkValue)>,
    of_lengths: Ordering,
) -> Result<Ordering, Cause> {
    for (left, right) in pairs {
        let found = order(left, right)?.unwrap_or_else(|| left.is_null().cmp(&right.is_null()));
        if found.is_ne() {
            return Ok(found);
        }
    }
    Ok(of_lengths)
}

fn type_of(value: &SplinkValue) -> Result<Type, Cause> {
    Ok(match value {
        SplinkValue::Boolean(_) => Type::Boolean,
        SplinkValue::Integer(_) => Type::Integer,
        SplinkValue::Real(_) => Type::Real,
        SplinkValue::Decimal(_) | SplinkValue::Double(_) => Type::Double,
        SplinkValue::Date(_) => Type::Date,
        SplinkValue::Timestamp(_) => Type::Timestamp,
        other => return Err(Cause::new(format!("a text cannot be compared with {}", other.kind()))),
    })
}

/// A value as a truth value.
pub(crate) fn truth_of(value: &SplinkValue) -> Result<Option<bool>, Cause> {
    match cast::cast(value, Type::Boolean)? {
        SplinkValue::Boolean(truth) => Ok(Some(truth)),
        _ => Ok(None),
    }
}

/// `nullif(a, b)`: null where both are equal, else the first.
pub(crate) fn null_if(values: &[&SplinkValue]) -> Result<SplinkValue, Cause> {
    let [first, second] = values else { return Err(Cause::new("`nullif` takes two values")) };
    let is_equal = order(first, second)? == Some(Ordering::Equal);
    Ok(if is_equal { SplinkValue::Null } else { (*first).clone() })
}

/// The least or the greatest of the values that are not null.
pub(crate) fn extreme(values: &[&SplinkValue], wanted: Ordering) -> Result<SplinkValue, Cause> {
    let mut best = &SplinkValue::Null;
    for &value in values {
        if best.is_null() || order(value, best)? == Some(wanted) {
            best = value;
        }
    }
    Ok(best.clone())
}
