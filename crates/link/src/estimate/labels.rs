//! Labelled pairs in the estimation.
//!
//! A labelled pair is one whose kind is known, among the many whose kind is only probable. It takes the place of pairs that
//! agree to the same levels: so many of them count as what the label says, and no longer as what the model holds likely.
//! Where the model is right about those pairs, labels change nothing on the whole, whichever pairs were chosen to be labelled;
//! so those nearest the threshold may be asked for without making disagreement look usual. This is EM with some classes
//! observed (Nigam, McCallum, Thrun and Mitchell 2000; for linkage Larsen and Rubin 2001), labels weighed by level patterns.

use std::collections::BTreeMap;

use super::to_f64;
use crate::model::Model;

/// So many labels count as half of what all pairs together tell: ten as a twentieth, and can wreck nothing.
const HALF: f64 = 200.0;

/// Pairs whose kind is known.
#[derive(Clone, Copy)]
pub(super) struct Labelled {
    pub(super) pattern: u64,
    pub(super) is_same: bool,
    /// How many pairs it stands for.
    pub(super) pairs: f64,
    /// Whether those are among the counted ones.
    pub(super) is_counted: bool,
}

impl Labelled {
    /// Of its pairs those of one person and those of one household, where the pattern has these probabilities together
    /// with each kind of pair.
    pub(super) fn of_kinds(&self, [_, household, different]: [f64; 3]) -> [f64; 2] {
        if self.is_same {
            return [self.pairs, 0.0];
        }
        [0.0, self.pairs * household / (household + different).max(f64::MIN_POSITIVE)]
    }
}

/// Weighs labels, patterns with what they were told to be, in order. `matches` pairs are of one person as far as the counts
/// alone tell.
pub(super) fn weigh(labels: &[(u64, bool)], model: &Model, counts: &[(u64, u64)], matches: f64) -> Vec<Labelled> {
    let mut of_levels: BTreeMap<u64, (f64, f64)> =
        labels.iter().map(|&(pattern, _)| (model.levels_of(pattern), (0.0, 0.0))).collect();
    for &(pattern, _) in labels {
        if let Some((labels, _)) = of_levels.get_mut(&model.levels_of(pattern)) {
            *labels += 1.0;
        }
    }
    for &(pattern, count) in counts {
        if let Some((_, pairs)) = of_levels.get_mut(&model.levels_of(pattern)) {
            *pairs += to_f64(count);
        }
    }
    let most = most_pairs(labels.len() as u64, matches);
    let weigh = |&(pattern, is_same): &(u64, bool)| {
        let (labels, pairs) = of_levels.get(&model.levels_of(pattern)).copied().unwrap_or((1.0, 0.0));
        // Pairs that no blocking rule holds are counted nowhere: such a label stands for itself.
        let is_counted = pairs > 0.0;
        Labelled { pattern, is_same, pairs: if is_counted { most.min(pairs / labels) } else { 1.0 }, is_counted }
    };
    labels.iter().map(weigh).collect()
}

/// How many pairs each of so many labels stands for at most; at least for itself.
fn most_pairs(labels: u64, matches: f64) -> f64 {
    (matches / (to_f64(labels) + HALF)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_labels_are_a_twentieth_of_what_is_known_and_two_hundred_a_half() {
        for (labels, share) in [(10, 10.0 / 210.0), (200, 0.5), (1_800, 0.9)] {
            let told = to_f64(labels) * most_pairs(labels, 100_000.0) / 100_000.0;
            assert!((told - share).abs() < 1e-9, "{labels}: {told}");
        }
        assert!((most_pairs(10, 12.0) - 1.0).abs() < 1e-9, "a label stands for itself at least");
    }
}
