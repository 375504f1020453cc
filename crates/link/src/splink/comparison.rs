//! A comparison, compiled: what it derives from each record, and which level a pair reaches.

use std::collections::BTreeSet;

use super::column::{Columns, SplinkRecord};
use super::evaluate::{DuckDb, Evaluation, Row};
use super::expression::{Comparator, Expression, Side};
use super::fault::{Cause, SplinkFault};
use super::settings::SplinkComparisonSettings;
use super::sql::{self, SplinkDialect};
use super::value::SplinkValue;

/// A compiled comparison.
#[derive(Clone, Debug)]
pub struct SplinkComparison {
    name: String,
    duckdb: DuckDb,
    columns: Vec<usize>,
    /// What is derived from one record.
    derived: Vec<Expression>,
    /// The condition of each level over derived values; `None` is ELSE.
    levels: Vec<Level>,
}

#[derive(Clone, Debug)]
struct Level {
    label: String,
    condition: Option<Expression>,
    is_null: bool,
    /// The columns of which the level is an exact match, all of them; `None` where it is something else.
    exact: Option<Vec<usize>>,
}

/// What a comparison needs of one record. Equal values reach equal levels, so that levels can be kept for pairs of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SplinkValues {
    values: Vec<Result<SplinkValue, Cause>>,
}

/// The level that a pair reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SplinkLevel {
    /// Its place among the levels of the comparison, from 0; `None` where no condition holds and there is no ELSE.
    pub place: Option<usize>,
    /// Whether a similarity that was looked at lies within 1e-9 of its threshold.
    pub is_near_threshold: bool,
}

