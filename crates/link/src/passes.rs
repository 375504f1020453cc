//! The passes over all pairs of the blocks: patterns are counted, pairs scored.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::block::{Blocks, Seen, Task};
use crate::estimate::{Counts, merge, sorted};
use crate::field::{Caches, Fields, Sieve};
use crate::judge::Judge;
use crate::link::to_f32;
use crate::linkage::Link;
use crate::progress::{Progress, Step};
use crate::records::Line;
use crate::share_out::share_out;

/// What the passes over all pairs read.
pub(crate) struct Passes<'a> {
    pub(crate) fields: &'a Fields<'a>,
    pub(crate) blocks: &'a Blocks,
    pub(crate) progress: &'a (dyn Fn(Progress) + Sync),
}

/// Pairs, about, of which patterns are counted: more tell the model nothing that it does not know.
const COUNTED: u64 = 1_000_000;

/// Links that a thread gathers before it drops those that it has twice.
const GATHERED: usize = 1 << 20;

impl Passes<'_> {
    /// Counts the patterns of blocked pairs, in order. Of many pairs a part is drawn, by the numbers of their rows alone, and
    /// counted for all.
    pub(crate) fn count(&self) -> Vec<(u64, u64)> {
        let rate = self.blocks.pairs().div_ceil(COUNTED).max(1);
        let done = AtomicU64::new(0);
        let draw = |(seen, drawn): &mut (Seen, Vec<u64>), task: &Task| {
            let rows = self.blocks.rows(task);
            self.blocks.for_each_pair(task, seen, |left, right| {
                let (Some(&left), Some(&right)) = (rows.get(left), rows.get(right)) else { return };
                let pair = u64::from(left) << 32 | u64::from(right);
                if rate == 1 || is_drawn(pair, rate) {
                    drawn.push(pair);
                }
            });
            self.tell(Step::Compare, &done);
        };
        let drawn = share_out(self.blocks.tasks(), Default::default, draw);
        let mut pairs: Vec<u64> = drawn.into_iter().flat_map(|(_, drawn)| drawn).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let chunks: Vec<&[u64]> = pairs.chunks(10_000).collect();
        let start = || (self.fields.caches(), Counts::default());
        let counted = share_out(&chunks, start, |(caches, counts), pairs| {
            for &pair in *pairs {
                let pattern = self.fields.pattern(caches, (pair >> 32) as u32, (pair & 0xffff_ffff) as u32);
                *counts.entry(pattern).or_default() += rate;
            }
        });
        sorted(counted.into_iter().map(|(_, counts)| counts).fold(Counts::default(), merge))
    }

    /// Scores every blocked pair; gives back those at or above the review threshold, in order, each once. Rows are places in
    /// the canonical order.
    pub(crate) fn score(&self, judge: &Judge<'_>, review: f64) -> Vec<Link> {
        let done = AtomicU64::new(0);
        let sieve = Sieve::reaching(judge.model, review);
        let start = || Scoring { caches: self.fields.caches(), limit: GATHERED, ..Scoring::default() };
        let score = |scoring: &mut Scoring, task: &Task| {
            let Scoring { caches, lines, seen, links, limit } = scoring;
            self.fields.records.lines(self.blocks.rows(task), lines);
            self.blocks.for_each_pair(task, seen, |left, right| {
                let (Some(left), Some(right)) = (lines.get(left), lines.get(right)) else { return };
                let Some(pattern) = self.fields.sift(caches, &sieve, left, right) else { return };
                let (weighed, left, right) = (judge.weigh_pattern(pattern), left.place, right.place);
                let probability = to_f32(weighed.score.probability);
                if f64::from(probability) >= review {
                    links.push(Link {
                        left,
                        right,
                        weight: to_f32(weighed.score.weight),
                        probability,
                        pattern: weighed.pattern,
                        guard: judge.guard(&weighed),
                    });
                }
            });
            if links.len() > *limit {
                once(links);
                *limit = GATHERED.max(2 * links.len());
            }
            self.tell(Step::Score, &done);
        };
        let scored = share_out(self.blocks.tasks(), start, score);
        let mut links: Vec<Link> = scored.into_iter().flat_map(|scoring| scoring.links).collect();
        once(&mut links);
        links
    }

    fn tell(&self, step: Step, done: &AtomicU64) {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        let of = self.blocks.tasks().len() as u64;
        (self.progress)(Progress { step, done, of });
    }
}

/// What one thread scores with, and what it found.
#[derive(Default)]
struct Scoring {
    caches: Caches,
    lines: Vec<Line>,
    seen: Seen,
    links: Vec<Link>,
    limit: usize,
}

/// Whether a pair is one of those drawn, which are one in `rate`.
const fn is_drawn(pair: u64, rate: u64) -> bool {
    let mixed = (pair ^ (pair >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 32)).is_multiple_of(rate)
}

/// Links in order, each once.
fn once(links: &mut Vec<Link>) {
    links.par_sort_unstable_by_key(|link| (link.left, link.right));
    links.dedup_by_key(|link| (link.left, link.right));
}
