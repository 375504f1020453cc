//! Records that come, change and go, with their clusters kept.

mod courses;
mod deciding;
mod event;
mod groups;
mod judgements;
mod links;
mod matcher;
mod postings;
mod region;
mod register;
mod search;
mod settle;
mod state;
mod update;

pub use event::{Change, ClusterId, Event, EventLink, Membership};
pub use judgements::Constraint;
pub use register::RecordKey;
pub use search::Found;

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::fault::LinkFault;
use crate::plan::Plan;
use crate::table::Table;
use matcher::{Desk, Matcher};
use postings::Postings;
use settle::Settling;
use state::State;

/// Records in memory, with an index of their blocks, their links and their clusters, all by one [`Plan`].
///
/// Which records are in one cluster follows from the records that are there, what they say, and the constraints in force: not
/// from the order in which they came. It is what a batch run by the same plan would give. The one exception is asked for: with
/// a `fracture` below the threshold of the specification, a pair that is in one cluster stays linked through changes and
/// removals until its probability is below `fracture`.
///
/// Ids of clusters depend on the order: where clusters become one, the oldest goes on; where one becomes several, its largest
/// part does, and of parts of one size that with the first record. Every change is told as an [`Event`].
pub struct Live {
    matcher: Matcher,
    desk: Desk,
    postings: Postings,
    state: State,
    ids: Box<dyn FnMut() -> ClusterId + Send + Sync>,
}

impl Live {
    /// No records yet. `fracture` is a probability; `ids` gives ids of clusters, none of them twice.
    ///
    /// # Errors
    /// See [`LinkFault`].
    pub fn new(
        plan: Plan,
        fracture: Option<f64>,
        ids: impl FnMut() -> ClusterId + Send + Sync + 'static,
    ) -> Result<Self, LinkFault> {
        let state = State::new(&plan, fracture);
        let matcher = Matcher::new(plan, state.bounds.least());
        let desk = Desk::new(&matcher.fields()?);
        Ok(Self { matcher, desk, postings: Postings::default(), state, ids: Box::new(ids) })
    }

    /// The records of a table, in the clusters that they were in as far as they may go on so: after a restart, or with a new
    /// plan. `tell` hears what is different now.
    ///
    /// # Errors
    /// See [`Live::put`].
    pub fn resume(
        plan: Plan,
        fracture: Option<f64>,
        ids: impl FnMut() -> ClusterId + Send + Sync + 'static,
        (table, membership): (&Table, &Membership),
        tell: &mut dyn FnMut(Event),
    ) -> Result<Self, LinkFault> {
        let mut live = Self::new(plan, fracture, ids)?;
        live.recall(table, membership, tell);
        live.put(table, tell)?;
        Ok(live)
    }

    /// The plan.
    pub const fn plan(&self) -> &Plan {
        &self.matcher.plan
    }

    /// Lets a constraint act. The number that it gets is the smaller the earlier it came, and of constraints that contradict
    /// each other the earlier one counts. Its records need not be there yet.
    ///
    /// # Errors
    /// See [`LinkFault`].
    pub fn constrain(&mut self, constraint: Constraint, tell: &mut dyn FnMut(Event)) -> Result<u64, LinkFault> {
        let records = [&constraint.left, &constraint.right].map(|key| self.state.register.number(&key.source, &key.id));
        let number = self.state.judgements.add(constraint, records);
        self.decide_again(&records, tell)?;
        Ok(number)
    }

    /// Takes a constraint back; `false` where there is none of this number.
    ///
    /// # Errors
    /// See [`LinkFault`].
    pub fn lift(&mut self, number: u64, tell: &mut dyn FnMut(Event)) -> Result<bool, LinkFault> {
        let Some(records) = self.state.judgements.remove(number) else { return Ok(false) };
        self.decide_again(&records, tell)?;
        Ok(true)
    }

    /// Lets time pass: constraints that have expired by now act no more.
    ///
    /// # Errors
    /// See [`LinkFault`].
    pub fn advance(&mut self, now: Timestamp, tell: &mut dyn FnMut(Event)) -> Result<(), LinkFault> {
        let records = self.state.judgements.advance(now);
        self.decide_again(&records, tell)
    }

    /// Every constraint that was not taken back, with its number.
    pub fn constraints(&self) -> impl Iterator<Item = (u64, &Constraint)> {
        self.state.judgements.iter()
    }

    /// The cluster that a record is in; none where the record is not there.
    pub fn cluster_of(&self, record: &RecordKey) -> Option<ClusterId> {
        let state = &self.state;
        let slot = state.register.slot(state.register.find(&record.source, &record.id)?)?;
        state.groups.get(state.groups.of(slot)?).map(|group| group.id)
    }

    /// The records of the cluster that a record is in, itself included, in order.
    pub fn cluster_mates(&self, record: &RecordKey) -> Vec<RecordKey> {
        let state = &self.state;
        let slot = state.register.find(&record.source, &record.id).and_then(|record| state.register.slot(record));
        let group = slot.and_then(|slot| state.groups.of(slot));
        let slots = group.map_or(&[][..], |group| state.groups.slots(group));
        let mut mates: Vec<RecordKey> = slots.iter().map(|&slot| state.register.key_of_slot(slot)).collect();
        mates.sort_unstable();
        mates
    }

    /// How many records there are.
    pub const fn len(&self) -> usize {
        self.state.register.len()
    }

    /// Whether there is no record.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many clusters there are, those of one record among them.
    pub const fn clusters(&self) -> usize {
        self.state.groups.len()
    }

    /// Entries of the index of blocks.
    pub const fn postings(&self) -> usize {
        self.postings.len()
    }

    fn decide_again(&mut self, records: &[u32], tell: &mut dyn FnMut(Event)) -> Result<(), LinkFault> {
        let touched = records.iter().filter_map(|&record| self.state.register.slot(record)).collect();
        self.decide(touched, tell)
    }

    /// Decides anew the clusters of some slots, and of all whose decision looks at theirs.
    fn decide(&mut self, touched: BTreeSet<u32>, tell: &mut dyn FnMut(Event)) -> Result<(), LinkFault> {
        let Self { matcher, desk, state, ids, .. } = self;
        let fields = matcher.fields()?;
        let judge = matcher.judge(&fields);
        let regions = deciding::decide(state, judge, &mut desk.caches, touched);
        let mut settling = Settling { judge, caches: &mut desk.caches, ids: &mut **ids, tell };
        for (region, parts) in regions {
            settling.settle(state, &parts);
            update::release(state, &region);
        }
        Ok(())
    }
}
