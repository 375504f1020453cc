//! The records that a decision about one of them depends on, and the decision.

use std::collections::BTreeSet;

use super::state::State;
use crate::cluster::{Attachment, Constraints, Edge, attach, cluster_few};
use crate::field::Caches;
use crate::judge::Judge;

/// All slots whose clusters hang together with that of one: by links, by judgements, or because they are of one cluster. In
/// the order of their records.
pub(super) fn region(state: &State, from: u32) -> Vec<u32> {
    let mut met = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(slot) = open.pop() {
        let linked = state.links.of(slot).iter().filter(|near| state.bounds.hangs_together(near)).map(|near| near.slot);
        let mates = state.groups.of(slot).map_or(&[][..], |group| state.groups.slots(group));
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

/// Decides clusters among the slots of a region, as a batch run would; gives back the slots of each, in the order of the
/// region.
pub(super) fn decide(state: &State, judge: Judge<'_>, caches: &mut Caches, region: &[u32]) -> Vec<Vec<u32>> {
    if region.len() == 1 {
        return vec![region.to_vec()];
    }
    let mut places: Vec<(u32, u32)> = region.iter().copied().zip(0_u32..).collect();
    places.sort_unstable();
    let place = |slot: u32| {
        let found = places.binary_search_by_key(&slot, |&(slot, _)| slot).ok()?;
        places.get(found).map(|&(_, place)| place)
    };
    let (mut joins, mut rivals): (Vec<Edge>, Vec<Edge>) = (Vec::new(), Vec::new());
    for (&slot, left) in region.iter().zip(0_u32..) {
        for near in state.links.of(slot) {
            let Some(right) = place(near.slot).filter(|&right| left < right) else { continue };
            let edge = Edge { left, right, weight: near.weight };
            if state.bounds.joins(near) {
                joins.push(edge);
            }
            if state.bounds.is_rival(near) {
                rivals.push(edge);
            }
        }
    }
    let sources = region.iter().map(|&slot| state.register.source_code(slot)).collect();
    let judged = state.judgements.among(&state.register, region);
    let judged = judged.into_iter().filter_map(|(one, other, is_same)| Some((place(one)?, place(other)?, is_same)));
    let constraints = Constraints::new(judged, sources, state.unique.clone());
    let judge = judge.of_some(region);
    let clusters = cluster_few(&judge, caches, &joins, &constraints);
    let attachment = Attachment { raised: state.bounds.raised, threshold: state.bounds.join };
    let clusters = attach(&judge, caches, &rivals, &constraints, attachment, &clusters);
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); region.len()];
    for (&cluster, &slot) in clusters.iter().zip(region) {
        if let Some(part) = parts.get_mut(cluster as usize) {
            part.push(slot);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
