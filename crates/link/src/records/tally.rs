//! How many hold a value, for the values that many hold.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::interner::number_key;

/// Values, each with how many hold it.
pub(crate) type Tally = HashMap<u64, u64, FixedState>;

/// Counters of the first pass; a power of two. So many stay in a processor's own cache.
const COUNTERS: usize = 1 << 18;

/// Counts those values that more than `ordinary` hold. Most values are held by few: a first pass adds up values that fall on
/// one counter together, and only those on a counter beyond the ordinary are counted each on its own.
pub(crate) fn counts_above(ordinary: u64, values: impl Iterator<Item = u64> + Clone) -> Tally {
    let counter = |value: u64| (number_key(value) >> 40) as usize % COUNTERS;
    let mut together: Vec<u32> = Vec::new();
    if ordinary > 0 {
        together.resize(COUNTERS, 0);
        for value in values.clone() {
            together.get_mut(counter(value)).into_iter().for_each(|count| *count = count.saturating_add(1));
        }
    }
    let may_be_common = |value: u64| together.get(counter(value)).is_none_or(|&count| u64::from(count) > ordinary);
    let mut tally = Tally::default();
    for value in values.filter(|&value| may_be_common(value)) {
        *tally.entry(value).or_default() += 1;
    }
    tally.retain(|_, count| *count > ordinary);
    tally
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_values_of_many_are_counted_and_no_others(values in proptest::collection::vec(0_u64..40, 0..400), ordinary in 0_u64..15) {
            let mut wanted = Tally::default();
            values.iter().for_each(|&value| *wanted.entry(value).or_default() += 1);
            wanted.retain(|_, count| *count > ordinary);
            prop_assert_eq!(counts_above(ordinary, values.iter().copied()), wanted);
        }
    }
}
