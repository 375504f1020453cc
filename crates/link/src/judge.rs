//! Weighing any pair of rows, blocked or not, and what keeps the two apart.

use crate::field::{Caches, Fields};
use crate::guard::Guard;
use crate::model::{Model, Score};
use crate::scorer::Scorer;

/// The model with what it is applied to.
pub(crate) struct Judge<'a> {
    pub(crate) fields: &'a Fields<'a>,
    pub(crate) model: &'a Model,
    scorer: Scorer,
}

/// A pair's outcome.
pub(crate) struct Weighed {
    pub(crate) pattern: u64,
    pub(crate) score: Score,
    joint: [f64; 3],
}

impl<'a> Judge<'a> {
    pub(crate) fn new(fields: &'a Fields<'a>, model: &'a Model) -> Self {
        Self { fields, model, scorer: Scorer::new(model) }
    }

    /// Compares and weighs two rows.
    pub(crate) fn weigh(&self, caches: &mut Caches, left: u32, right: u32) -> Weighed {
        self.weigh_pattern(self.fields.pattern(caches, left, right))
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
        let given = |row: u32| names.given(records.row(row).names.given);
        let (both, left, right) = (given(row), given(left), given(right));
        names.called(left, both).is_some() && names.called(right, both).is_some()
    }
}
