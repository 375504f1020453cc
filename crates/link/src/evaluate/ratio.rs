//! Ratios estimated from a sample, with their intervals.

use serde::{Deserialize, Serialize};

use super::to_f64;

/// An estimated share with its interval. All are `None` where nothing of the sample is in the denominator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate, from 0 to 1.
    pub value: Option<f64>,
    /// Its standard error; none for a sample of one, and 0 where the whole sample agrees.
    pub standard_error: Option<f64>,
    /// Lower end of the interval in which the true value lies with 95% confidence.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Units of the sample that are in the denominator.
    pub sampled: u64,
}

/// The quantile of the normal distribution for 95%.
const NORMAL: f64 = 1.959_964;

/// Units that all agree leave room for so many that do not, over their number ("rule of three": Hanley and Lippman-Hand
/// 1983, "If nothing goes wrong, is everything all right?", JAMA 249).
const THREE: f64 = 3.0;

/// The ratio of two totals, estimated from what each sampled unit adds to the numerator and to the denominator, weights
/// included; with the bias of first order taken off, and the variance by linearisation (Cochran 1977, "Sampling
/// Techniques", chapter 6; applied to entity resolution by Binette et al. 2023, "Estimating the performance of entity
/// resolution algorithms: lessons learned through PatentsView.org", The American Statistician 77).
pub(super) fn ratio(units: impl Iterator<Item = (f64, f64)> + Clone) -> Estimate {
    let count = to_f64(units.clone().count() as u64);
    let sampled = units.clone().filter(|unit| unit.1 > 0.0).count() as u64;
    let total = |of: fn((f64, f64)) -> f64| units.clone().map(of).sum::<f64>();
    let (above, below) = (total(|unit| unit.0), total(|unit| unit.1));
    if below <= 0.0 {
        return Estimate::default();
    }
    let plain = above / below;
    if count < 2.0 {
        return Estimate { value: Some(plain.clamp(0.0, 1.0)), sampled, ..Estimate::default() };
    }
    let (mean_above, mean_below) = (above / count, below / count);
    // Covariances of the units, each as a part of its mean.
    let of_below = total(|unit| unit.1 * unit.1) / count / (mean_below * mean_below) - 1.0;
    let between = total(|unit| unit.0 * unit.1) / count / (mean_above * mean_below) - 1.0;
    let bias = if mean_above > 0.0 { (between - of_below) / (count - 1.0) } else { 0.0 };
    let value = (plain * (1.0 + bias)).clamp(0.0, 1.0);
    let residuals: f64 = units.map(|(above, below)| (above - plain * below).powi(2)).sum();
    let standard_error = (residuals / (count * (count - 1.0))).sqrt() / mean_below;
    let spread = NORMAL * standard_error;
    let few = THREE / to_f64(sampled);
    let (low, high) = if plain >= 1.0 {
        (1.0 - few, 1.0)
    } else if plain <= 0.0 {
        (0.0, few)
    } else {
        (value - spread, value + spread)
    };
    Estimate {
        value: Some(value),
        standard_error: Some(standard_error),
        low: Some(low.clamp(0.0, 1.0)),
        high: Some(high.clamp(0.0, 1.0)),
        sampled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_without_a_fault_does_not_prove_that_there_is_none() {
        let told = ratio(std::iter::repeat_n((2.0, 2.0), 30));
        assert_eq!((told.value, told.high), (Some(1.0), Some(1.0)));
        assert!((told.low.unwrap() - 0.9).abs() < 1e-12);
        assert_eq!(ratio(std::iter::repeat_n((0.0, 0.0), 30)), Estimate::default());
    }

    #[test]
    fn the_interval_covers_what_it_says() {
        // Units of a population of which 0.8 of the denominator is in the numerator; samples of 60 of them.
        let unit = |number: u64| {
            let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33;
            let size = to_f64(1 + mixed % 4);
            (if (mixed / 4).is_multiple_of(5) { 0.0 } else { size }, size)
        };
        let samples = 400;
        let covered = (0..samples).filter(|sample| {
            let told = ratio((0..60).map(|place| unit(sample * 60 + place)));
            told.low.unwrap() <= 0.8 && told.high.unwrap() >= 0.8
        });
        let share = to_f64(covered.count() as u64) / to_f64(samples);
        assert!((0.91..=0.98).contains(&share), "{share}");
    }
}
