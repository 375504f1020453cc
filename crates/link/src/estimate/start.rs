//! The model before the first round.

use crate::field::{Field, Fields};
use crate::level::Level;
use crate::model::{FieldModel, LevelModel, Model};
use crate::specification::ComparisonKind;

/// What share of pairs of two people in one household agree like one person on what is a person's own: twins share the
/// date of birth, a father and a son the name, a mother's number stands on her baby. A little more than is met in practice,
/// because a wrong join harms more than a missed one.
pub(crate) const HOUSEHOLD_LIKENESS: f64 = 0.01;

/// A model from random pairs and from what is usual, where `counts` are patterns of random pairs.
pub(crate) fn start(fields: &Fields<'_>, counts: &[(u64, u64)], rows: usize) -> Model {
    let has_household = fields.iter().any(|field| matches!(field.kind, ComparisonKind::Place | ComparisonKind::Phone));
    let per_row = 2.0 / to_f64(rows.saturating_sub(1).max(2) as u64);
    Model {
        fields: fields.iter().map(|field| field_model(field, counts)).collect(),
        match_share: (0.5 * per_row).min(0.25),
        household_share: if has_household { (0.5 * per_row).min(0.25) } else { 0.0 },
        starts: Vec::new(),
    }
}

fn field_model(field: &Field<'_>, counts: &[(u64, u64)]) -> FieldModel {
    let mut met: Vec<u64> = vec![0; field.levels.len()];
    for &(pattern, count) in counts {
        let level = usize::from(field.digit.unpack(pattern).level);
        if let Some(met) = level.checked_sub(1).and_then(|place| met.get_mut(place)) {
            *met += count;
        }
    }
    let pairs: u64 = met.iter().sum();
    // A level that is usually reached by one pair in so many counts as reached once beside that many pairs: a handful of
    // pairs says little, and what no pair has shown is not impossible.
    let chance = |(level, met): (&Level, (u64, u64))| to_f64(met.0 + 1) / (to_f64(met.1) + 1.0 / level.usual);
    let counted = field.counted.iter().copied().chain(std::iter::repeat(None));
    let met = met.into_iter().zip(counted).map(|(met, counted)| counted.unwrap_or((met, pairs)));
    let met: Vec<f64> = field.levels.iter().zip(met).map(chance).collect();
    let all: f64 = met.iter().sum();
    let likeness = household_likeness(field.kind);
    let levels = field.levels.iter().zip(met).map(|(level, met)| {
        let different = met / all;
        let likeness = level.household_likeness.unwrap_or(likeness);
        LevelModel {
            label: level.label.to_owned(),
            meaning: level.meaning,
            same: level.start,
            household: likeness * level.start + (1.0 - likeness) * different,
            different,
            household_likeness: likeness,
        }
    });
    FieldModel { name: field.name.to_owned(), kind: field.kind, digit: field.digit, levels: levels.collect() }
}

/// How much like one person two people of one household agree on a comparison.
pub(crate) fn household_likeness(kind: ComparisonKind) -> f64 {
    match kind {
        ComparisonKind::Place => 0.95,
        ComparisonKind::FamilyName => 0.75,
        ComparisonKind::Phone => 0.60,
        ComparisonKind::Text | ComparisonKind::Category => 0.50,
        ComparisonKind::GivenNames | ComparisonKind::BirthDate => HOUSEHOLD_LIKENESS,
        ComparisonKind::NhsNumber | ComparisonKind::Identifier | ComparisonKind::Email | ComparisonKind::Date => 0.01,
        ComparisonKind::Sex => 0.0,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^53")]
pub(crate) const fn to_f64(count: u64) -> f64 {
    count as f64
}
