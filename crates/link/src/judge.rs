//! Weighing any pair of rows, blocked or not, and what keeps the two apart.

use crate::field::{Caches, Fields};
use crate::guard::Guard;
use crate::model::{Model, Score};
use crate::scorer::Scorer;

/// The model with what it is applied to.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    pub(crate) fields: &'a Fields<'a>,
    pub(crate) model: &'a Model,
    scorer: &'a Scorer,
    /// Where only some rows are judged, and are numbered among themselves: those rows.
    some: Option<&'a [u32]>,
}

/// A pair's outcome.
pub(crate) struct Weighed {
    pub(crate) pattern: u64,
    pub(crate) score: Score,
    joint: [f64; 3],
}

impl<'a> Judge<'a> {
    pub(crate) const fn new(fields: &'a Fields<'a>, model: &'a Model, scorer: &'a Scorer) -> Self {
        Self { fields, model, scorer, some: None }
    }

    /// The same for some rows, which are numbered in the order given.
    pub(crate) const fn of_some(self, rows: &'a [u32]) -> Self {
        Self { some: Some(rows), ..self }
    }

    /// How many rows there are.
    pub(crate) const fn len(&self) -> usize {
        match self.some {
            Some(rows) => rows.len(),
            None => self.fields.records.len(),
        }
    }

    fn row(&self, row: u32) -> u32 {
        self.some.map_or(row, |rows| rows.get(row as usize).copied().unwrap_or(u32::MAX))
    }

    /// The verified identifiers of a row: a number for what it is, 0 for NHS numbers, and one for the identifier.
    pub(crate) fn verified(&self, row: u32) -> impl Iterator<Item = (u32, u64)> {
        let (records, row) = (self.fields.records, self.row(row));
        let number = Some(records.row(row).number).filter(|number| number.is_verified());
        let columns = (1..).zip(&records.texts).filter(move |(_, column)| column.is_verified(row));
        let identifiers = columns.map(move |(kind, column)| (kind, column.key(column.code(row))));
        number.map(|number| (0, number.digits())).into_iter().chain(identifiers)
    }

    /// Compares and weighs two rows.
    pub(crate) fn weigh(&self, caches: &mut Caches, left: u32, right: u32) -> Weighed {
        self.weigh_pattern(self.fields.pattern(caches, self.row(left), self.row(right)))
    }

    /// Weighs what came of comparing two rows.
    pub(crate) fn weigh_pattern(&self, pattern: u64) -> Weighed {
        let joint = self.scorer.joint(pattern);
        Weighed { pattern, score: Scorer::score_of(joint), joint }
    }

    /// What keeps two rows apart.
    pub(crate) fn guard(&self, weighed: &Weighed) -> Option<Guard> {
        self.model.guard(weighed.pattern, weighed.joint)
    }

    /// Whether a row bears the given names of two others: `Huw Phillip` those of `Huw` and of `Phillip`.
    pub(crate) fn names_both(&self, row: u32, left: u32, right: u32) -> bool {
        let records = self.fields.records;
        let names = &records.names;
        let given = |row: u32| names.given(records.row(self.row(row)).names.given);
        let (both, left, right) = (given(row), given(left), given(right));
        names.is_called(left, both) && names.is_called(right, both)
    }
}
