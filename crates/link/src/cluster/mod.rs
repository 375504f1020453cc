//! Clusters: links are joined from the strongest on, and each join is tested against the whole of both sides.

mod attach;
mod component;
mod constraints;
mod judged;
mod union_find;

use rayon::prelude::*;

pub(crate) use attach::{Attachment, attach, raised};
pub(crate) use constraints::Constraints;
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
    let mut all = UnionFind::new(rows);
    for edge in edges {
        all.union(edge.left, edge.right);
    }
    for &(left, right) in constraints.same() {
        all.union(left, right);
    }
    let mut by_component: Vec<(u32, Edge)> = edges.iter().map(|&edge| (all.find(edge.left), edge)).collect();
    let heavy_first = |one: &Edge, other: &Edge| {
        other.weight.total_cmp(&one.weight).then((one.left, one.right).cmp(&(other.left, other.right)))
    };
    by_component.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| heavy_first(&one.1, &other.1)));
    let components: Vec<&[(u32, Edge)]> = by_component.chunk_by(|left, right| left.0 == right.0).collect();
    let joined: Vec<Vec<(u32, u32)>> = components
        .par_iter()
        .map_init(
            || judge.fields.caches(),
            |caches, edges| {
                let mut component = Component::new(judge, constraints, edges);
                for (_, edge) in *edges {
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
