//! What a decision changes: which clusters keep their ids, and the events that tell it.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Change, ClusterId, Event, EventLink};
use super::register::RecordKey;
use super::state::State;
use crate::cluster::UnionFind;
use crate::field::Caches;
use crate::judge::Judge;
use crate::link::to_f32;

/// Whoever hears of events.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(Event);

/// What events are made with.
pub(super) struct Settling<'a, 'b> {
    pub(super) judge: Judge<'a>,
    pub(super) caches: &'a mut Caches,
    pub(super) ids: &'a mut dyn FnMut() -> ClusterId,
    pub(super) tell: Tell<'b>,
}

/// Some slots of a part that come from one cluster, or from none.
struct Arrival {
    from: Option<u32>,
    slots: Vec<u32>,
}

impl Settling<'_, '_> {
    /// Makes the parts of a region its clusters. Parts, and the slots of each, come in the order of their records.
    pub(super) fn settle(&mut self, state: &mut State, parts: &[Vec<u32>]) {
        if parts.iter().all(|part| is_whole(state, part)) {
            return;
        }
        let arrivals: Vec<Vec<Arrival>> = parts.iter().map(|part| arrivals(state, part)).collect();
        let kept = kept(state, &arrivals);
        let heirs: BTreeMap<u32, usize> =
            kept.iter().enumerate().filter_map(|(part, kept)| kept.map(|group| (group, part))).collect();
        let claims = claims(&arrivals);
        let mut groups: Vec<Option<u32>> = kept.clone();
        // What moves from one living cluster to another leaves first, and joins later.
        let (mut joining, mut merging) = (Vec::new(), Vec::new());
        for (part, arrivals) in arrivals.into_iter().enumerate() {
            for arrival in arrivals {
                let Some(from) = arrival.from else {
                    joining.push((part, arrival));
                    continue;
                };
                if heirs.get(&from) == Some(&part) {
                    continue;
                }
                let is_ending = !heirs.contains_key(&from);
                if groups.get(part).copied().flatten().is_none() {
                    let into = self.split(state, from, &arrival.slots);
                    if let Some(group) = groups.get_mut(part) {
                        *group = Some(into);
                    }
                } else if is_ending && claims.get(&from) == Some(&part) {
                    merging.push((part, from, arrival.slots));
                } else {
                    self.leave(state, from, &arrival.slots);
                    joining.push((part, arrival));
                }
            }
        }
        for (part, arrival) in joining {
            match groups.get(part).copied().flatten() {
                Some(group) => self.join(state, group, &arrival.slots),
                None => {
                    let group = self.create(state, &arrival.slots);
                    if let Some(known) = groups.get_mut(part) {
                        *known = Some(group);
                    }
                }
            }
        }
        for (part, from, slots) in merging {
            if let Some(into) = groups.get(part).copied().flatten() {
                self.merge(state, from, into, &slots);
            }
        }
    }

    fn create(&mut self, state: &mut State, slots: &[u32]) -> u32 {
        let id = (self.ids)();
        let group = state.groups.create(id, state.next);
        slots.iter().for_each(|&slot| state.groups.join(slot, group));
        let links = self.tree(state, slots);
        let records = keys(state, slots);
        self.tell(state, Change::Created { cluster: id, records }, links);
        group
    }

    fn split(&mut self, state: &mut State, from: u32, slots: &[u32]) -> u32 {
        let id = (self.ids)();
        let links = self.strongest(state, slots, from);
        let from = move_slots(state, Some(from), slots);
        let group = state.groups.create(id, state.next);
        slots.iter().for_each(|&slot| state.groups.join(slot, group));
        let records = keys(state, slots);
        self.tell(state, Change::Split { from, into: id, records }, links);
        group
    }

    fn join(&mut self, state: &mut State, group: u32, slots: &[u32]) {
        let Some(cluster) = state.groups.get(group).map(|group| group.id) else { return };
        for &slot in slots {
            let links = self.strongest(state, &[slot], group);
            state.groups.join(slot, group);
            self.tell(state, Change::Joined { cluster, record: state.register.key_of_slot(slot) }, links);
        }
    }

    fn leave(&mut self, state: &mut State, group: u32, slots: &[u32]) {
        for &slot in slots {
            let links = self.strongest(state, &[slot], group);
            let cluster = move_slots(state, Some(group), &[slot]);
            self.tell(state, Change::Left { cluster, record: state.register.key_of_slot(slot) }, links);
        }
    }

    fn merge(&mut self, state: &mut State, from: u32, into: u32, slots: &[u32]) {
        let links = self.strongest(state, slots, into);
        let from = move_slots(state, Some(from), slots);
        slots.iter().for_each(|&slot| state.groups.join(slot, into));
        let Some(into) = state.groups.get(into).map(|group| group.id) else { return };
        let records = keys(state, slots);
        self.tell(state, Change::Merged { from, into, records }, links);
    }

    /// Tells that a record which is no more left its cluster.
    pub(super) fn remove(&mut self, state: &mut State, group: u32, slot: u32, record: RecordKey) {
        let cluster = move_slots(state, Some(group), &[slot]);
        self.tell(state, Change::Left { cluster, record }, Vec::new());
    }

