//! How many pairs have each pattern.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// Pairs of each pattern.
pub(crate) type Counts = HashMap<u64, u64, FixedState>;

/// Adds two counts.
pub(crate) fn merge(left: Counts, right: Counts) -> Counts {
    let (mut large, small) = if left.len() < right.len() { (right, left) } else { (left, right) };
    for (pattern, count) in small {
        *large.entry(pattern).or_default() += count;
    }
    large
}

/// The counts in the order of their patterns, so that sums over them are the same in every run.
pub(crate) fn sorted(counts: Counts) -> Vec<(u64, u64)> {
    let mut counts: Vec<(u64, u64)> = counts.into_iter().collect();
    counts.sort_unstable();
    counts
}
