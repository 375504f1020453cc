//! How a cluster formed, and how well it holds together.

use serde::Serialize;

use super::Explainer;
use super::cut::{Cut, ROWS, minimum_cut};
use super::tree::{Sets, strongest_tree};
use crate::cluster::{Decision, decisions};
use crate::fault::LinkFault;
use crate::judge::Judge;
use crate::linkage::Link;

/// How a cluster formed. Rows are those of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClusterExplanation {
    /// Its rows, ascending.
    pub rows: Vec<u32>,
    /// The joins that made it, in the order in which they were made; one fewer than there are rows.
    pub joins: Vec<Join>,
    /// Rows that say little and were attached to the rest, ascending.
    pub attached: Vec<u32>,
    /// The links between its rows that are kept, guarded ones among them, by row numbers.
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
        let rows: Vec<u32> =
            (0_u32..).zip(&self.linkage.clusters).filter(|(_, of)| **of == cluster).map(|(row, _)| row).collect();
        let links = self.links_within(&rows);
        let (joins, attached) = self.joins(judge, &rows, &links);
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

    /// The links that are kept between some rows, which are ascending.
    pub(super) fn links_within(&self, rows: &[u32]) -> Vec<Link> {
        let links = &self.linkage.links;
        let of_row = |&row: &u32| {
            let start = links.partition_point(|link| link.left < row);
            links.iter().skip(start).take_while(move |link| link.left == row)
        };
        rows.iter().flat_map(of_row).filter(|link| rows.binary_search(&link.right).is_ok()).copied().collect()
    }

    /// The joins in order, and the rows that were attached.
    fn joins(&self, judge: &Judge<'_>, rows: &[u32], links: &[Link]) -> (Vec<Join>, Vec<u32>) {
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
            if rows.binary_search(&left).is_ok() {
                join(&mut sets, left, right, None, JoinKind::Judged);
            }
        }
        for (edge, decision) in decisions(judge, &edges, &constraints, &places) {
            let (left, right) = (self.row(edge.left), self.row(edge.right));
            if decision == Decision::Joined && rows.binary_search(&left).is_ok() {
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

/// The rows outside the largest set; of sets of one size the one with the smallest row counts as the largest.
fn attached(sets: &Sets, rows: &[u32]) -> Vec<u32> {
    let mut sizes: std::collections::BTreeMap<u32, (usize, u32)> = std::collections::BTreeMap::new();
    for &row in rows {
        sizes.entry(sets.find(row)).or_insert((0, row)).0 += 1;
    }
    let largest = sizes.iter().max_by(|one, other| one.1.0.cmp(&other.1.0).then(other.1.1.cmp(&one.1.1)));
    let largest = largest.map(|(set, _)| *set);
    rows.iter().copied().filter(|&row| Some(sets.find(row)) != largest).collect()
}

fn weakest_cut<'a>(rows: &[u32], links: impl Iterator<Item = &'a Link> + Clone) -> Option<Cut> {
    if !(2..=ROWS).contains(&rows.len()) {
        return None;
    }
    let node = |row: u32| rows.binary_search(&row).unwrap_or(0);
    let edge = |link: &Link| (node(link.left), node(link.right), f64::from(link.weight).max(0.0));
    let edges: Vec<(usize, usize, f64)> = links.clone().map(edge).collect();
    let (weight, side) = minimum_cut(rows.len(), &edges)?;
    let mut side: Vec<u32> = side.iter().filter_map(|&node| rows.get(node)).copied().collect();
    side.sort_unstable();
    if 2 * side.len() > rows.len() {
        side = rows.iter().copied().filter(|row| side.binary_search(row).is_err()).collect();
    }
    let is_in = |row: u32| side.binary_search(&row).is_ok();
    let across = links.filter(|link| is_in(link.left) != is_in(link.right)).count();
    Some(Cut { links: u32::try_from(across).unwrap_or(u32::MAX), weight, rows: side })
}
