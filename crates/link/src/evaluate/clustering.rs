//! How good a clustering is, told from the counts of (predicted, true) cluster pairs; no pair is enumerated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::to_f64;

/// Precision and recall of a clustering against the truth. A measure whose denominator is 0 is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Rows that were compared.
    pub rows: u64,
    /// Pairs of rows that truly belong together: the denominator of recall.
    pub true_pairs: u64,
    /// Pairs of rows that were put together: the denominator of precision.
    pub predicted_pairs: u64,
    /// Pairs that are both.
    pub correct_pairs: u64,
    /// Pairwise precision.
    pub precision: Option<f64>,
    /// Pairwise recall.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// B-cubed precision: mean over rows of the part of a row's cluster that is right.
    pub bcubed_precision: Option<f64>,
    /// B-cubed recall: mean over rows of the part of a row's true cluster that was found.
    pub bcubed_recall: Option<f64>,
    /// Share of the found clusters that are true clusters to the row; none where pairs of one source are left out.
    pub cluster_precision: Option<f64>,
    /// Share of the true clusters that were found to the row; none where pairs of one source are left out.
    pub cluster_recall: Option<f64>,
}

/// Measures a clustering over every pair of rows. Rows are matched by position; a row that only one of the two has is
/// left out.
pub fn evaluate(predicted: &[u32], truth: &[u32]) -> Evaluation {
    let mut cells: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let mut predicted_sizes: BTreeMap<u32, u64> = BTreeMap::new();
    let mut true_sizes: BTreeMap<u32, u64> = BTreeMap::new();
    for (&found, &real) in predicted.iter().zip(truth) {
        *cells.entry((found, real)).or_default() += 1;
        *predicted_sizes.entry(found).or_default() += 1;
        *true_sizes.entry(real).or_default() += 1;
    }
    let rows = predicted.len().min(truth.len()) as u64;
    let (mut precision_sum, mut recall_sum) = (0.0, 0.0);
    for (&(found, real), &count) in &cells {
        let square = to_f64(count) * to_f64(count);
        precision_sum += square / to_f64(predicted_sizes.get(&found).copied().unwrap_or(count));
        recall_sum += square / to_f64(true_sizes.get(&real).copied().unwrap_or(count));
    }
    let pairs = Pairs {
        real: pairs_within(true_sizes.values()),
        predicted: pairs_within(predicted_sizes.values()),
        correct: pairs_within(cells.values()),
    };
    let is_exact = |&(&(found, real), &count): &(&(u32, u32), &u64)| {
        predicted_sizes.get(&found) == Some(&count) && true_sizes.get(&real) == Some(&count)
    };
    let exact = cells.iter().filter(is_exact).count();
    let share = |whole: usize| (whole > 0).then(|| to_f64(exact as u64) / to_f64(whole as u64));
    let mean = |sum: f64| (rows > 0).then(|| sum / to_f64(rows));
    Evaluation {
        bcubed_precision: mean(precision_sum),
        bcubed_recall: mean(recall_sum),
        cluster_precision: share(predicted_sizes.len()),
        cluster_recall: share(true_sizes.len()),
        ..pairs.measure(rows)
    }
}

/// Measures a clustering over the pairs whose rows come from different sources. B-cubed then counts, for each row with
/// such a pair, the rows of other sources in its cluster.
pub fn evaluate_across(predicted: &[u32], truth: &[u32], sources: &[u32]) -> Evaluation {
    let rows: Vec<(u32, u32, u32)> =
        predicted.iter().zip(truth).zip(sources).map(|((&found, &real), &source)| (found, real, source)).collect();
    let by = |key: fn((u32, u32, u32)) -> (u32, u32)| {
        let mut sizes: BTreeMap<(u32, u32), BTreeMap<u32, u64>> = BTreeMap::new();
        for &row in &rows {
            *sizes.entry(key(row)).or_default().entry(row.2).or_default() += 1;
        }
        sizes
    };
    let cells = by(|row| (row.0, row.1));
    let found = by(|row| (row.0, 0));
    let real = by(|row| (row.1, 0));
    let pairs = Pairs { real: pairs_across(&real), predicted: pairs_across(&found), correct: pairs_across(&cells) };
    let others = |sizes: &BTreeMap<(u32, u32), BTreeMap<u32, u64>>, key: (u32, u32), source: u32| {
        sizes
            .get(&key)
            .map_or(0, |by_source| by_source.values().sum::<u64>() - by_source.get(&source).copied().unwrap_or(0))
    };
    let (mut precision, mut recall) = (Mean::default(), Mean::default());
    for &(cluster, person, source) in &rows {
        let right = others(&cells, (cluster, person), source);
        precision.add(right, others(&found, (cluster, 0), source));
        recall.add(right, others(&real, (person, 0), source));
    }
    Evaluation {
        bcubed_precision: precision.value(),
        bcubed_recall: recall.value(),
        ..pairs.measure(rows.len() as u64)
    }
}

