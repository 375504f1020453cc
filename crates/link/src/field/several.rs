//! Cells of several values of a column that is compared on its own: the best pair counts.

use super::pair_cache::PairCache;
use crate::pattern::{Outcome, octave_of_several};
use crate::records::TextColumn;

/// The level of the same value.
const SAME: u8 = 1;

/// Compares two cells of which one holds several values: by those that they share, which count together, else by the two
/// nearest; `level` compares two values, 0 for nothing said.
pub(crate) fn compare(
    column: &TextColumn,
    cache: &mut PairCache,
    one: u32,
    other: u32,
    level: impl Fn(u32, u32) -> u8,
) -> Outcome {
    // Level and octave fit what is remembered of a pair: three bits and four.
    let packed = cache.get_or(one, other, |one, other| {
        let (ones, others) = (column.values(&one), column.values(&other));
        let shared = ones.iter().filter(|value| others.contains(value) && level(**value, **value) == SAME);
        let shared = shared.map(|&value| column.octave(value));
        if let Some(octave) = octave_of_several(shared) {
            return SAME << 4 | octave;
        }
        let pairs = ones.iter().flat_map(|&one| others.iter().map(move |&other| (one.min(other), one.max(other))));
        pairs.map(|(one, other)| level(one, other)).filter(|&level| level > 0).min().unwrap_or(0) << 4
    });
    Outcome::rare(packed >> 4, packed & 0xf)
}
