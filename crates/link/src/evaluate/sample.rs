//! Against a sample of true clusters.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ratio::{Estimate, ratio};
use super::to_f64;

/// How the true clusters of a sample were drawn. It decides how much each counts: a person found by drawing records is met
/// the more likely the more records there are.
#[derive(Clone, Debug, PartialEq)]
pub enum SampleDesign {
    /// Each true cluster as likely as any other.
    Clusters,
    /// Records as likely as each other, and the whole cluster of each: a cluster in proportion to its size.
    Records,
    /// The inverse of the probability with which each true cluster was drawn, or what is in proportion to it. A cluster that
    /// is not named counts 1.
    Weights(BTreeMap<u32, f64>),
}

/// What a sample of true clusters tells of the whole linkage. Each is a share of all pairs, rows or clusters, not of those
/// of the sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SampleEvaluation {
    /// True clusters in the sample.
    pub clusters: u64,
    /// Rows in the sample.
    pub rows: u64,
    /// Pairwise precision.
    pub precision: Estimate,
    /// Pairwise recall.
    pub recall: Estimate,
    /// Harmonic mean of the two.
    pub f1: Estimate,
    /// B-cubed precision.
    pub bcubed_precision: Estimate,
    /// B-cubed recall.
    pub bcubed_recall: Estimate,
    /// Share of the found clusters that are true clusters to the row.
    pub cluster_precision: Estimate,
    /// Share of the true clusters that were found to the row.
    pub cluster_recall: Estimate,
}

/// What one true cluster adds to the totals of which the measures are ratios.
#[derive(Clone, Copy, Default)]
struct Unit {
    weight: f64,
    rows: f64,
    /// Its pairs.
    real: f64,
    /// Pairs of found clusters, half of each counted for either row.
    found: f64,
    /// Its pairs that were found.
    correct: f64,
    bcubed_precision: f64,
    bcubed_recall: f64,
    /// Found clusters, a part of each counted for each of its rows.
    found_clusters: f64,
    exact: f64,
}

/// Measures a clustering against a sample of true clusters. `predicted` is the found cluster of every row that there is,
/// `sample` rows with the true cluster of each; a true cluster of the sample has all its rows there.
///
/// Totals over all true clusters are estimated from those of the sample, each counting for the inverse of its probability
/// of being drawn, and the measures are ratios of such totals: Binette et al. 2023, "Estimating the performance of entity
/// resolution algorithms: lessons learned through PatentsView.org", The American Statistician 77. Measured as if the sample
/// were the whole, precision would come out too high, since a small part of the rows has few others to be mistaken for.
pub fn evaluate_sample(predicted: &[u32], sample: &[(u32, u32)], design: &SampleDesign) -> SampleEvaluation {
    let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
    for &cluster in predicted {
        *sizes.entry(cluster).or_default() += 1;
    }
    let mut people: BTreeMap<u32, BTreeMap<u32, u64>> = BTreeMap::new();
    for &(row, person) in sample {
        if let Some(&cluster) = predicted.get(row as usize) {
            *people.entry(person).or_default().entry(cluster).or_default() += 1;
        }
    }
    let size = |cluster: u32| sizes.get(&cluster).copied().unwrap_or(1);
    let units: Vec<Unit> = people.iter().map(|(person, parts)| unit(*person, parts, size, design)).collect();
    let of = |above: fn(&Unit) -> f64, below: fn(&Unit) -> f64| {
        ratio(units.iter().map(move |unit| (unit.weight * above(unit), unit.weight * below(unit))))
    };
    SampleEvaluation {
        clusters: units.len() as u64,
        rows: people.values().flat_map(BTreeMap::values).sum(),
        precision: of(|unit| unit.correct, |unit| unit.found),
        recall: of(|unit| unit.correct, |unit| unit.real),
        f1: of(|unit| 2.0 * unit.correct, |unit| unit.found + unit.real),
        bcubed_precision: of(|unit| unit.bcubed_precision, |unit| unit.rows),
        bcubed_recall: of(|unit| unit.bcubed_recall, |unit| unit.rows),
        cluster_precision: of(|unit| unit.exact, |unit| unit.found_clusters),
        cluster_recall: of(|unit| unit.exact, |_| 1.0),
    }
}

/// What a true cluster adds, given how many of its rows are in each found cluster and how many rows each of those has.
fn unit(person: u32, parts: &BTreeMap<u32, u64>, size: impl Fn(u32) -> u64, design: &SampleDesign) -> Unit {
    let rows = to_f64(parts.values().sum());
    let pairs = |rows: f64| rows * (rows - 1.0) / 2.0;
    let mut unit = Unit { rows, real: pairs(rows), ..Unit::default() };
    for (&cluster, &count) in parts {
        let (size, count) = (to_f64(size(cluster)), to_f64(count));
        unit.correct += pairs(count);
        unit.found += count * (size - 1.0) / 2.0;
        unit.bcubed_precision += count * count / size;
        unit.bcubed_recall += count * count / rows;
        unit.found_clusters += count / size;
        if count >= size && count >= rows {
            unit.exact = 1.0;
        }
    }
    unit.weight = match design {
        SampleDesign::Clusters => 1.0,
        SampleDesign::Records => 1.0 / rows,
        SampleDesign::Weights(weights) => weights.get(&person).copied().unwrap_or(1.0),
    };
    unit
}

