//! Records that are added, changed and removed.

use std::collections::BTreeSet;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::Live;
use super::courses::may_be_attached;
use super::event::{Change, Event, Membership};
use super::links::Near;
use super::matcher::{Desk, is_alive};
use super::register::RecordKey;
use super::settle::Settling;
use super::state::State;
use crate::fault::LinkFault;
use crate::records::{Cells, separated};
use crate::share_out::share_out;
use crate::table::Table;

/// New records from which on several threads compare them.
const MANY: usize = 1_000;

/// New records that a thread compares at a time.
const TOGETHER: usize = 200;

impl Live {
    /// Adds the records of a table, or changes those that are there already: one or a million. `tell` hears what this makes of
    /// clusters.
    ///
    /// # Errors
    /// [`LinkFault::RepeatedRecord`], [`LinkFault::UnknownColumn`], [`LinkFault::TooManyRows`], [`LinkFault::TooMuchText`]; nothing
    /// is changed then.
    pub fn put(&mut self, table: &Table, tell: &mut dyn FnMut(Event)) -> Result<(), LinkFault> {
        let rows = table.checked_len()?;
        let slots = self.state.register.slots() + rows as usize;
        u32::try_from(slots + 1).map_err(|_| LinkFault::TooManyRows)?;
        let separated = separated(&self.matcher.plan.specification, table);
        let cells = Cells::new(&self.matcher.plan.specification, table, &separated)?;
        let mut named: HashSet<(&str, &str), FixedState> = HashSet::default();
        if let Some(row) = (0..rows).find(|&row| !named.insert((table.source(row), table.id(row)))) {
            return Err(LinkFault::RepeatedRecord { row });
        }
        drop(named);
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let mut changed: BTreeSet<u32> = BTreeSet::new();
        let mut new: Vec<u32> = Vec::with_capacity(rows as usize);
        for row in 0..rows {
            let record = self.state.register.number(table.source(row), table.id(row));
            let before = self.state.register.slot(record);
            let slot = self.state.register.settle(record);
            self.matcher.records.put(&self.matcher.plan.statistics, &cells, (row, table.source(row)), slot);
            if let Some(group) = self.state.recalled.remove(&record) {
                self.state.groups.join(slot, group);
            }
            if let Some(before) = before {
                touched.extend(self.take_out(before));
                if let Some(group) = self.state.groups.of(before) {
                    changed.insert(group);
                    self.state.groups.join(slot, group);
                    self.state.groups.leave(before);
                }
            }
            new.push(slot);
        }
        self.matcher.records.names.forget_cells();
        self.link(&new)?;
        touched.extend(new);
        changed.into_iter().for_each(|group| hold(&mut self.state, group));
        self.decide(touched, tell)
    }

    /// Removes records.
    ///
    /// # Errors
    /// [`LinkFault::UnknownRecord`] for one that is not there, or is named twice; nothing is removed then.
    pub fn remove(&mut self, records: &[RecordKey], tell: &mut dyn FnMut(Event)) -> Result<(), LinkFault> {
        let register = &self.state.register;
        let mut named: BTreeSet<u32> = BTreeSet::new();
        for (position, key) in records.iter().enumerate() {
            let record = register.find(&key.source, &key.id).filter(|&record| register.slot(record).is_some());
            if !record.is_some_and(|record| named.insert(record)) {
                return Err(LinkFault::UnknownRecord { position });
            }
        }
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let mut changed: BTreeSet<u32> = BTreeSet::new();
        for record in named {
            let Some(slot) = self.state.register.slot(record) else { continue };
            touched.extend(self.take_out(slot));
            changed.extend(self.state.groups.of(slot));
            self.leave(slot, tell)?;
            self.state.register.vacate(record);
        }
        changed.into_iter().for_each(|group| hold(&mut self.state, group));
        self.decide(touched, tell)
    }

    /// Takes the links of a slot away; gives back the slots whose clusters may be others without it.
    fn take_out(&mut self, slot: u32) -> Vec<u32> {
        let removed = self.state.links.remove(slot);
        self.state.courses.set(slot, Vec::new());
        let state = &self.state;
        let looks = |near: &Near| state.bounds.hangs_together(near) || may_be_attached(state, state.mates(near.slot));
        let linked: Vec<u32> = removed.iter().filter(|near| looks(near)).map(|near| near.slot).collect();
        let record = self.state.judgements.joined_with(&self.state.register, slot);
        let mates = self.state.mates(slot);
        linked.into_iter().chain(mates.iter().copied()).chain(record).filter(|&other| other != slot).collect()
    }

