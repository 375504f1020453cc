//! How a cluster formed, and how well it holds together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Explainer;
use super::cut::{Cut, ROWS, minimum_cut};
use super::tree::{Sets, strongest_tree};
use crate::cluster::{Decision, decisions};
use crate::fault::LinkFault;
use crate::judge::Judge;
use crate::linkage::Link;

/// How a cluster formed. Rows are those of the table; lists of rows and links are in the order of source and id, whatever the
/// order of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClusterExplanation {
    /// Its rows.
    pub rows: Vec<u32>,
    /// The joins that made it, in the order in which they were made; one fewer than there are rows.
    pub joins: Vec<Join>,
    /// Rows that say little and were attached to the rest.
    pub attached: Vec<u32>,
    /// The links between its rows that are kept, guarded ones among them.
    pub links: Vec<Link>,
    /// The weakest link of the strongest tree of links: how sure the cluster is. None for one row, and where judgements
    /// hold it together.
    pub weakest: Option<Link>,
    /// Pairs of its rows.
    pub possible_pairs: u64,
    /// Those that are linked at or above the threshold, without a guard.
    pub linked_pairs: u64,
    /// Their share; none for one row.
    pub density: Option<f64>,
    /// The weakest cut through its links; none for one row, and for more than 200.
    pub weakest_cut: Option<Cut>,
}

/// A join of two parts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Join {
    /// A row of one part.
    pub left: u32,
    /// A row of the other.
    pub right: u32,
    /// The weight of the link between the two, in bits; none for a judgement.
    pub weight: Option<f32>,
    /// What joined the parts.
    pub kind: JoinKind,
    /// How many rows the part of the left row had.
    pub left_size: u32,
    /// How many rows the part of the right row had.
    pub right_size: u32,
}

/// What joined two parts of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum JoinKind {
    /// A person judged the two rows the same.
    Judged,
    /// A link at or above the threshold.
    Linked,
    /// A record, or a few, that resembles this cluster and no other.
    Attached,
}

