//! From where on a pair is joined.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// From where on a pair is joined, as the user says it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "`match` is a probability such as 0.95, `{ weight = 6.5 }` (bits) or `{ precision = 0.999 }` (a share)"
)]
pub enum Threshold {
    /// The probability that two rows are of one person, from 0 to 1.
    Probability(f64),
    /// The weight of a pair in bits, all evidence and the prior together: the base-2 logarithm of its odds.
    Weight {
        /// Bits.
        weight: f64,
    },
    /// The share of the joined pairs that shall be of one person, by the probabilities of the model: the lowest probability is
    /// taken from which on their mean is no less. It is never below that of review.
    Precision {
        /// From 0 to 1.
        precision: f64,
    },
}

impl Threshold {
    /// Whether the numbers are in their range.
    pub(crate) fn is_valid(self) -> bool {
        match self {
            Self::Probability(share) | Self::Precision { precision: share } => (0.0..=1.0).contains(&share),
            Self::Weight { weight } => weight.is_finite(),
        }
    }

    /// The probability, where it does not depend on the pairs.
    pub(crate) fn fixed(self) -> Option<f64> {
        match self {
            Self::Probability(probability) => Some(probability),
            Self::Weight { weight } => Some(probability_of(weight)),
            Self::Precision { .. } => None,
        }
    }

    /// The probability, for the probabilities of the pairs that nothing keeps apart. Nothing below `least` is chosen, and 1
    /// where no pair is certain enough.
    pub(crate) fn among(self, mut probabilities: Vec<f32>, least: f64) -> f64 {
        let Self::Precision { precision } = self else { return self.fixed().unwrap_or(1.0) };
        probabilities.sort_unstable_by(|left, right| right.total_cmp(left));
        let (mut sum, mut count, mut lowest) = (0.0, 0.0, 1.0);
        for of_one in probabilities.chunk_by(|left, right| left == right) {
            for &probability in of_one {
                sum += f64::from(probability);
                count += 1.0;
            }
            let Some(&probability) = of_one.first().filter(|&&probability| f64::from(probability) >= least) else {
                break;
            };
            // The mean only falls from here on.
            if sum < precision * count {
                break;
            }
            lowest = f64::from(probability);
        }
        lowest
    }
}

/// The probability that a weight in bits stands for.
pub(crate) fn probability_of(weight: f64) -> f64 {
    let odds = weight.exp2();
    if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 }
}

impl FromStr for Threshold {
    type Err = String;

    /// `0.95`, `weight=6.5`, `precision=0.999`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = "a threshold is a probability such as 0.95, weight=6.5 (bits) or precision=0.999 (a share)";
        let (name, number) = text.split_once('=').unwrap_or(("", text));
        let number: f64 = number.trim().parse().map_err(|_| wanted.to_owned())?;
        let threshold = match name.trim() {
            "" | "probability" => Self::Probability(number),
            "weight" => Self::Weight { weight: number },
            "precision" => Self::Precision { precision: number },
            _ => return Err(wanted.to_owned()),
        };
        if threshold.is_valid() { Ok(threshold) } else { Err(wanted.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_threshold_is_read_in_three_forms() {
        assert_eq!("0.9".parse(), Ok(Threshold::Probability(0.9)));
        assert_eq!("weight=6.5".parse(), Ok(Threshold::Weight { weight: 6.5 }));
        assert_eq!("precision=0.99".parse(), Ok(Threshold::Precision { precision: 0.99 }));
        for text in ["", "x", "1.5", "precision=2", "weight=inf", "bits=3"] {
            assert!(text.parse::<Threshold>().is_err(), "{text}");
        }
        assert!((probability_of(0.0) - 0.5).abs() < 1e-12 && (probability_of(2_000.0) - 1.0).abs() < 1e-12);
    }

    proptest! {
        /// What is joined has the wanted precision in the mean, and one pair more would not have it or be below the least.
        #[test]
        fn a_wanted_precision_is_held_and_nothing_more_is_given_up(
            shares in proptest::collection::vec(0.0_f32..=1.0, 0..60), precision in 0.0_f64..=1.0, least in 0.0_f64..=1.0,
        ) {
            let lowest = Threshold::Precision { precision }.among(shares.clone(), least);
            let mean = |from: f64| {
                let joined: Vec<f64> = shares.iter().map(|&share| f64::from(share)).filter(|&share| share >= from).collect();
                (!joined.is_empty()).then(|| joined.iter().sum::<f64>() / joined.len() as f64)
            };
            prop_assert!(mean(lowest).is_none_or(|mean| lowest == 1.0 || mean >= precision - 1e-9));
            let next = shares.iter().map(|&share| f64::from(share)).filter(|&share| share < lowest).fold(0.0, f64::max);
            prop_assert!(next < least || mean(next).is_none_or(|mean| mean < precision + 1e-9) || next == 0.0);
        }
    }
}
