//! The model as tables, to score many patterns.

use crate::model::{Model, Score};
use crate::pattern::{Digit, Outcome, RAREST};

/// For each field the three factors of each of its digits.
pub(crate) struct Scorer {
    shares: [f64; 3],
    fields: Vec<(Digit, Vec<[f64; 3]>)>,
}

impl Scorer {
    pub(crate) fn new(model: &Model) -> Self {
        let fields = model.fields.iter().map(|field| {
            let mut factors = Vec::new();
            let levels = u8::try_from(field.levels.len()).unwrap_or(u8::MAX);
            for level in 0..=levels {
                for octave in 0..=RAREST {
                    factors.push(field.factors(Outcome { level, octave }));
                }
            }
            (field.digit, factors)
        });
        Self { shares: model.shares(), fields: fields.collect() }
    }

    /// Probability of the pattern together with each kind of pair: of one person, of one household, unrelated.
    pub(crate) fn joint(&self, pattern: u64) -> [f64; 3] {
        let mut joint = self.shares;
        for (digit, factors) in &self.fields {
            let Outcome { level, octave } = digit.unpack(pattern);
            let place = usize::from(level) * (usize::from(RAREST) + 1) + usize::from(octave);
            let factor = factors.get(place).copied().unwrap_or([1.0; 3]);
            joint.iter_mut().zip(factor).for_each(|(joint, factor)| *joint *= factor);
        }
        joint
    }

    /// Weight and probability of what [`Self::joint`] gave.
    pub(crate) fn score_of([same, household, different]: [f64; 3]) -> Score {
        let odds = same / (household + different).max(f64::MIN_POSITIVE);
        Score { weight: odds.max(f64::MIN_POSITIVE).log2(), probability: odds / (1.0 + odds) }
    }
}
