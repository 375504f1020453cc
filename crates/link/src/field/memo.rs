//! Outcomes of pairs of values that were compared before.

use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::pattern::Outcome;

const SHARDS: usize = 64;

/// Entries of a thread's own front; a power of two.
const FRONT: usize = 1 << 14;

/// A shard takes no more than this: with [`SHARDS`] of them, about 100 MB at most for one comparison. Pairs beyond it are
/// compared again each time.
const SHARD_CAP: usize = 1 << 16;

/// Each distinct pair of values and its outcome, for all threads.
pub(crate) struct Memo {
    shards: Vec<Mutex<HashMap<u64, u8, FixedState>>>,
}

/// The pairs that one thread met last.
pub(crate) struct Front {
    entries: Vec<(u64, u8)>,
}

impl Default for Memo {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::new(HashMap::with_hasher(FixedState::default()))).collect() }
    }
}

impl Default for Front {
    fn default() -> Self {
        Self { entries: vec![(u64::MAX, 0); FRONT] }
    }
}

impl Memo {
    /// The outcome for two values, compared only if it is not remembered. The comparison must be symmetric.
    pub(crate) fn get_or(&self, front: &mut Front, one: u32, other: u32, compare: impl FnOnce() -> Outcome) -> Outcome {
        let key = u64::from(one.min(other)) << 32 | u64::from(one.max(other));
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = usize::try_from(mixed >> 50).unwrap_or(0) % FRONT;
        if let Some(&(known, outcome)) = front.entries.get(place)
            && known == key
        {
            return unpack(outcome);
        }
        let outcome = self.shared(key, mixed, compare);
        if let Some(entry) = front.entries.get_mut(place) {
            *entry = (key, outcome);
        }
        unpack(outcome)
    }

    fn shared(&self, key: u64, mixed: u64, compare: impl FnOnce() -> Outcome) -> u8 {
        let shard = usize::try_from(mixed >> 40).unwrap_or(0) % SHARDS;
        let Some(shard) = self.shards.get(shard) else { return pack(compare()) };
        if let Some(&outcome) = shard.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return outcome;
        }
        let outcome = pack(compare());
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if shard.len() < SHARD_CAP {
            shard.insert(key, outcome);
        }
        outcome
    }
}

const fn pack(outcome: Outcome) -> u8 {
    outcome.octave << 4 | outcome.level
}

const fn unpack(packed: u8) -> Outcome {
    Outcome { level: packed & 15, octave: packed >> 4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_values_is_compared_once_in_either_order() {
        let (memo, mut front, mut other_front) = (Memo::default(), Front::default(), Front::default());
        let mut compared = 0;
        for _ in 0..3 {
            for (one, other) in [(7, 9), (9, 7)] {
                for front in [&mut front, &mut other_front] {
                    let outcome = memo.get_or(front, one, other, || {
                        compared += 1;
                        Outcome { level: 11, octave: 15 }
                    });
                    assert_eq!(outcome, Outcome { level: 11, octave: 15 });
                }
            }
        }
        assert_eq!(compared, 1);
    }
}
