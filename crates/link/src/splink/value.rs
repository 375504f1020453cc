//! The values of a record, typed as DuckDB types them.

use std::fmt;
use std::hash::{Hash, Hasher};

/// A value of a record. Text is compared by its bytes; a number that DuckDB holds as `DOUBLE` is [`SplinkValue::Double`].
#[derive(Clone)]
pub enum SplinkValue {
    /// No value.
    Null,
    /// `BOOLEAN`.
    Boolean(bool),
    /// `TINYINT` to `BIGINT`.
    Integer(i64),
    /// `DECIMAL`, to the precision of a double.
    Decimal(f64),
    /// `FLOAT`, also called `REAL`.
    Real(f32),
    /// `DOUBLE`.
    Double(f64),
    /// `VARCHAR`.
    Text(String),
    /// `DATE`: days since 1970-01-01.
    Date(i32),
    /// `TIMESTAMP`: microseconds since 1970-01-01 00:00.
    Timestamp(i64),
    /// A list or array.
    List(Vec<Self>),
    /// A struct: names and values of its fields.
    Struct(Vec<(String, Self)>),
}

impl SplinkValue {
    /// Whether there is no value.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// What the value is called in a message.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "no value",
            Self::Boolean(_) => "a truth value",
            Self::Integer(_) | Self::Decimal(_) | Self::Real(_) | Self::Double(_) => "a number",
            Self::Text(_) => "a text",
            Self::Date(_) => "a date",
            Self::Timestamp(_) => "a time",
            Self::List(_) => "a list",
            Self::Struct(_) => "a struct",
        }
    }

    /// The value under which all equal values are one key, whatever their type: whole numbers are integers, dates are
    /// times. `None` for a value that equals nothing in a join.
    pub(crate) fn key(&self) -> Option<Self> {
        match *self {
            Self::Null => None,
            Self::Decimal(number) | Self::Double(number) => Some(number_key(number)),
            Self::Real(number) => Some(number_key(f64::from(number))),
            Self::Boolean(truth) => Some(Self::Integer(i64::from(truth))),
            Self::Date(days) => Some(Self::Timestamp(midnight(days))),
            Self::Integer(_) | Self::Text(_) | Self::Timestamp(_) => Some(self.clone()),
            Self::List(ref items) => {
                Some(Self::List(items.iter().map(|item| item.key().unwrap_or(Self::Null)).collect()))
            }
            Self::Struct(ref fields) => Some(Self::Struct(
                fields.iter().map(|(name, field)| (name.clone(), field.key().unwrap_or(Self::Null))).collect(),
            )),
        }
    }
}

pub(crate) const MICROSECONDS_A_DAY: i64 = 86_400_000_000;

/// The start of a day as a time; of a day that is out of reach, the furthest time.
pub(crate) fn midnight(days: i32) -> i64 {
    i64::from(days).saturating_mul(MICROSECONDS_A_DAY)
}

/// Whole numbers up to here are the same as integers and as doubles.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn number_key(number: f64) -> SplinkValue {
    if number.fract() == 0.0 && number.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within the integers that a double holds")]
        return SplinkValue::Integer(number as i64);
    }
    SplinkValue::Double(if number.is_nan() { f64::NAN } else { number })
}

impl fmt::Debug for SplinkValue {
    /// A value may be personal: it is not printed.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}

/// Sameness of type and bits, for keys and memos; SQL's equality is the evaluator's.
impl PartialEq for SplinkValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(left), Self::Boolean(right)) => left == right,
            (Self::Integer(left), Self::Integer(right)) | (Self::Timestamp(left), Self::Timestamp(right)) => {
                left == right
            }
            (Self::Decimal(left), Self::Decimal(right)) | (Self::Double(left), Self::Double(right)) => {
                left.to_bits() == right.to_bits()
            }
            (Self::Real(left), Self::Real(right)) => left.to_bits() == right.to_bits(),
            (Self::Text(left), Self::Text(right)) => left == right,
            (Self::Date(left), Self::Date(right)) => left == right,
            (Self::List(left), Self::List(right)) => left == right,
            (Self::Struct(left), Self::Struct(right)) => left == right,
            _ => false,
        }
    }
}

impl Eq for SplinkValue {}

impl Hash for SplinkValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Boolean(truth) => truth.hash(state),
            Self::Integer(number) | Self::Timestamp(number) => number.hash(state),
            Self::Decimal(number) | Self::Double(number) => number.to_bits().hash(state),
            Self::Real(number) => number.to_bits().hash(state),
            Self::Text(text) => text.hash(state),
            Self::Date(days) => days.hash(state),
            Self::List(items) => items.hash(state),
            Self::Struct(fields) => fields.hash(state),
        }
    }
}

impl From<&str> for SplinkValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<&str>> for SplinkValue {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_of_different_types_are_one_key() {
        assert_eq!(SplinkValue::Double(5.0).key(), SplinkValue::Integer(5).key());
        assert_eq!(SplinkValue::Double(-0.0).key(), SplinkValue::Integer(0).key());
        assert_eq!(SplinkValue::Date(1).key(), SplinkValue::Timestamp(86_400_000_000).key());
        assert_ne!(SplinkValue::Double(5.5).key(), SplinkValue::Integer(5).key());
        assert_eq!(SplinkValue::Null.key(), None);
    }

    #[test]
    fn a_value_is_not_printed() {
        assert_eq!(format!("{:?}", SplinkValue::from("Rhys")), "[personal]");
    }
}