/// Counts of pairs, before they become measures.
pub(crate) struct Pairs {
    real: u64,
    predicted: u64,
    correct: u64,
}

impl Pairs {
    fn measure(&self, rows: u64) -> Evaluation {
        let part = |count: u64, whole: u64| (whole > 0).then(|| to_f64(count) / to_f64(whole));
        let precision = part(self.correct, self.predicted);
        let recall = part(self.correct, self.real);
        Evaluation {
            rows,
            true_pairs: self.real,
            predicted_pairs: self.predicted,
            correct_pairs: self.correct,
            precision,
            recall,
            f1: part(2 * self.correct, self.predicted + self.real),
            ..Evaluation::default()
        }
    }
}

#[derive(Default)]
struct Mean {
    sum: f64,
    count: u64,
}

impl Mean {
    fn add(&mut self, part: u64, whole: u64) {
        if whole > 0 {
            self.sum += to_f64(part) / to_f64(whole);
            self.count += 1;
        }
    }

    fn value(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / to_f64(self.count))
    }
}

fn pairs_within<'a>(sizes: impl Iterator<Item = &'a u64>) -> u64 {
    sizes.map(|&size| size * size.saturating_sub(1) / 2).sum()
}

fn pairs_across(sizes: &BTreeMap<(u32, u32), BTreeMap<u32, u64>>) -> u64 {
    sizes
        .values()
        .map(|by_source| {
            let all: u64 = by_source.values().sum();
            pairs_within([all].iter()) - pairs_within(by_source.values())
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn enumerated(predicted: &[u32], truth: &[u32], wanted: impl Fn(usize, usize) -> bool) -> (u64, u64, u64) {
        let (mut real, mut found, mut both) = (0, 0, 0);
        for left in 0..predicted.len() {
            for right in left + 1..predicted.len() {
                if !wanted(left, right) {
                    continue;
                }
                let (is_real, is_found) = (truth[left] == truth[right], predicted[left] == predicted[right]);
                real += u64::from(is_real);
                found += u64::from(is_found);
                both += u64::from(is_real && is_found);
            }
        }
        (real, found, both)
    }

    #[test]
    fn a_known_example() {
        let evaluation = evaluate(&[0, 0, 0, 3, 4], &[7, 7, 8, 8, 9]);
        assert_eq!((evaluation.true_pairs, evaluation.predicted_pairs, evaluation.correct_pairs), (2, 3, 1));
        assert!((evaluation.bcubed_precision.unwrap() - (2.0 * 2.0 / 3.0 + 1.0 / 3.0 + 2.0) / 5.0).abs() < 1e-12);
        assert!((evaluation.bcubed_recall.unwrap() - (2.0 + 0.5 + 0.5 + 1.0) / 5.0).abs() < 1e-12);
        // Only the last row's cluster is right to the row.
        assert_eq!((evaluation.cluster_precision, evaluation.cluster_recall), (Some(1.0 / 3.0), Some(1.0 / 3.0)));
    }

    #[test]
    fn nothing_predicted_has_no_precision() {
        let evaluation = evaluate(&[0, 1], &[5, 5]);
        assert_eq!((evaluation.precision, evaluation.recall), (None, Some(0.0)));
    }

    proptest! {
        #[test]
        fn counts_agree_with_the_pairs(rows in proptest::collection::vec((0_u32..5, 0_u32..5, 0_u32..3), 0..40)) {
            let predicted: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let truth: Vec<u32> = rows.iter().map(|row| row.1).collect();
            let sources: Vec<u32> = rows.iter().map(|row| row.2).collect();
            let all = evaluate(&predicted, &truth);
            prop_assert_eq!((all.true_pairs, all.predicted_pairs, all.correct_pairs), enumerated(&predicted, &truth, |_, _| true));
            let across = evaluate_across(&predicted, &truth, &sources);
            prop_assert_eq!(
                (across.true_pairs, across.predicted_pairs, across.correct_pairs),
                enumerated(&predicted, &truth, |left, right| sources[left] != sources[right])
            );
        }
    }
}
