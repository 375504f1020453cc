//! A model run over a table, as Splink runs it: pairs by its blocking rules, scores, and the connected components of the
//! pairs from a threshold on (Splink's `predict` and `cluster_pairwise_predictions_at_threshold`).
//!
//! | Step | Where | What |
//! |---|---|---|
//! | Records | `records.rs` | what is derived of each row, equal values told by one number |
//! | Sides | `sides.rs` | which row of a pair is left, and which rows are no pair |
//! | Blocks | `blocks.rs` | rows by the keys of each rule; a pair counts for the first rule that holds |
//! | Pairs | `pairs.rs` | levels, remembered for pairs of values, and scores |

mod blocks;
mod pairs;
mod records;
mod sides;

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::blocking::SplinkBlockingRule;
use super::fault::SplinkFault;
use super::model::SplinkModel;
use crate::cluster::UnionFind;
use crate::linkage::RuleReport;
use crate::progress::{Progress, Step};
use crate::share_out::share_out;
use crate::table::Table;
use crate::threshold::Threshold;
use blocks::Blocks;
use pairs::{Scored, Scoring};
use records::{Derived, Reader};
use sides::Sides;

/// Links and clusters of a Splink model.
#[derive(Clone, Debug, PartialEq)]
pub struct SplinkLinkage {
    /// Pairs from the threshold on, ordered by row numbers.
    pub links: Vec<SplinkLink>,
    /// For each row the smallest row of its cluster.
    pub clusters: Vec<u32>,
    /// Pairs that were scored, each once.
    pub pairs_scored: u64,
    /// Those among them of which a similarity lies within 1e-9 of its threshold, so that Splink may have decided otherwise.
    pub near_threshold: u64,
    /// Probability from which pairs are joined.
    pub threshold: f64,
    /// What each blocking rule did.
    pub blocking: Vec<RuleReport>,
    /// Columns with cells that are not of the kind that the conditions need, and how many; they count as missing.
    pub unread: Vec<(String, u64)>,
}

/// A pair of rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplinkLink {
    /// The smaller row.
    pub left: u32,
    /// The larger row.
    pub right: u32,
    /// Match weight in bits.
    pub weight: f64,
    /// Probability of a match, 0 to 1.
    pub probability: f64,
}

/// Least probability of the pairs among which a wanted precision is sought.
const REVIEW: f64 = 0.30;

impl SplinkModel {
    /// Links the rows of a table that has the model's columns, under their names; capitals do not count. Pairs under the
    /// threshold are not kept. The result is the same for any order of the rows and any number of threads.
    ///
    /// # Errors
    /// [`SplinkFault`]: a column that is missing, a link type that does not go with the number of sources, a pair of values
    /// at which `DuckDB` stops.
    pub fn link(
        &self,
        table: &Table,
        threshold: Threshold,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<SplinkLinkage, SplinkFault> {
        let tell = |step, done, of| progress(Progress { step, done, of });
        tell(Step::Standardise, 0, 1);
        table.checked_len().map_err(|fault| shape("records", &fault.to_string()))?;
        let sides = Sides::of(self.link_type(), table)?;
        let reader = Reader::of(self, table)?;
        let derived = Derived::of(self, &reader);

        tell(Step::Block, 0, 1);
        // Without a rule Splink compares everything with everything.
        let all = SplinkBlockingRule::of_all_pairs()?;
        let rules = if self.blocking_rules().is_empty() { std::slice::from_ref(&all) } else { self.blocking_rules() };
        let blocks = Blocks::of(rules, &reader)?;

        let (done, of) = (AtomicU64::new(0), blocks.tasks().len() as u64);
        let least = threshold.fixed().unwrap_or(REVIEW);
        let start = || Scoring::new(self, &derived, &blocks, least);
        let scored = share_out(blocks.tasks(), start, |scoring, task| {
            blocks.for_each_pair(task, &sides, |left, right| scoring.pair(task, left, right));
            tell(Step::Score, done.fetch_add(1, Ordering::Relaxed) + 1, of);
        });
        let scored = scored.into_iter().map(Scoring::finish).fold(start().finish(), Scored::with);
        if let Some(fault) = scored.fault {
            return Err(fault);
        }

        tell(Step::Cluster, 0, 1);
        let mut links = scored.links;
        let probabilities = || links.iter().map(|link| single(link.probability)).collect();
        let threshold = threshold.fixed().unwrap_or_else(|| threshold.among(probabilities(), REVIEW));
        links.retain(|link| link.probability >= threshold);
        links.par_sort_unstable_by_key(|link| (link.left, link.right));
        let mut sets = UnionFind::new(table.len());
        links.iter().for_each(|link| sets.union(link.left, link.right));
        Ok(SplinkLinkage {
            links,
            clusters: sets.smallest(),
            pairs_scored: scored.pairs.iter().sum(),
            near_threshold: scored.near,
            threshold,
            blocking: blocks.reports(&scored.pairs),
            unread: derived.unread,
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "to draw a line among probabilities, singles are fine enough")]
const fn single(probability: f64) -> f32 {
    probability as f32
}

fn shape(place: &str, reason: &str) -> SplinkFault {
    SplinkFault::Shape { place: place.to_owned(), reason: reason.to_owned() }
}