    fn tell(&mut self, state: &mut State, change: Change, links: Vec<EventLink>) {
        let number = state.next;
        state.next += 1;
        (self.tell)(Event { number, change, links });
    }

    /// The strongest link of some slots with others of a cluster.
    fn strongest(&mut self, state: &State, slots: &[u32], group: u32) -> Vec<EventLink> {
        let among: BTreeSet<u32> = slots.iter().copied().collect();
        let is_across = |other: u32| state.groups.of(other) == Some(group) && !among.contains(&other);
        let links = slots.iter().flat_map(|&slot| state.links.of(slot).iter().map(move |near| (slot, near)));
        let across = links.filter(|(_, near)| is_across(near.slot));
        let best = across.max_by(|(slot, near), (other_slot, other)| {
            near.weight.total_cmp(&other.weight).then_with(|| {
                let order = |one: u32, other: u32| state.register.compare(other, one);
                order(*slot, *other_slot).then_with(|| order(near.slot, other.slot))
            })
        });
        best.map(|(slot, near)| self.link(state, slot, near.slot)).into_iter().collect()
    }

    /// The strongest links that hold slots together, in the order in which they do.
    fn tree(&mut self, state: &State, slots: &[u32]) -> Vec<EventLink> {
        if slots.len() < 2 {
            return Vec::new();
        }
        let places: BTreeMap<u32, u32> = slots.iter().copied().zip(0..).collect();
        let place = |slot: u32| places.get(&slot).copied();
        let mut links: Vec<(f32, u32, u32)> = Vec::new();
        for (&slot, left) in slots.iter().zip(0_u32..) {
            let near = state.links.of(slot).iter();
            links.extend(
                near.filter_map(|near| Some((near.weight, left, place(near.slot)?))).filter(|link| link.1 < link.2),
            );
        }
        links.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let mut trees = UnionFind::new(slots.len());
        let mut tree = Vec::new();
        for (_, left, right) in links {
            if trees.find(left) != trees.find(right) {
                trees.union(left, right);
                let slot = |place: u32| slots.get(place as usize).copied().unwrap_or(u32::MAX);
                tree.push(self.link(state, slot(left), slot(right)));
            }
        }
        tree
    }

    fn link(&mut self, state: &State, one: u32, other: u32) -> EventLink {
        let weighed = self.judge.weigh(self.caches, one, other);
        let (left, right) = if state.register.compare(one, other).is_lt() { (one, other) } else { (other, one) };
        EventLink {
            left: state.register.key_of_slot(left),
            right: state.register.key_of_slot(right),
            weight: to_f32(weighed.score.weight),
            probability: to_f32(weighed.score.probability),
            pattern: weighed.pattern,
        }
    }
}

/// Whether a part is one cluster already.
fn is_whole(state: &State, part: &[u32]) -> bool {
    let group = part.first().and_then(|&slot| state.groups.of(slot));
    group.is_some_and(|group| {
        state.groups.slots(group).len() == part.len() && part.iter().all(|&slot| state.groups.of(slot) == Some(group))
    })
}

/// The slots of a part by the clusters that they come from, in the order of their first records.
fn arrivals(state: &State, part: &[u32]) -> Vec<Arrival> {
    let mut arrivals: Vec<Arrival> = Vec::new();
    let mut known: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    for &slot in part {
        let from = state.groups.of(slot);
        let place = *known.entry(from).or_insert(arrivals.len());
        match arrivals.get_mut(place) {
            Some(arrival) => arrival.slots.push(slot),
            None => arrivals.push(Arrival { from, slots: vec![slot] }),
        }
    }
    arrivals
}

/// For each cluster the part that has most of it; the first of several.
fn claims(arrivals: &[Vec<Arrival>]) -> BTreeMap<u32, usize> {
    let mut largest: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (part, arrivals) in arrivals.iter().enumerate() {
        for arrival in arrivals {
            let Some(from) = arrival.from else { continue };
            let (size, of) = largest.entry(from).or_insert((0, part));
            if arrival.slots.len() > *size {
                (*size, *of) = (arrival.slots.len(), part);
            }
        }
    }
    largest.into_iter().map(|(group, (_, part))| (group, part)).collect()
}

/// For each part the cluster that it goes on as: the oldest of those of which it has the most.
fn kept(state: &State, arrivals: &[Vec<Arrival>]) -> Vec<Option<u32>> {
    let mut kept: Vec<Option<u32>> = vec![None; arrivals.len()];
    let since = |group: u32| state.groups.get(group).map_or(u64::MAX, |group| group.since);
    for (group, part) in claims(arrivals) {
        if let Some(known) = kept.get_mut(part)
            && known.is_none_or(|known| since(group) < since(known))
        {
            *known = Some(group);
        }
    }
    kept
}

/// Takes slots out of a cluster; gives back its id.
fn move_slots(state: &mut State, from: Option<u32>, slots: &[u32]) -> ClusterId {
    let id = from.and_then(|group| state.groups.get(group)).map_or(ClusterId(0), |group| group.id);
    slots.iter().for_each(|&slot| state.groups.leave(slot));
    id
}

fn keys(state: &State, slots: &[u32]) -> Vec<RecordKey> {
    slots.iter().map(|&slot| state.register.key_of_slot(slot)).collect()
}
