//! Blocking rules: which pairs are compared.

use super::column::{Columns, SplinkRecord};
use super::comparison::{columns_of, derive};
use super::evaluate::{DuckDb, Evaluation, Row};
use super::expression::{Comparator, Expression, Side};
use super::fault::{Cause, SplinkFault};
use super::limits::EXPLODED;
use super::settings::SplinkBlockingRuleSettings;
use super::sql::{self, SplinkDialect};
use super::value::SplinkValue;

/// A compiled blocking rule: a predicate on pairs, taken apart into equalities, by which records can be sorted into blocks,
/// and the rest.
#[derive(Clone, Debug)]
pub struct SplinkBlockingRule {
    place: String,
    sql: String,
    duckdb: DuckDb,
    derived: Vec<Expression>,
    whole: Expression,
    /// Left and right key of each equality, as places among the derived.
    keys: Vec<(usize, usize)>,
    residual: Option<Expression>,
    /// Columns whose lists are exploded.
    exploded: Vec<usize>,
}

/// What a rule needs of one record: one set of values, or, where arrays are exploded, one for each element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SplinkBlockingValues {
    variants: Vec<Vec<Result<SplinkValue, Cause>>>,
}

/// The values under which a record is sought: two records that a rule pairs share one of their keys.
pub type SplinkKey = Vec<SplinkValue>;

impl SplinkBlockingRule {
    pub(crate) fn compile(
        settings: &SplinkBlockingRuleSettings,
        dialect: SplinkDialect,
        index: usize,
        columns: &mut Columns,
    ) -> Result<Self, SplinkFault> {
        let place = format!("blocking rule {}", index + 1);
        let mut whole = sql::condition(&settings.blocking_rule, dialect, &place, columns)?;
        let name = |name: &String| name.trim_matches(['"', '`']).to_owned();
        let exploded = settings.arrays_to_explode.iter().map(|array| columns.place_of_list(&name(array))).collect();
        let mut derived = Vec::new();
        derive(&mut whole, &mut derived);
        let parts = match &whole {
            Expression::All(parts) => flattened(parts),
            other => vec![other],
        };
        let mut keys = Vec::new();
        let mut rest = Vec::new();
        for part in parts {
            match key(part) {
                Some(key) => keys.push(key),
                None => rest.push(part.clone()),
            }
        }
        let residual = if rest.len() > 1 { Some(Expression::All(rest)) } else { rest.pop() };
        let sql = settings.blocking_rule.clone();
        Ok(Self { place, sql, duckdb: DuckDb::default(), derived, whole, keys, residual, exploded })
    }

    /// The rule that every pair satisfies.
    pub(crate) fn of_all_pairs() -> Result<Self, SplinkFault> {
        let settings =
            SplinkBlockingRuleSettings { blocking_rule: "1 = 1".to_owned(), ..SplinkBlockingRuleSettings::default() };
        Self::compile(&settings, SplinkDialect::DuckDb, 0, &mut Columns::default())
    }

