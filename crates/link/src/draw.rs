//! Some of the pairs that blocking rules hold, the same in every run.

use rayon::prelude::*;

use crate::block::{Blocks, Seen, Task, Turns};
use crate::fault::LinkFault;
use crate::share_out::share_out;

/// Pairs, about, that are drawn: more tell the model nothing that it does not know.
const DRAWN: u64 = 1_000_000;

/// Pairs of rows, the first in the upper half, in order, each once.
pub(crate) struct Drawn {
    pub(crate) pairs: Vec<u64>,
    /// How many pairs each stands for.
    pub(crate) rate: u64,
}

/// Draws pairs by the numbers of their rows alone: all, where they are not many more than are wanted. `done` is told of each
/// task.
pub(crate) fn draw_pairs(turns: &Turns<'_>, done: &(dyn Fn() + Sync)) -> Result<Drawn, LinkFault> {
    let rate = rate_of(turns.pairs());
    let mut pairs: Vec<u64> = Vec::new();
    turns.for_each(|blocks| draw(blocks, rate, &mut pairs, done))?;
    Ok(drawn(pairs, rate))
}

/// The same of blocks that are all held.
pub(crate) fn draw_pairs_of(blocks: &Blocks) -> Drawn {
    let rate = rate_of(blocks.pairs());
    let mut pairs: Vec<u64> = Vec::new();
    draw(blocks, rate, &mut pairs, &|| ());
    drawn(pairs, rate)
}

fn rate_of(pairs: u64) -> u64 {
    pairs.div_ceil(DRAWN).max(1)
}

fn draw(blocks: &Blocks, rate: u64, pairs: &mut Vec<u64>, done: &(dyn Fn() + Sync)) {
    let draw = |(seen, drawn): &mut (Seen, Vec<u64>), task: &Task| {
        let rows = blocks.rows(task);
        blocks.for_each_pair(task, seen, |left, right| {
            let (Some(&left), Some(&right)) = (rows.get(left), rows.get(right)) else { return };
            let pair = u64::from(left) << 32 | u64::from(right);
            if rate == 1 || is_drawn(pair, rate) {
                drawn.push(pair);
            }
        });
        done();
    };
    let drawn = share_out(blocks.tasks(), Default::default, draw);
    pairs.extend(drawn.into_iter().flat_map(|(_, drawn)| drawn));
}

fn drawn(mut pairs: Vec<u64>, rate: u64) -> Drawn {
    pairs.par_sort_unstable();
    pairs.dedup();
    Drawn { pairs, rate }
}

/// The rows of a pair.
pub(crate) const fn rows_of(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, (pair & 0xffff_ffff) as u32)
}

/// A number that follows from a pair alone and is spread evenly.
pub(crate) const fn mixed(pair: u64) -> u64 {
    let mixed = (pair ^ (pair >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 32)
}

/// Whether a pair is one of those drawn, which are one in `rate`.
const fn is_drawn(pair: u64, rate: u64) -> bool {
    mixed(pair).is_multiple_of(rate)
}
