//! The records that a decision about one of them depends on, and the decision.

use std::collections::BTreeSet;

use super::courses::courses;
use super::state::State;
use crate::cluster::{Constraints, Edge, Outside, attach, cluster_few};
use crate::field::Caches;
use crate::judge::Judge;

/// All slots that may come into one cluster with one: by links, by judgements, or because they are in one now. In the order of
/// their records.
pub(super) fn region(state: &State, from: u32) -> Vec<u32> {
    let mut met = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(slot) = open.pop() {
        let linked = state.links.of(slot).iter().filter(|near| state.bounds.hangs_together(near)).map(|near| near.slot);
        let mates = state.mates(slot);
        for other in linked.chain(mates.iter().copied()).chain(state.judgements.joined_with(&state.register, slot)) {
            if met.insert(other) {
                open.push(other);
            }
        }
    }
    let mut region: Vec<u32> = met.into_iter().collect();
    region.sort_unstable_by(|&one, &other| state.register.compare(one, other));
    region
}

/// What was decided about a region.
pub(super) struct Decision {
    /// The slots of each cluster, in the order of the region.
    pub(super) parts: Vec<Vec<u32>>,
    /// Slots whose course is another than before.
    pub(super) changed: Vec<u32>,
}

/// Decides clusters among the slots of a region, as a batch run would, given where those outside are.
pub(super) fn decide(state: &mut State, judge: Judge<'_>, caches: &mut Caches, region: &[u32]) -> Decision {
    let edges = Edges::new(state, region);
    let sources = region.iter().map(|&slot| state.register.source_code(slot)).collect();
    let judged = state.judgements.among(&state.register, region);
    let place = |slot: u32| edges.place(slot);
    let judged = judged.into_iter().filter_map(|(one, other, is_same)| Some((place(one)?, place(other)?, is_same)));
    let constraints = Constraints::new(judged, sources, state.unique.clone());
    let judge = judge.of_some(region);
    let outside = Outside {
        edges: &edges.outside,
        cluster: &|round, slot| state.courses.at(slot, round),
        still: edges.outside.iter().map(|edge| state.courses.still(edge.right)).max().unwrap_or(0),
    };
    let mut rounds = vec![cluster_few(&judge, caches, &edges.joins, &constraints)];
    let first = rounds.first().map_or(&[][..], Vec::as_slice);
    let attached = attach(&judge, caches, (&edges.rivals, &outside), &constraints, state.bounds.attachment(), first);
    rounds.extend(attached);
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); region.len()];
    for (&cluster, &slot) in rounds.last().into_iter().flatten().zip(region) {
        if let Some(part) = parts.get_mut(cluster as usize) {
            part.push(slot);
        }
    }
    parts.retain(|part| !part.is_empty());
    let courses = courses(region, &rounds);
    let changed =
        region.iter().zip(courses).filter_map(|(&slot, course)| state.courses.set(slot, course).then_some(slot));
    Decision { parts, changed: changed.collect() }
}

/// The links of a region. Its slots are numbered by their places in it; slots outside stand as they are.
struct Edges {
    places: Vec<(u32, u32)>,
    joins: Vec<Edge>,
    rivals: Vec<Edge>,
    outside: Vec<Edge>,
}

impl Edges {
    fn new(state: &State, region: &[u32]) -> Self {
        let mut places: Vec<(u32, u32)> = region.iter().copied().zip(0_u32..).collect();
        places.sort_unstable();
        let mut edges = Self { places, joins: Vec::new(), rivals: Vec::new(), outside: Vec::new() };
        for (&slot, left) in region.iter().zip(0_u32..) {
            for near in state.links.of(slot) {
                let Some(right) = edges.place(near.slot) else {
                    if state.bounds.is_rival(near) {
                        edges.outside.push(Edge { left, right: near.slot, weight: near.weight });
                    }
                    continue;
                };
                let edge = Edge { left, right, weight: near.weight };
                if left < right && state.bounds.joins(near) {
                    edges.joins.push(edge);
                }
                if left < right && state.bounds.is_rival(near) {
                    edges.rivals.push(edge);
                }
            }
        }
        edges
    }

    fn place(&self, slot: u32) -> Option<u32> {
        let found = self.places.binary_search_by_key(&slot, |&(slot, _)| slot).ok()?;
        self.places.get(found).map(|&(_, place)| place)
    }
}
