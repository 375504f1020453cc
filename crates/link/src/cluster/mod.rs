//! Clusters: links are joined from the strongest on, and each join is tested against the whole of both sides.

mod attach;
mod component;
mod constraints;
mod judged;
mod union_find;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub(crate) use attach::{Attachment, Outside, attach, raised};
pub(crate) use component::{Decision, Refusal};
pub(crate) use constraints::{Constraints, Forbidden};
pub(crate) use union_find::UnionFind;

use crate::field::Caches;
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
    let edges = by_component(judge.len(), edges, constraints);
    let components: Vec<&[(u32, Edge)]> = edges.chunk_by(|left, right| left.0 == right.0).collect();
    let join = |caches: &mut Caches, edges: &&[(u32, Edge)]| joined(judge, caches, edges, constraints);
    let joined: Vec<Vec<(u32, u32)>> = components.par_iter().map_init(|| judge.fields.caches(), join).collect();
    united(judge.len(), constraints, joined.iter().flatten())
}

/// The same for few rows, one component after the other.
pub(crate) fn cluster_few(
    judge: &Judge<'_>,
    caches: &mut Caches,
    edges: &[Edge],
    constraints: &Constraints,
) -> Vec<u32> {
    let edges = by_component(judge.len(), edges, constraints);
    let components = edges.chunk_by(|left, right| left.0 == right.0);
    let joined: Vec<(u32, u32)> = components.flat_map(|edges| joined(judge, caches, edges, constraints)).collect();
    united(judge.len(), constraints, joined.iter())
}

/// Links with the smallest row of their component, those of one component together, strongest first.
fn by_component(rows: usize, edges: &[Edge], constraints: &Constraints) -> Vec<(u32, Edge)> {
    let mut all = connected(rows, edges, constraints);
    let mut by_component: Vec<(u32, Edge)> = edges.iter().map(|&edge| (all.find(edge.left), edge)).collect();
    by_component.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| heavy_first(&one.1, &other.1)));
    by_component
}

/// The links of a component along which clusters are joined.
fn joined(judge: &Judge<'_>, caches: &mut Caches, edges: &[(u32, Edge)], constraints: &Constraints) -> Vec<(u32, u32)> {
    let mut component = Component::new(judge, constraints, edges.iter().map(|(_, edge)| edge));
    for (_, edge) in edges {
        component.consider(caches, edge);
    }
    component.into_joined()
}

fn united<'a>(rows: usize, constraints: &'a Constraints, joined: impl Iterator<Item = &'a (u32, u32)>) -> Vec<u32> {
    let mut clusters = UnionFind::new(rows);
    for &(left, right) in constraints.same().iter().chain(joined) {
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
    let mut all = connected(judge.len(), edges, constraints);
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
