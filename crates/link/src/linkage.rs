//! What comes out of a run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cluster::UnionFind;
use crate::guard::Guard;
use crate::model::Model;

/// What a person decided about two rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// A row.
    pub left: u32,
    /// Another row.
    pub right: u32,
    /// Whether they are of one person.
    pub same: bool,
}

/// Links, clusters and the model they follow from.
#[derive(Clone, Debug)]
pub struct Linkage {
    /// Pairs at or above the review threshold, joined or not, and those by which a record was attached to a cluster, ordered
    /// by row numbers.
    pub links: Vec<Link>,
    /// For each row the smallest row of its cluster.
    pub clusters: Vec<u32>,
    /// The estimated model.
    pub model: Model,
    /// Comparisons of two rows; a pair that several blocks hold is compared in each.
    pub pairs_scored: u64,
    /// Probability from which pairs are joined.
    pub threshold: f64,
    /// Probability from which pairs are kept.
    pub review_threshold: f64,
    /// What each blocking rule did.
    pub blocking: Vec<RuleReport>,
    /// How many pairs of those that blocking rules hold, each once, have a weight from so many bits up to one more. Of more
    /// than a million pairs a part was drawn, and counted for all.
    pub weights: Vec<(i32, u64)>,
    /// Positions of judgements that could not be honoured because an earlier one of the list stands against them.
    pub unhonoured: Vec<usize>,
}

impl Linkage {
    /// How sure each cluster is: for a cluster, which is named by its smallest row, the weakest link of the strongest tree
    /// of links that holds it together. Clusters of one row, and those that hold together by judgements, have none.
    pub fn weakest_links(&self) -> BTreeMap<u32, Link> {
        let cluster = |row: u32| self.clusters.get(row as usize).copied();
        let is_inside = |link: &&Link| link.guard.is_none() && cluster(link.left) == cluster(link.right);
        let mut links: Vec<&Link> = self.links.iter().filter(is_inside).collect();
        links.sort_by(|one, other| {
            other.weight.total_cmp(&one.weight).then((one.left, one.right).cmp(&(other.left, other.right)))
        });
        let mut missing: BTreeMap<u32, u32> = BTreeMap::new();
        for &cluster in &self.clusters {
            *missing.entry(cluster).or_default() += 1;
        }
        let mut trees = UnionFind::new(self.clusters.len());
        let mut weakest = BTreeMap::new();
        for link in links {
            let Some(cluster) = cluster(link.left).filter(|_| trees.find(link.left) != trees.find(link.right)) else {
                continue;
            };
            trees.union(link.left, link.right);
            if let Some(missing) = missing.get_mut(&cluster) {
                *missing = missing.saturating_sub(1);
            }
            weakest.insert(cluster, *link);
        }
        weakest.retain(|cluster, _| missing.get(cluster) == Some(&1));
        weakest
    }
}

/// A pair of rows at or above the review threshold, or one by which a record was attached to a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The smaller row.
    pub left: u32,
    /// The larger row.
    pub right: u32,
    /// log2 of the odds that they are of one person.
    pub weight: f32,
    /// The same as a probability.
    pub probability: f32,
    /// Outcome of every comparison; [`Model::evidence`] explains it.
    pub pattern: u64,
    /// What keeps them apart, if anything does.
    pub guard: Option<Guard>,
}

/// What a blocking rule did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleReport {
    /// The rule's parts, joined by ` + `.
    pub rule: String,
    /// Pairs that it holds.
    pub pairs: u64,
    /// Rows of its largest block that was compared.
    pub largest_block: u32,
    /// Blocks over the cap, which were cut by what else their rows agree on.
    #[serde(default)]
    pub cut_blocks: u32,
    /// Blocks over the cap of which some rows could not be cut from the rest by anything else.
    pub skipped_blocks: u32,
    /// Those rows; the rule compared them with nobody.
    pub skipped_rows: u64,
}
