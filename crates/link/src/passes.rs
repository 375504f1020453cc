//! The passes over all pairs of the blocks: patterns are counted, pairs scored.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::block::{Blocks, Seen, Task, Turns};
use crate::draw::{Drawn, draw_pairs, rows_of};
use crate::estimate::{Counts, merge, sorted};
use crate::fault::LinkFault;
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
    pub(crate) turns: &'a Turns<'a>,
    pub(crate) progress: &'a (dyn Fn(Progress) + Sync),
}

/// Links that a thread gathers before it drops those that it has twice.
const GATHERED: usize = 1 << 20;

impl Passes<'_> {
    /// Counts the patterns of blocked pairs, in order. Of many pairs a part is drawn, and counted for all.
    ///
    /// # Errors
    /// [`LinkFault::NoRoom`].
    pub(crate) fn count(&self) -> Result<Vec<(u64, u64)>, LinkFault> {
        let done = AtomicU64::new(0);
        let Drawn { pairs, rate } = draw_pairs(self.turns, &|| self.tell(Step::Compare, &done))?;
        let chunks: Vec<&[u64]> = pairs.chunks(10_000).collect();
        let start = || (self.fields.caches(), Counts::default());
        let counted = share_out(&chunks, start, |(caches, counts), pairs| {
            for &pair in *pairs {
                let (left, right) = rows_of(pair);
                *counts.entry(self.fields.pattern(caches, left, right)).or_default() += rate;
            }
        });
        Ok(sorted(counted.into_iter().map(|(_, counts)| counts).fold(Counts::default(), merge)))
    }

    /// Scores every blocked pair; gives back those at or above the review threshold, in order, each once. Rows are places in
    /// the canonical order.
    ///
    /// # Errors
    /// [`LinkFault::NoRoom`].
    pub(crate) fn score(&self, judge: &Judge<'_>, review: f64) -> Result<Vec<Link>, LinkFault> {
        let done = AtomicU64::new(0);
        let mut links: Vec<Link> = Vec::new();
        self.turns.for_each(|blocks| {
            self.score_blocks(blocks, (judge, review), &done, &mut links);
            once(&mut links);
        })?;
        Ok(links)
    }

    fn score_blocks(
        &self,
        blocks: &Blocks,
        (judge, review): (&Judge<'_>, f64),
        done: &AtomicU64,
        found: &mut Vec<Link>,
    ) {
        let sieve = Sieve::reaching(judge.model, review);
        let start = || Scoring { caches: self.fields.caches(), limit: GATHERED, ..Scoring::default() };
        let score = |scoring: &mut Scoring, task: &Task| {
            let Scoring { caches, lines, seen, links, limit } = scoring;
            self.fields.records.lines(blocks.rows(task), lines);
            blocks.for_each_pair(task, seen, |left, right| {
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
            self.tell(Step::Score, done);
        };
        let scored = share_out(blocks.tasks(), start, score);
        found.extend(scored.into_iter().flat_map(|scoring| scoring.links));
    }

    fn tell(&self, step: Step, done: &AtomicU64) {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        let of = self.turns.tasks as u64;
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

/// Links in order, each once.
fn once(links: &mut Vec<Link>) {
    links.par_sort_unstable_by_key(|link| (link.left, link.right));
    links.dedup_by_key(|link| (link.left, link.right));
}