    /// The rule as it stands in the settings.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The columns that it reads, as places among those of the model.
    pub fn columns(&self) -> Vec<usize> {
        let mut columns = columns_of(&self.derived);
        columns.extend(&self.exploded);
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// How many equalities it is made of. Where there are none, records cannot be sorted into blocks by it.
    pub const fn key_count(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is more to it than its equalities: pairs of one block are then to be held against
    /// [`Self::holds_within_block`].
    pub const fn has_residual(&self) -> bool {
        self.residual.is_some()
    }

    /// Whether a record has the same keys on the right as on the left.
    pub fn is_symmetric(&self) -> bool {
        self.keys.iter().all(|(left, right)| left == right)
    }

    /// What the rule needs of a record.
    ///
    /// # Errors
    /// [`SplinkFault::TooMuch`] where exploding its arrays makes too many records of it, [`SplinkFault::Value`] where what is
    /// to be exploded is no list.
    pub fn derive(&self, record: &SplinkRecord) -> Result<SplinkBlockingValues, SplinkFault> {
        let mut variants = Vec::new();
        for values in self.explode(record)? {
            let evaluation = Evaluation::new(Row::Record(&values), self.duckdb);
            let value = |expression| evaluation.value(expression).map(std::borrow::Cow::into_owned);
            variants.push(self.derived.iter().map(value).collect());
        }
        Ok(SplinkBlockingValues { variants })
    }

    /// The record once for each element of each list that is exploded: an empty list leaves none.
    fn explode(&self, record: &SplinkRecord) -> Result<Vec<Vec<SplinkValue>>, SplinkFault> {
        let mut records = vec![record.values.clone()];
        for &column in &self.exploded {
            let items: Vec<SplinkValue> = match record.values.get(column) {
                None | Some(SplinkValue::Null) => Vec::new(),
                Some(SplinkValue::List(items)) => items.clone(),
                Some(other) => {
                    let reason = format!("an array is exploded, and there is {}", other.kind());
                    return Err(SplinkFault::Value { place: self.place.clone(), reason });
                }
            };
            let found = records.len().saturating_mul(items.len());
            if found > EXPLODED {
                let what = format!("records that {} makes of one record", self.place);
                return Err(SplinkFault::TooMuch { what, found, limit: EXPLODED });
            }
            let with = |item: &SplinkValue, record: &Vec<SplinkValue>| {
                let mut record = record.clone();
                if let Some(value) = record.get_mut(column) {
                    *value = item.clone();
                }
                record
            };
            records = records.iter().flat_map(|record| items.iter().map(|item| with(item, record))).collect();
        }
        Ok(records)
    }

    /// The keys of a record where it is the left one. Without a key it pairs with nothing by this rule.
    pub fn left_keys(&self, values: &SplinkBlockingValues) -> Vec<SplinkKey> {
        self.keys_of(values, |(left, _)| *left)
    }

    /// The keys of a record where it is the right one: the same as [`Self::left_keys`] unless the rule compares different
    /// columns.
    pub fn right_keys(&self, values: &SplinkBlockingValues) -> Vec<SplinkKey> {
        self.keys_of(values, |(_, right)| *right)
    }

    fn keys_of(&self, values: &SplinkBlockingValues, side: impl Fn(&(usize, usize)) -> usize) -> Vec<SplinkKey> {
        let mut keys: Vec<SplinkKey> = Vec::new();
        for variant in &values.variants {
            let part = |key| variant.get(side(key))?.as_ref().ok()?.key();
            if let Some(key) = self.keys.iter().map(part).collect::<Option<SplinkKey>>()
                && !keys.contains(&key)
            {
                keys.push(key);
            }
        }
        keys
    }

    /// Whether the rule pairs two records.
    ///
    /// # Errors
    /// [`SplinkFault::Value`] where DuckDB stops with an error.
    pub fn holds(&self, left: &SplinkBlockingValues, right: &SplinkBlockingValues) -> Result<bool, SplinkFault> {
        self.test(left, right, Some(&self.whole))
    }

    /// Whether the rule pairs two records that share a key: the equalities are not looked at again, unless several records
    /// were made of one.
    ///
    /// # Errors
    /// [`SplinkFault::Value`] where DuckDB stops with an error.
    pub fn holds_within_block(
        &self,
        left: &SplinkBlockingValues,
        right: &SplinkBlockingValues,
    ) -> Result<bool, SplinkFault> {
        if self.exploded.is_empty() {
            return self.test(left, right, self.residual.as_ref());
        }
        self.holds(left, right)
    }

    fn test(
        &self,
        left: &SplinkBlockingValues,
        right: &SplinkBlockingValues,
        condition: Option<&Expression>,
    ) -> Result<bool, SplinkFault> {
        let Some(condition) = condition else { return Ok(true) };
        for first in &left.variants {
            for second in &right.variants {
                let truth = Evaluation::new(Row::Pair(first, second), self.duckdb)
                    .truth(condition)
                    .map_err(|Cause(reason)| SplinkFault::Value { place: self.place.clone(), reason })?;
                if truth == Some(true) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    pub(crate) const fn set_duckdb(&mut self, duckdb: DuckDb) {
        self.duckdb = duckdb;
    }
}

/// The parts of a conjunction, conjunctions within it taken apart.
fn flattened(parts: &[Expression]) -> Vec<&Expression> {
    let mut found = Vec::new();
    for part in parts {
        match part {
            Expression::All(inner) => found.extend(flattened(inner)),
            other => found.push(other),
        }
    }
    found
}

/// An equality of a value of the left record and one of the right.
fn key(part: &Expression) -> Option<(usize, usize)> {
    let Expression::Compare { operator: Comparator::Equal, left, right, .. } = part else { return None };
    match (&**left, &**right) {
        (
            Expression::Operand { side: Side::Left, place: left },
            Expression::Operand { side: Side::Right, place: right },
        ) => Some((*left, *right)),
        (
            Expression::Operand { side: Side::Right, place: right },
            Expression::Operand { side: Side::Left, place: left },
        ) => Some((*left, *right)),
        _ => None,
    }
}
