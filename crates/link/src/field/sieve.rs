//! Pairs that cannot reach a weight are let go before all their fields are compared.

use crate::model::Model;
use crate::pattern::{Outcome, RAREST};
use crate::specification::ComparisonKind;

/// The comparisons in the order in which they decide most at least cost, each with what may still come after it.
pub(crate) struct Sieve {
    pub(crate) steps: Vec<Step>,
}

/// One comparison.
pub(crate) struct Step {
    /// Its place in the specification.
    pub(crate) field: usize,
    /// A pair that has less by now cannot reach the weight.
    pub(crate) least: f32,
    /// The most that each outcome can add, by level and octave.
    weights: Vec<f32>,
}

/// Bits that the sums of this module may be off by: they only let pairs go that are this much below.
const SLACK: f64 = 0.01;

impl Sieve {
    /// For a model and the least probability that is wanted.
    pub(crate) fn reaching(model: &Model, least: f64) -> Self {
        // Beyond so many bits a probability is 1 in double precision, and the sieve must let it pass.
        Self::new(model, (least / (1.0 - least)).log2().min(f64::from(f64::MANTISSA_DIGITS)))
    }

    /// For the least weight that is wanted. Leaving the household out can only make the weight of a pair
    /// greater, so what is summed here bounds it from above.
    fn new(model: &Model, least: f64) -> Self {
        let mut order: Vec<usize> = (0..model.fields.len()).collect();
        order.sort_by_key(|&field| model.fields.get(field).map_or(0, |field| cost(field.kind)));
        let mut steps: Vec<Step> = Vec::new();
        for field in order {
            let Some(of_model) = model.fields.get(field) else { continue };
            let levels = u8::try_from(of_model.levels.len()).unwrap_or(u8::MAX);
            let mut weights = Vec::new();
            for level in 0..=levels {
                for octave in 0..=RAREST {
                    // A comparison that does not weigh frequencies has no octave in its pattern.
                    let outcome = of_model.digit.unpack(of_model.digit.pack(Outcome { level, octave }));
                    let [same, _, different] = of_model.factors(outcome);
                    weights.push(to_f32((same / different.max(f64::MIN_POSITIVE)).log2()));
                }
            }
            steps.push(Step { field, least: 0.0, weights });
        }
        let [same, _, different] = model.shares();
        let mut wanted = least - (same / different).log2() - SLACK;
        for step in steps.iter_mut().rev() {
            step.least = to_f32(wanted);
            wanted -= f64::from(step.weights.iter().copied().fold(0.0, f32::max));
        }
        Self { steps }
    }
}

impl Step {
    pub(crate) fn weight(&self, outcome: Outcome) -> f32 {
        let place = usize::from(outcome.level) * (usize::from(RAREST) + 1) + usize::from(outcome.octave);
        self.weights.get(place).copied().unwrap_or(0.0)
    }
}

/// Which comparisons come first: those that cost little and often rule a pair out.
const fn cost(kind: ComparisonKind) -> u8 {
    match kind {
        ComparisonKind::NhsNumber => 0,
        ComparisonKind::BirthDate => 1,
        ComparisonKind::Sex => 2,
        ComparisonKind::Phone => 3,
        ComparisonKind::Email => 4,
        ComparisonKind::Category => 5,
        ComparisonKind::Date => 6,
        ComparisonKind::FamilyName => 7,
        ComparisonKind::GivenNames => 8,
        ComparisonKind::Identifier => 9,
        ComparisonKind::Place => 10,
        ComparisonKind::Text => 11,
    }
}

const fn to_f32(number: f64) -> f32 {
    number as f32
}