impl SplinkComparison {
    /// Compiles a comparison; columns that are new are added to `columns`.
    pub(crate) fn compile(
        settings: &SplinkComparisonSettings,
        dialect: SplinkDialect,
        index: usize,
        columns: &mut Columns,
    ) -> Result<Self, SplinkFault> {
        let mut derived = Vec::new();
        let mut levels: Vec<Level> = Vec::new();
        let mut first_column = None;
        for (number, level) in settings.comparison_levels.iter().enumerate() {
            let label = level.label_for_charts.clone().unwrap_or_else(|| level.sql_condition.clone());
            let place = place(&settings.output_column_name, index, number, &label);
            let sql = level.sql_condition.trim();
            if levels.iter().any(|before| before.condition.is_none()) {
                return Err(shape(&place, "comes after the level `ELSE`, which is the last"));
            }
            let is_null = level.is_null_level;
            if sql.eq_ignore_ascii_case("ELSE") {
                levels.push(Level { label, condition: None, is_null, exact: None });
                continue;
            }
            let mut condition = sql::condition(sql, dialect, &place, columns)?;
            first_column = first_column.or_else(|| first_operand(&condition));
            let exact = equalities(&condition, false);
            derive(&mut condition, &mut derived);
            levels.push(Level { label, condition: Some(condition), is_null, exact });
        }
        // Splink's own first guesses divide by the number of levels beside the first.
        if levels.iter().filter(|level| !level.is_null).count() < 2 {
            let place = format!("comparisons[{index}].comparison_levels");
            return Err(shape(&place, "has fewer than two levels beside those for missing values"));
        }
        let name = if settings.output_column_name.is_empty() {
            let column = first_column.and_then(|place| columns.0.get(place));
            column.map_or_else(|| format!("comparison_{index}"), |column| column.name.clone())
        } else {
            settings.output_column_name.clone()
        };
        Ok(Self { name, duckdb: DuckDb::default(), columns: columns_of(&derived), derived, levels })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns that it reads, as places among those of the model: records that agree on them have equal values.
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// How many levels it has, those for missing values included.
    pub const fn level_count(&self) -> usize {
        self.levels.len()
    }

    /// What a level is called; empty where there is no such level.
    pub fn label(&self, level: usize) -> &str {
        self.levels.get(level).map_or("", |level| &level.label)
    }

    /// Whether a level stands for a missing value.
    pub fn is_null_level(&self, level: usize) -> bool {
        self.levels.get(level).is_some_and(|level| level.is_null)
    }

    /// What the comparison needs of a record. Where an expression has no value, [`Self::level`] says so, if it comes to it.
    pub fn derive(&self, record: &SplinkRecord) -> SplinkValues {
        let evaluation = Evaluation::new(Row::Record(&record.values), self.duckdb);
        let value = |expression| evaluation.value(expression).map(std::borrow::Cow::into_owned);
        SplinkValues { values: self.derived.iter().map(value).collect() }
    }

    /// The level that a pair reaches: the first whose condition holds. Which record is left matters for some conditions:
    /// see [`super::SplinkModel`].
    ///
    /// # Errors
    /// [`SplinkFault::Value`] where DuckDB stops with an error, such as at the Jaccard similarity of an empty text.
    pub fn level(&self, left: &SplinkValues, right: &SplinkValues) -> Result<SplinkLevel, SplinkFault> {
        let evaluation = Evaluation::new(Row::Pair(&left.values, &right.values), self.duckdb);
        for (place, level) in self.levels.iter().enumerate() {
            let holds = match &level.condition {
                None => true,
                Some(condition) => {
                    evaluation.truth(condition).map_err(|Cause(reason)| {
                        let place = format!("comparison `{}`, level {} `{}`", self.name, place + 1, level.label);
                        SplinkFault::Value { place, reason }
                    })? == Some(true)
                }
            };
            if holds {
                return Ok(SplinkLevel { place: Some(place), is_near_threshold: evaluation.was_near() });
            }
        }
        Ok(SplinkLevel { place: None, is_near_threshold: evaluation.was_near() })
    }

    pub(crate) const fn set_duckdb(&mut self, duckdb: DuckDb) {
        self.duckdb = duckdb;
    }

    /// The first level that is an exact match of a column and of no other.
    pub(crate) fn exact_match_of(&self, column: usize) -> Option<usize> {
        self.levels.iter().position(|level| level.exact.as_deref() == Some(&[column]))
    }

    pub(crate) fn is_else(&self, level: usize) -> bool {
        self.levels.get(level).is_some_and(|level| level.condition.is_none())
    }
}

/// How a level is called in messages.
fn place(comparison: &str, index: usize, level: usize, label: &str) -> String {
    let name = if comparison.is_empty() { format!("number {}", index + 1) } else { format!("`{comparison}`") };
    let label: String = label.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    format!("comparison {name}, level {} `{label}`", level + 1)
}

fn shape(place: &str, reason: &str) -> SplinkFault {
    SplinkFault::Shape { place: place.to_owned(), reason: reason.to_owned() }
}

/// The columns in expressions over one record, in order.
pub(crate) fn columns_of(derived: &[Expression]) -> Vec<usize> {
    fn collect(expression: &Expression, columns: &mut BTreeSet<usize>) {
        if let Expression::Operand { place, .. } = expression {
            columns.insert(*place);
        }
        expression.children().into_iter().for_each(|child| collect(child, columns));
    }
    let mut columns = BTreeSet::new();
    derived.iter().for_each(|expression| collect(expression, &mut columns));
    columns.into_iter().collect()
}

fn first_operand(expression: &Expression) -> Option<usize> {
    match expression {
        Expression::Operand { place, .. } => Some(*place),
        other => other.children().into_iter().find_map(first_operand),
    }
}

/// Puts what depends on one record alone among the derived expressions, the largest parts first, so that a pair is left
/// with what needs both.
pub(crate) fn derive(expression: &mut Expression, derived: &mut Vec<Expression>) {
    let side = match expression.sides() {
        (false, false) => return,
        (true, true) => return expression.children_mut().into_iter().for_each(|child| derive(child, derived)),
        (true, false) => Side::Left,
        (false, true) => Side::Right,
    };
    let part = expression.clone().on_one_side();
    let place = derived.iter().position(|known| *known == part).unwrap_or_else(|| {
        derived.push(part);
        derived.len() - 1
    });
    *expression = Expression::Operand { side, place };
}

/// The columns that a condition says to be the same on both sides, where it says nothing else. As Splink does when it looks
/// for the exact match that a term frequency adjusts: on the condition in normal form.
fn equalities(condition: &Expression, is_negated: bool) -> Option<Vec<usize>> {
    let wanted = if is_negated { Comparator::NotEqual } else { Comparator::Equal };
    match condition {
        Expression::Not(operand) => equalities(operand, !is_negated),
        Expression::Compare { operator, left, right, .. } if *operator == wanted => match (&**left, &**right) {
            (Expression::Operand { place: left, .. }, Expression::Operand { place: right, .. }) if left == right => {
                Some(vec![*left])
            }
            _ => None,
        },
        Expression::All(parts) if !is_negated => equalities_of_all(parts, is_negated),
        Expression::Any(parts) if is_negated => equalities_of_all(parts, is_negated),
        Expression::Constant(SplinkValue::Boolean(truth)) if *truth != is_negated => Some(Vec::new()),
        _ => None,
    }
}

fn equalities_of_all(parts: &[Expression], is_negated: bool) -> Option<Vec<usize>> {
    let mut columns = Vec::new();
    for part in parts {
        for column in equalities(part, is_negated)? {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    Some(columns)
}