impl Explainer<'_> {
    /// How the cluster of a row formed.
    ///
    /// # Errors
    /// [`LinkFault::NoSuchRow`].
    pub fn cluster(&self, row: u32) -> Result<ClusterExplanation, LinkFault> {
        let cluster = self.cluster_of(self.check(row)?);
        self.with_judge(|judge| self.formation(judge, cluster))
    }

    /// How a cluster, named by its smallest row, formed.
    pub(crate) fn formation(&self, judge: &Judge<'_>, cluster: u32) -> ClusterExplanation {
        let rows = self.rows_of(cluster);
        let links = self.links_within(&rows);
        let (joins, attached) = self.joins(judge, cluster, &rows, &links);
        let unguarded = || links.iter().filter(|link| link.guard.is_none());
        let tree = strongest_tree(unguarded());
        let is_whole = tree.len() + 1 == rows.len();
        let weakest = if is_whole { tree.last().map(|link| **link) } else { None };
        let linked = unguarded().filter(|link| f64::from(link.probability) >= self.linkage.threshold).count() as u64;
        let count = rows.len() as u64;
        let possible = count * count.saturating_sub(1) / 2;
        ClusterExplanation {
            weakest,
            possible_pairs: possible,
            linked_pairs: linked,
            density: (possible > 0).then(|| crate::estimate::to_f64(linked) / crate::estimate::to_f64(possible)),
            weakest_cut: weakest_cut(&rows, unguarded()),
            joins,
            attached,
            links,
            rows,
        }
    }

    /// The rows of a cluster, by source and id.
    pub(super) fn rows_of(&self, cluster: u32) -> Vec<u32> {
        let rows = (0_u32..).zip(&self.linkage.clusters).filter(|(_, of)| **of == cluster).map(|(row, _)| row);
        let mut rows: Vec<u32> = rows.collect();
        rows.sort_by_key(|&row| self.place(row));
        rows
    }

    /// The links that are kept between some rows, and either row of a link, by source and id.
    pub(super) fn links_within(&self, rows: &[u32]) -> Vec<Link> {
        let (links, wanted) = (&self.linkage.links, rows.iter().copied().collect::<BTreeSet<u32>>());
        let of_row = |&row: &u32| {
            let start = links.partition_point(|link| link.left < row);
            links.iter().skip(start).take_while(move |link| link.left == row)
        };
        let ordered = |link: &Link| {
            let (left, right) = (link.left, link.right);
            let is_turned = self.place(left) > self.place(right);
            if is_turned { Link { left: right, right: left, ..*link } } else { *link }
        };
        let mut links: Vec<Link> =
            rows.iter().flat_map(of_row).filter(|link| wanted.contains(&link.right)).map(ordered).collect();
        links.sort_by_key(|link| (self.place(link.left), self.place(link.right)));
        links
    }

    /// The joins in order, and the rows that were attached.
    fn joins(&self, judge: &Judge<'_>, cluster: u32, rows: &[u32], links: &[Link]) -> (Vec<Join>, Vec<u32>) {
        let (edges, constraints) = self.edges(judge);
        let places: Vec<u32> = rows.iter().map(|&row| self.place(row)).collect();
        let mut sets = Sets::default();
        let mut joins = Vec::new();
        let mut join = |sets: &mut Sets, left: u32, right: u32, weight: Option<f32>, kind: JoinKind| {
            if let Some((left_size, right_size)) = sets.union(left, right) {
                joins.push(Join { left, right, weight, kind, left_size, right_size });
            }
        };
        for &(left, right) in constraints.same() {
            let (left, right) = (self.row(left), self.row(right));
            if self.cluster_of(left) == cluster {
                join(&mut sets, left, right, None, JoinKind::Judged);
            }
        }
        for (edge, decision) in decisions(judge, &edges, &constraints, &places) {
            let (left, right) = (self.row(edge.left), self.row(edge.right));
            if decision == Decision::Joined && self.cluster_of(left) == cluster {
                join(&mut sets, left, right, Some(edge.weight), JoinKind::Linked);
            }
        }
        let attached = attached(&sets, rows);
        for link in strongest_tree(links.iter().filter(|link| link.guard.is_none())) {
            join(&mut sets, link.left, link.right, Some(link.weight), JoinKind::Attached);
        }
        (joins, attached)
    }
}

/// The rows outside the largest set; of sets of one size the one with the first row counts as the largest.
fn attached(sets: &Sets, rows: &[u32]) -> Vec<u32> {
    let mut sizes: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (place, &row) in rows.iter().enumerate() {
        sizes.entry(sets.find(row)).or_insert((0, place)).0 += 1;
    }
    let largest = sizes.iter().max_by_key(|(_, (size, first))| (*size, Reverse(*first))).map(|(set, _)| *set);
    rows.iter().copied().filter(|&row| Some(sets.find(row)) != largest).collect()
}

fn weakest_cut<'a>(rows: &[u32], links: impl Iterator<Item = &'a Link> + Clone) -> Option<Cut> {
    if !(2..=ROWS).contains(&rows.len()) {
        return None;
    }
    let nodes: BTreeMap<u32, usize> = rows.iter().enumerate().map(|(node, &row)| (row, node)).collect();
    let node = |row: u32| nodes.get(&row).copied().unwrap_or(0);
    let edge = |link: &Link| (node(link.left), node(link.right), f64::from(link.weight).max(0.0));
    let edges: Vec<(usize, usize, f64)> = links.clone().map(edge).collect();
    let (weight, side) = minimum_cut(rows.len(), &edges)?;
    let side: BTreeSet<usize> = side.into_iter().collect();
    let is_smaller = 2 * side.len() <= rows.len();
    let is_in = |row: u32| side.contains(&node(row)) == is_smaller;
    let across = links.filter(|link| is_in(link.left) != is_in(link.right)).count();
    let rows = rows.iter().copied().filter(|&row| is_in(row)).collect();
    Some(Cut { rows, links: u32::try_from(across).unwrap_or(u32::MAX), weight })
}
