//! Against pairs that people labelled.

use serde::{Deserialize, Serialize};

use super::ratio::{Estimate, ratio};

/// A pair that somebody labelled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelledPair {
    /// Whether the linkage has the two rows in one cluster, or linked.
    pub predicted: bool,
    /// Whether they are of one person.
    pub same: bool,
    /// How many pairs it stands for: the inverse of the probability with which it was drawn to be labelled. 1 for each where
    /// all were drawn alike, or all were labelled.
    pub weight: f64,
}

/// What labelled pairs tell. The figures are of the pairs from which those labelled were drawn and of no others: where
/// only pairs that blocking held could be drawn, recall does not know of those that it missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelEvaluation {
    /// Pairs that were labelled.
    pub labelled: u64,
    /// Those labelled the same.
    pub same: u64,
    /// Those put together.
    pub predicted: u64,
    /// Those that are both.
    pub correct: u64,
    /// Whether pairs have unequal weights.
    pub is_weighted: bool,
    /// Of the pairs put together those that are the same.
    pub precision: Estimate,
    /// Of the pairs that are the same those put together.
    pub recall: Estimate,
    /// Harmonic mean of the two.
    pub f1: Estimate,
}

/// Measures labelled pairs, each once; their weights are above 0. The estimators are ratios of weighted totals (Horvitz and
/// Thompson 1952, Hájek 1971).
pub fn evaluate_labels(pairs: &[LabelledPair]) -> LabelEvaluation {
    let count = |is: fn(&LabelledPair) -> bool| pairs.iter().filter(|pair| is(pair)).count() as u64;
    let part = |is: bool, weight: f64| if is { weight } else { 0.0 };
    let both = |pair: &LabelledPair| part(pair.predicted && pair.same, pair.weight);
    LabelEvaluation {
        labelled: pairs.len() as u64,
        same: count(|pair| pair.same),
        predicted: count(|pair| pair.predicted),
        correct: count(|pair| pair.predicted && pair.same),
        is_weighted: pairs
            .windows(2)
            .any(|two| matches!(two, [one, other] if one.weight.total_cmp(&other.weight).is_ne())),
        precision: ratio(pairs.iter().map(|pair| (both(pair), part(pair.predicted, pair.weight)))),
        recall: ratio(pairs.iter().map(|pair| (both(pair), part(pair.same, pair.weight)))),
        f1: ratio(
            pairs
                .iter()
                .map(|pair| (2.0 * both(pair), part(pair.predicted, pair.weight) + part(pair.same, pair.weight))),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_count_for_those_that_they_stand_for() {
        let pair = |predicted, same, weight| LabelledPair { predicted, same, weight };
        // Of 1,000 pairs put together a hundred were labelled, of 10,000 others as many.
        let mut pairs = vec![pair(true, true, 10.0); 90];
        pairs.extend(vec![pair(true, false, 10.0); 10]);
        pairs.extend(vec![pair(false, false, 100.0); 90]);
        pairs.extend(vec![pair(false, true, 100.0); 10]);
        let told = evaluate_labels(&pairs);
        assert_eq!((told.labelled, told.same, told.predicted, told.correct), (200, 100, 100, 90));
        assert!(told.is_weighted);
        let near = |estimate: Estimate, wanted: f64| (estimate.value.unwrap() - wanted).abs() < 0.02;
        assert!(near(told.precision, 0.9), "{told:?}");
        // Unweighted it would be 0.9; 900 of 1,900 are found.
        assert!(near(told.recall, 90.0 / 190.0), "{told:?}");
        assert!(told.recall.low.unwrap() < 0.4 && told.recall.high.unwrap() > 0.55);
    }
}