#[cfg(test)]
mod tests {
    use super::super::evaluate;
    use super::*;
    use proptest::prelude::*;

    fn pick(number: u64, of: u64) -> u64 {
        let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 29)) % of
    }

    /// True and found clusters of so many people with one to six rows; some rows are with another person's.
    fn population(people: u32) -> (Vec<u32>, Vec<u32>) {
        let (mut truth, mut found) = (Vec::new(), Vec::new());
        for person in 0..people {
            let seed = u64::from(person) * 100;
            for row in 0..1 + pick(seed, 6) {
                truth.push(person);
                let slip = pick(seed + row + 1, 10);
                found.push(if slip == 0 {
                    person.saturating_sub(1)
                } else if slip == 1 {
                    people + person
                } else {
                    person
                });
            }
        }
        (truth, found)
    }

    proptest! {
        #[test]
        fn a_sample_of_all_clusters_is_the_truth(rows in proptest::collection::vec((0_u32..8, 0_u32..8), 2..40)) {
            let (predicted, truth): (Vec<u32>, Vec<u32>) = rows.into_iter().unzip();
            let sample: Vec<(u32, u32)> = (0..).zip(truth.iter().copied()).collect();
            let told = evaluate_sample(&predicted, &sample, &SampleDesign::Clusters);
            let all = evaluate(&predicted, &truth);
            let clusters = told.clusters as f64;
            // The bias that is taken off is of the order of one part of the number of clusters.
            let near = |estimate: Estimate, value: Option<f64>| match (estimate.value, value) {
                (None, None) => true,
                (Some(estimate), Some(value)) => clusters < 3.0 || (estimate - value).abs() < 4.0 / clusters,
                _ => false,
            };
            prop_assert!(near(told.precision, all.precision) && near(told.recall, all.recall));
            prop_assert!(near(told.bcubed_precision, all.bcubed_precision) && near(told.bcubed_recall, all.bcubed_recall));
            prop_assert!(near(told.cluster_precision, all.cluster_precision) && near(told.cluster_recall, all.cluster_recall));
        }
    }

    /// The figures are those that er-evaluation 2.3.0 (`er_evaluation.estimators`, weights "uniform" and "cluster_size") gives
    /// of the same population and sample. Its B-cubed is another measure, a mean over clusters and not over rows.
    #[test]
    fn estimates_are_those_of_another_implementation() {
        let (truth, found) = population(400);
        let rows = (0..).zip(truth);
        let sample: Vec<(u32, u32)> = rows.filter(|(_, person)| person % 7 == 3).collect();
        let uniform = [
            (0.765_467_198, 0.043_054_351),
            (0.642_236_396, 0.042_670_894),
            (0.698_773_553, 0.040_680_811),
            (0.333_333_333, 0.062_994_079),
        ];
        let by_size = [
            (0.734_692_133, 0.043_473_089),
            (0.628_412_976, 0.042_013_970),
            (0.677_728_593, 0.040_374_617),
            (0.408_617_818, 0.082_962_489),
        ];
        for (design, wanted) in [(SampleDesign::Clusters, uniform), (SampleDesign::Records, by_size)] {
            let told = evaluate_sample(&found, &sample, &design);
            let all = [told.precision, told.recall, told.f1, told.cluster_recall];
            for (told, (value, error)) in all.into_iter().zip(wanted) {
                assert!((told.value.unwrap() - value).abs() < 1e-8, "{design:?}: {told:?} {value}");
                assert!((told.standard_error.unwrap() - error).abs() < 1e-8, "{design:?}: {told:?} {error}");
            }
        }
    }

    #[test]
    fn samples_are_right_on_average_however_they_are_drawn() {
        let (truth, found) = population(3_000);
        let all = evaluate(&found, &truth);
        let rows: Vec<(u32, u32)> = (0..).zip(truth.iter().copied()).collect();
        for design in [SampleDesign::Clusters, SampleDesign::Records] {
            let (mut sums, mut covered, samples) = ([0.0; 6], 0, 200_u64);
            for draw in 0..samples {
                let is_in: std::collections::BTreeSet<u32> = (0..150)
                    .map(|place| {
                        let number = draw * 1_000 + place;
                        match design {
                            SampleDesign::Records => truth[pick(number, truth.len() as u64) as usize],
                            _ => pick(number, 3_000) as u32,
                        }
                    })
                    .collect();
                let sample: Vec<(u32, u32)> = rows.iter().copied().filter(|row| is_in.contains(&row.1)).collect();
                let told = evaluate_sample(&found, &sample, &design);
                let values = [
                    told.precision,
                    told.recall,
                    told.bcubed_precision,
                    told.bcubed_recall,
                    told.cluster_precision,
                    told.cluster_recall,
                ];
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value.value.unwrap());
                covered += u64::from(
                    told.precision.low.unwrap() <= all.precision.unwrap()
                        && all.precision.unwrap() <= told.precision.high.unwrap(),
                );
            }
            let wanted = [
                all.precision,
                all.recall,
                all.bcubed_precision,
                all.bcubed_recall,
                all.cluster_precision,
                all.cluster_recall,
            ];
            for (sum, wanted) in sums.into_iter().zip(wanted) {
                assert!((sum / samples as f64 - wanted.unwrap()).abs() < 0.01, "{design:?}: {sum} {wanted:?}");
            }
            assert!(covered >= 180, "{design:?}: {covered} of {samples}");
        }
    }
}
