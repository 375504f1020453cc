//! Arithmetic and the functions of numbers.

use std::cmp::Ordering;

use super::DuckDb;
use crate::splink::expression::{Function, Operator};
use crate::splink::fault::Cause;
use crate::splink::value::SplinkValue::{self, Date, Decimal, Double, Integer, Null, Real};

/// A number as a double; `None` for what is no number.
#[expect(clippy::cast_precision_loss, reason = "as the data base does")]
pub(crate) const fn as_double(value: &SplinkValue) -> Option<f64> {
    match value {
        Integer(number) => Some(*number as f64),
        Decimal(number) | Double(number) => Some(*number),
        Real(number) => Some(*number as f64),
        _ => None,
    }
}

/// A number as a single: what the other side of a single becomes, unless it is a double.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "as the data base does")]
const fn as_single(value: &SplinkValue) -> Option<f32> {
    match value {
        Integer(number) => Some(*number as f32),
        Decimal(number) => Some(*number as f32),
        Real(number) => Some(*number),
        _ => None,
    }
}

fn order_of_doubles(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right).unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
}

/// How two numbers stand to each other; `None` for what is no number.
pub(crate) fn order(left: &SplinkValue, right: &SplinkValue) -> Option<Ordering> {
    match (left, right) {
        (Integer(left), Integer(right)) => Some(left.cmp(right)),
        (Double(_), _) | (_, Double(_)) => Some(order_of_doubles(as_double(left)?, as_double(right)?)),
        (Real(_), _) | (_, Real(_)) => {
            Some(order_of_doubles(f64::from(as_single(left)?), f64::from(as_single(right)?)))
        }
        _ => Some(order_of_doubles(as_double(left)?, as_double(right)?)),
    }
}

/// One of the four operations. Whole numbers stay whole, except in a division; days between two dates are a number.
pub(crate) fn arithmetic(operator: Operator, left: &SplinkValue, right: &SplinkValue) -> Result<SplinkValue, Cause> {
    let overflow = || Cause::new("the result is not among the integers");
    match (left, right) {
        (Null, _) | (_, Null) => Ok(Null),
        (Date(left), Date(right)) if operator == Operator::Subtract => {
            Ok(Integer(i64::from(*left) - i64::from(*right)))
        }
        (Integer(left), Integer(right)) if operator != Operator::Divide => {
            let result = match operator {
                Operator::Add => left.checked_add(*right),
                Operator::Subtract => left.checked_sub(*right),
                Operator::Multiply | Operator::Divide => left.checked_mul(*right),
            };
            result.map(Integer).ok_or_else(overflow)
        }
        (Real(_), Integer(_) | Decimal(_) | Real(_)) | (Integer(_) | Decimal(_), Real(_)) => {
            let (Some(left), Some(right)) = (as_single(left), as_single(right)) else {
                return Err(not_numbers(left, right));
            };
            Ok(Real(match operator {
                Operator::Add => left + right,
                Operator::Subtract => left - right,
                Operator::Multiply => left * right,
                Operator::Divide => left / right,
            }))
        }
        _ => {
            let (Some(first), Some(second)) = (as_double(left), as_double(right)) else {
                return Err(not_numbers(left, right));
            };
            let result = match operator {
                Operator::Add => first + second,
                Operator::Subtract => first - second,
                Operator::Multiply => first * second,
                Operator::Divide => first / second,
            };
            let is_exact = !matches!((left, right), (Double(_), _) | (_, Double(_))) && operator != Operator::Divide;
            Ok(if is_exact { Decimal(result) } else { Double(result) })
        }
    }
}

fn not_numbers(left: &SplinkValue, right: &SplinkValue) -> Cause {
    Cause::new(format!("no arithmetic is known with {} and {}", left.kind(), right.kind()))
}

/// A function of one number.
pub(crate) fn call(function: &Function, values: &[&SplinkValue], duckdb: DuckDb) -> Result<SplinkValue, Cause> {
    let [value] = values else { return Err(Cause::new("the function takes one number")) };
    let number = as_double(value).ok_or_else(|| Cause::new(format!("a number is needed, not {}", value.kind())))?;
    let overflow = || Cause::new("the result is not among the integers");
    match function {
        Function::Absolute => match value {
            Integer(number) => number.checked_abs().map(Integer).ok_or_else(overflow),
            Real(number) => Ok(Real(number.abs())),
            Decimal(number) => Ok(Decimal(number.abs())),
            _ => Ok(Double(number.abs())),
        },
        Function::Negate => match value {
            Integer(number) => number.checked_neg().map(Integer).ok_or_else(overflow),
            Real(number) => Ok(Real(-number)),
            Decimal(number) => Ok(Decimal(-number)),
            _ => Ok(Double(-number)),
        },
        Function::Floor => match value {
            Integer(number) => Ok(Integer(*number)),
            Real(number) => Ok(Real(number.floor())),
            Decimal(number) => Ok(Decimal(number.floor())),
            _ => Ok(Double(number.floor())),
        },
        Function::Radians => Ok(Double(number * (std::f64::consts::PI / 180.0))),
        Function::Sine | Function::Cosine if number.is_infinite() => Err(Cause::new("an angle is not finite")),
        Function::Sine => Ok(Double(libm::sin(number))),
        Function::Cosine => Ok(Double(libm::cos(number))),
        Function::ArcCosine if number.abs() > 1.0 && duckdb == DuckDb::One => {
            Err(Cause::new("`acos` is not defined outside -1 to 1"))
        }
        Function::ArcCosine => Ok(Double(libm::acos(number))),
        _ => Err(Cause::new("this is no function of a number")),
    }
}
