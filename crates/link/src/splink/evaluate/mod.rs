//! Evaluates expressions as DuckDB does.

pub(crate) mod cast;
pub(crate) mod clock;
mod letter;
mod list;
mod logic;
mod number;
pub(crate) mod pattern;
pub(crate) mod similarity;
pub(crate) mod strptime;
mod text;

use std::borrow::Cow;
use std::cell::Cell;

use super::expression::{Expression, Function, Side};
use super::fault::Cause;
use super::value::SplinkValue;

/// Similarities nearer to their threshold than this are counted: the last digit decides them.
const NEAR: f64 = 1e-9;

/// Which DuckDB's answers are wanted. They differ where a text has letters outside ASCII, and where a list of numbers is
/// all zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DuckDb {
    /// 1.x: the similarity functions compare bytes.
    One,
    /// 2.x: they compare code points.
    #[default]
    Two,
}

/// The values that operands name: one record, or the derived values of two.
#[derive(Clone, Copy)]
pub(crate) enum Row<'a> {
    Record(&'a [SplinkValue]),
    Pair(&'a [Result<SplinkValue, Cause>], &'a [Result<SplinkValue, Cause>]),
}

/// One evaluation: where its operands come from, and what was seen on the way.
pub(crate) struct Evaluation<'a> {
    row: Row<'a>,
    duckdb: DuckDb,
    near: Cell<bool>,
}

/// A value, borrowed where it is an operand or a constant.
pub(crate) type Found<'a> = Result<Cow<'a, SplinkValue>, Cause>;

impl<'a> Evaluation<'a> {
    pub(crate) const fn new(row: Row<'a>, duckdb: DuckDb) -> Self {
        Self { row, duckdb, near: Cell::new(false) }
    }

    /// Whether a similarity that was compared lies within 1e-9 of its threshold.
    pub(crate) const fn was_near(&self) -> bool {
        self.near.get()
    }

    /// Whether a condition holds; `None` is SQL's unknown.
    pub(crate) fn truth(&self, condition: &'a Expression) -> Result<Option<bool>, Cause> {
        match condition {
            Expression::Not(operand) => Ok(self.truth(operand)?.map(|truth| !truth)),
            Expression::All(parts) => self.chain(parts, false),
            Expression::Any(parts) => self.chain(parts, true),
            Expression::IsNull(operand) => Ok(Some(self.value(operand)?.is_null())),
            Expression::Compare { operator, left, right, is_rounded } => {
                let (first, second) = (self.value(left)?, self.value(right)?);
                let order = logic::order(&first, &second)?;
                if *is_rounded && is_near(&first, &second) {
                    self.near.set(true);
                }
                Ok(order.map(|order| operator.is_met_by(order)))
            }
            other => logic::truth_of(self.value(other)?.as_ref()),
        }
    }

    /// AND or OR of parts: the first part that decides ends it.
    fn chain(&self, parts: &'a [Expression], decisive: bool) -> Result<Option<bool>, Cause> {
        let mut is_known = true;
        for part in parts {
            match self.truth(part)? {
                Some(truth) if truth == decisive => return Ok(Some(decisive)),
                Some(_) => {}
                None => is_known = false,
            }
        }
        Ok(is_known.then_some(!decisive))
    }

    pub(crate) fn value(&self, expression: &'a Expression) -> Found<'a> {
        match expression {
            Expression::Operand { side, place } => self.operand(*side, *place),
            Expression::Constant(value) => Ok(Cow::Borrowed(value)),
            Expression::Not(_)
            | Expression::All(_)
            | Expression::Any(_)
            | Expression::IsNull(_)
            | Expression::Compare { .. } => {
                let truth = self.truth(expression)?;
                Ok(Cow::Owned(truth.map_or(SplinkValue::Null, SplinkValue::Boolean)))
            }
            Expression::Arithmetic { operator, left, right } => {
                number::arithmetic(*operator, self.value(left)?.as_ref(), self.value(right)?.as_ref()).map(Cow::Owned)
            }
            Expression::Case { branches, otherwise } => {
                for (condition, result) in branches {
                    if self.truth(condition)? == Some(true) {
                        return self.value(result);
                    }
                }
                otherwise.as_ref().map_or(Ok(Cow::Owned(SplinkValue::Null)), |result| self.value(result))
            }
            Expression::Cast { to, lenient, operand } => {
                let cast = cast::cast(self.value(operand)?.as_ref(), *to);
                if *lenient { Ok(Cow::Owned(cast.unwrap_or(SplinkValue::Null))) } else { cast.map(Cow::Owned) }
            }
            Expression::Element { operand, index } => {
                list::element(self.value(operand)?.as_ref(), *index).map(Cow::Owned)
            }
            Expression::Field { operand, name } => list::field(self.value(operand)?.as_ref(), name).map(Cow::Owned),
            Expression::Call { function, arguments } => self.call(function, arguments).map(Cow::Owned),
        }
    }

    fn operand(&self, side: Side, place: usize) -> Found<'a> {
        let missing = || Cause::new("the record has no value for it");
        match self.row {
            Row::Record(values) => Ok(values.get(place).map_or(Cow::Owned(SplinkValue::Null), Cow::Borrowed)),
            Row::Pair(left, right) => {
                let values = if side == Side::Left { left } else { right };
                values.get(place).ok_or_else(missing)?.as_ref().map(Cow::Borrowed).map_err(Clone::clone)
            }
        }
    }

    fn call(&self, function: &Function, arguments: &'a [Expression]) -> Result<SplinkValue, Cause> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let value = self.value(argument)?;
            if matches!(function, Function::Coalesce) && !value.is_null() {
                return Ok(value.into_owned());
            }
            values.push(value);
        }
        let values: Vec<&SplinkValue> = values.iter().map(AsRef::as_ref).collect();
        match function {
            Function::Coalesce => Ok(SplinkValue::Null),
            Function::NullIf => logic::null_if(&values),
            Function::Least => logic::extreme(&values, std::cmp::Ordering::Less),
            Function::Greatest => logic::extreme(&values, std::cmp::Ordering::Greater),
            Function::Concatenate => text::concatenate(&values),
            Function::ListIntersect => list::intersect(&values),
            Function::Pairwise { metric, highest } => list::pairwise(*metric, *highest, &values, self.duckdb),
            // Every other function is null where an argument is.
            _ if values.iter().any(|value| value.is_null()) => Ok(SplinkValue::Null),
            Function::Similarity(metric) => similarity::of_values(*metric, &values, self.duckdb),
            Function::CosineSimilarity => list::cosine(&values, self.duckdb),
            Function::ListLength => list::length(&values),
            Function::Length if matches!(values.first(), Some(SplinkValue::List(_))) => list::length(&values),
            Function::ParseTime { format, lenient } => {
                let time = strptime::parse(format, text::only(&values)?, self.duckdb);
                if time.is_null() && !lenient {
                    Err(Cause::new("a text is not a time of the format"))
                } else {
                    Ok(time)
                }
            }
            Function::Epoch => clock::epoch(&values),
            Function::DateDifference(part) => clock::difference(*part, &values),
            Function::DatePart(part) => clock::part(*part, &values),
            Function::Absolute
            | Function::Negate
            | Function::Floor
            | Function::Radians
            | Function::Sine
            | Function::Cosine
            | Function::ArcCosine => number::call(function, &values, self.duckdb),
            _ => text::call(function, &values),
        }
    }
}

fn is_near(left: &SplinkValue, right: &SplinkValue) -> bool {
    match (number::as_double(left), number::as_double(right)) {
        (Some(left), Some(right)) => (left - right).abs() <= NEAR,
        _ => false,
    }
}