    /// Takes a slot out of its cluster and tells it.
    fn leave(&mut self, slot: u32, tell: &mut dyn FnMut(Event)) -> Result<(), LinkFault> {
        let Some(group) = self.state.groups.of(slot) else { return Ok(()) };
        let Self { matcher, desk, state, ids, .. } = self;
        let fields = matcher.fields()?;
        let judge = matcher.judge(&fields);
        let record = state.register.key_of_slot(slot);
        Settling { judge, caches: &mut desk.caches, ids: &mut **ids, tell }.remove(state, group, slot, record);
        Ok(())
    }

    /// Indexes slots and links each with all that are like it.
    fn link(&mut self, new: &[u32]) -> Result<(), LinkFault> {
        let Self { matcher, desk, postings, state, .. } = self;
        for &slot in new {
            matcher.paths(desk, slot, |path| postings.add(path, slot));
        }
        if postings.is_worth_folding() {
            postings.fold(|slot| is_alive(state, slot));
            state.register.sweep();
        }
        let fields = matcher.fields()?;
        let judge = matcher.judge(&fields);
        let among: HashSet<u32, FixedState> = new.iter().copied().collect();
        let known: &State = state;
        let find = |desk: &mut Desk, slot: u32, found: &mut Vec<(u32, Near)>| {
            // A pair of two new ones is found from the later.
            let is_wanted = |other: u32| is_alive(known, other) && (other < slot || !among.contains(&other));
            matcher.find((&judge, &matcher.linking), desk, postings, slot, is_wanted, |scored| {
                if scored.guard.is_none() {
                    found.push((slot, scored.near));
                }
            });
        };
        let mut found: Vec<(u32, Near)> = Vec::new();
        if new.len() < MANY {
            new.iter().for_each(|&slot| find(desk, slot, &mut found));
        } else {
            let chunks: Vec<&[u32]> = new.chunks(TOGETHER).collect();
            let start = || (Desk::new(&fields), Vec::new());
            let each = |(desk, found): &mut (Desk, Vec<(u32, Near)>), slots: &&[u32]| {
                slots.iter().for_each(|&slot| find(desk, slot, found));
            };
            found = share_out(&chunks, start, each).into_iter().flat_map(|(_, found)| found).collect();
            found.sort_unstable_by_key(|(slot, near)| (*slot, near.slot));
        }
        found.into_iter().for_each(|(slot, near)| state.links.add(slot, near));
        Ok(())
    }

    /// Makes the clusters of a membership, for the records of a table to take their places in; the others are told to have left.
    pub(super) fn recall(&mut self, table: &Table, membership: &Membership, tell: &mut dyn FnMut(Event)) {
        let rows = 0..u32::try_from(table.len()).unwrap_or(u32::MAX);
        let there: HashSet<(&str, &str), FixedState> = rows.map(|row| (table.source(row), table.id(row))).collect();
        let state = &mut self.state;
        state.next = membership.next();
        for (since, cluster, records) in membership.by_age() {
            let (staying, gone): (Vec<&RecordKey>, Vec<&RecordKey>) =
                records.iter().partition(|key| there.contains(&(key.source.as_str(), key.id.as_str())));
            for record in gone {
                let change = Change::Left { cluster, record: record.clone() };
                tell(Event { number: state.next, change, links: Vec::new() });
                state.next += 1;
            }
            if staying.is_empty() {
                continue;
            }
            let group = state.groups.create(cluster, since);
            for key in staying {
                state.recalled.insert(state.register.number(&key.source, &key.id), group);
            }
        }
    }
}

/// Holds together the pairs of a cluster that are linked well enough to stay, and not well enough to be joined anew.
fn hold(state: &mut State, group: u32) {
    if !state.bounds.holds() {
        return;
    }
    let slots = state.groups.slots(group).to_vec();
    for &slot in &slots {
        let is_mate = |near: &&Near| state.groups.of(near.slot) == Some(group) && state.bounds.can_hold(near);
        let mates: Vec<u32> = state.links.of(slot).iter().filter(is_mate).map(|near| near.slot).collect();
        mates.into_iter().for_each(|other| state.links.hold(slot, other, true));
    }
}

/// Lets go of held links between what is no longer one cluster.
pub(super) fn release(state: &mut State, region: &[u32]) {
    if !state.bounds.holds() {
        return;
    }
    for &slot in region {
        let is_apart = |near: &&Near| near.is_held && state.groups.of(near.slot) != state.groups.of(slot);
        let apart: Vec<u32> = state.links.of(slot).iter().filter(is_apart).map(|near| near.slot).collect();
        apart.into_iter().for_each(|other| state.links.hold(slot, other, false));
    }
}
