//! Clusters: links are joined from the strongest on, and each join is tested against the whole of both sides.

mod attach;
mod component;
mod constraints;
mod judged;
mod union_find;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub(crate) use attach::{Attachment, attach, raised};
pub(crate) use component::{Decision, Refusal};
pub(crate) use constraints::{Constraints, Forbidden};
pub(crate) use union_find::UnionFind;

use crate::judge::Judge;
use component::Component;

/// A pair that may be joined.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) weight: f32,
}

/// Forms clusters; gives back for each row the smallest of its cluster. Rows are places in the canonical order.
pub(crate) fn cluster(judge: &Judge<'_>, edges: &[Edge], constraints: &Constraints) -> Vec<u32> {
    let rows = judge.fields.records.len();
    let mut all = connected(rows, edges, constraints);
    let mut by_component: Vec<(u32, Edge)> = edges.iter().map(|&edge| (all.find(edge.left), edge)).collect();
    by_component.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| heavy_first(&one.1, &other.1)));
    let components: Vec<&[(u32, Edge)]> = by_component.chunk_by(|left, right| left.0 == right.0).collect();
    let joined: Vec<Vec<(u32, u32)>> = components
        .par_iter()
        .map_init(
            || judge.fields.caches(),
            |caches, edges| {
                let edges = || edges.iter().map(|(_, edge)| edge);
                let mut component = Component::new(judge, constraints, edges());
                for edge in edges() {
                    component.consider(caches, edge);
                }
                component.into_joined()
            },
        )
        .collect();
    let mut clusters = UnionFind::new(rows);
    for &(left, right) in constraints.same() {
        clusters.union(left, right);
    }
    for &(left, right) in joined.iter().flatten() {
        clusters.union(left, right);
    }
    clusters.smallest()
}

/// The links of the components that some rows are in, in the order in which [`cluster`] takes them, each with what became
/// of it.
pub(crate) fn decisions(
    judge: &Judge<'_>,
    edges: &[Edge],
    constraints: &Constraints,
    rows: &[u32],
) -> Vec<(Edge, Decision)> {
    let mut all = connected(judge.fields.records.len(), edges, constraints);
    let components: BTreeSet<u32> = rows.iter().map(|&row| all.find(row)).collect();
    let mut edges: Vec<Edge> = edges.iter().copied().filter(|edge| components.contains(&all.find(edge.left))).collect();
    edges.sort_unstable_by(heavy_first);
    let mut caches = judge.fields.caches();
    let mut component = Component::new(judge, constraints, edges.iter());
    edges.iter().map(|edge| (*edge, component.consider(&mut caches, edge))).collect()
}

/// Rows that links and judgements connect, whatever speaks against it.
fn connected(rows: usize, edges: &[Edge], constraints: &Constraints) -> UnionFind {
    let mut all = UnionFind::new(rows);
    let of_edges = edges.iter().map(|edge| (edge.left, edge.right));
    of_edges.chain(constraints.same().iter().copied()).for_each(|(left, right)| all.union(left, right));
    all
}

fn heavy_first(one: &Edge, other: &Edge) -> std::cmp::Ordering {
    other.weight.total_cmp(&one.weight).then((one.left, one.right).cmp(&(other.left, other.right)))
}
