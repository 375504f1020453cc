//! For each group of rows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::to_f64;

/// What a linkage does for the rows of one group, seen from each of its rows. A pair is counted once from either side: the
/// groups' counts add up to twice those of all pairs, and two rows of different groups count in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupEvaluation {
    /// The group.
    pub group: u32,
    /// Its rows.
    pub rows: u64,
    /// Rows that truly belong to a row of the group, beside itself: the denominator of recall.
    pub true_partners: u64,
    /// Rows that were put together with a row of the group: the denominator of precision.
    pub predicted_partners: u64,
    /// Those that are both.
    pub correct_partners: u64,
    /// Pairwise precision.
    pub precision: Option<f64>,
    /// Pairwise recall.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// B-cubed precision over the rows of the group.
    pub bcubed_precision: Option<f64>,
    /// B-cubed recall over the rows of the group.
    pub bcubed_recall: Option<f64>,
}

/// Measures a clustering for each group of rows, in the order of the groups' numbers. Rows are matched by position; a row
/// that only some of the three have is left out.
pub fn evaluate_groups(predicted: &[u32], truth: &[u32], groups: &[u32]) -> Vec<GroupEvaluation> {
    let rows = || predicted.iter().copied().zip(truth.iter().copied()).zip(groups.iter().copied());
    let mut both: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let mut found: BTreeMap<u32, u64> = BTreeMap::new();
    let mut real: BTreeMap<u32, u64> = BTreeMap::new();
    for ((cluster, person), _) in rows() {
        *both.entry((cluster, person)).or_default() += 1;
        *found.entry(cluster).or_default() += 1;
        *real.entry(person).or_default() += 1;
    }
    let mut sums: BTreeMap<u32, (GroupEvaluation, f64, f64)> = BTreeMap::new();
    for ((cluster, person), group) in rows() {
        let (sum, precision, recall) = sums.entry(group).or_default();
        let both = both.get(&(cluster, person)).copied().unwrap_or(1);
        let (found, real) = (found.get(&cluster).copied().unwrap_or(1), real.get(&person).copied().unwrap_or(1));
        sum.rows += 1;
        sum.correct_partners += both - 1;
        sum.predicted_partners += found - 1;
        sum.true_partners += real - 1;
        *precision += to_f64(both) / to_f64(found);
        *recall += to_f64(both) / to_f64(real);
    }
    let part = |count: u64, whole: u64| (whole > 0).then(|| to_f64(count) / to_f64(whole));
    let told = |(group, (sum, precision, recall)): (u32, (GroupEvaluation, f64, f64))| GroupEvaluation {
        group,
        precision: part(sum.correct_partners, sum.predicted_partners),
        recall: part(sum.correct_partners, sum.true_partners),
        f1: part(2 * sum.correct_partners, sum.predicted_partners + sum.true_partners),
        bcubed_precision: (sum.rows > 0).then(|| precision / to_f64(sum.rows)),
        bcubed_recall: (sum.rows > 0).then(|| recall / to_f64(sum.rows)),
        ..sum
    };
    sums.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::evaluate;
    use super::*;

    proptest! {
        #[test]
        fn groups_add_up_to_all(rows in proptest::collection::vec((0_u32..6, 0_u32..6, 0_u32..3), 1..40)) {
            let part = |of: fn(&(u32, u32, u32)) -> u32| rows.iter().map(of).collect::<Vec<u32>>();
            let (predicted, truth, groups) = (part(|row| row.0), part(|row| row.1), part(|row| row.2));
            let all = evaluate(&predicted, &truth);
            let told = evaluate_groups(&predicted, &truth, &groups);
            let sum = |of: fn(&GroupEvaluation) -> u64| told.iter().map(of).sum::<u64>();
            prop_assert_eq!(sum(|group| group.correct_partners), 2 * all.correct_pairs);
            prop_assert_eq!(sum(|group| group.predicted_partners), 2 * all.predicted_pairs);
            prop_assert_eq!(sum(|group| group.true_partners), 2 * all.true_pairs);
            let mean: f64 = told.iter().map(|group| group.bcubed_recall.unwrap() * to_f64(group.rows)).sum::<f64>() / to_f64(all.rows);
            prop_assert!((mean - all.bcubed_recall.unwrap()).abs() < 1e-9);
            // By hand, for one group.
            let first = told[0];
            let mut correct = 0;
            for one in 0..rows.len() {
                for other in 0..rows.len() {
                    correct += u64::from(one != other && groups[one] == first.group && predicted[one] == predicted[other] && truth[one] == truth[other]);
                }
            }
            prop_assert_eq!(correct, first.correct_partners);
        }
    }
}
