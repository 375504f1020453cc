//! Which clusters are decided anew.

use std::collections::{BTreeSet, VecDeque};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::courses::may_be_attached;
use super::matcher::is_alive;
use super::region::{Decision, decide as decide_region, region};
use super::state::State;
use crate::field::Caches;
use crate::judge::Judge;

/// Regions that wait for a decision, and those that have one.
#[derive(Default)]
struct Agenda {
    regions: Vec<Vec<u32>>,
    parts: Vec<Vec<Vec<u32>>>,
    is_waiting: Vec<bool>,
    waiting: VecDeque<usize>,
    region_of: HashMap<u32, usize, FixedState>,
}

/// Decides anew the regions of some slots. Where a record's cluster became another, so may be the decision of those that it is
/// a rival to: they come after it, until nothing changes any more. A decision of one round looks at others only as they
/// were before it, so that there is one end, whatever the order. Gives back each region with its clusters.
pub(super) fn decide(
    state: &mut State,
    judge: Judge<'_>,
    caches: &mut Caches,
    touched: BTreeSet<u32>,
) -> impl Iterator<Item = (Vec<u32>, Vec<Vec<u32>>)> + use<> {
    let mut agenda = Agenda::default();
    for slot in touched {
        if is_alive(state, slot) {
            agenda.enter(state, slot);
        }
    }
    while let Some(number) = agenda.waiting.pop_front() {
        if let Some(is_waiting) = agenda.is_waiting.get_mut(number) {
            *is_waiting = false;
        }
        let slots = agenda.regions.get(number).map_or(&[][..], Vec::as_slice);
        let Decision { parts, changed } = decide_region(state, judge, caches, slots);
        if let Some(known) = agenda.parts.get_mut(number) {
            *known = parts;
        }
        for slot in changed {
            for near in state.links.of(slot).iter().filter(|near| state.bounds.is_rival(near)) {
                let known = agenda.region_of.get(&near.slot).copied();
                // The clusters of a region that was entered are others by now than those told before.
                let slots = known.and_then(|known| agenda.regions.get(known)).map(Vec::as_slice);
                if known != Some(number) && may_be_attached(state, slots.unwrap_or(state.mates(near.slot))) {
                    agenda.enter(state, near.slot);
                }
            }
        }
    }
    agenda.regions.into_iter().zip(agenda.parts)
}

impl Agenda {
    /// Enters the region of a slot, unless it waits already.
    fn enter(&mut self, state: &State, slot: u32) {
        let next = self.regions.len();
        let number = self.region_of.get(&slot).copied().unwrap_or(next);
        if number == next {
            let region = region(state, slot);
            self.region_of.extend(region.iter().map(|&slot| (slot, number)));
            self.regions.push(region);
            self.parts.push(Vec::new());
            self.is_waiting.push(false);
        }
        if let Some(is_waiting) = self.is_waiting.get_mut(number).filter(|is_waiting| !**is_waiting) {
            *is_waiting = true;
            self.waiting.push_back(number);
        }
    }
}
