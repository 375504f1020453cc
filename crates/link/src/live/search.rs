//! Matching one record that is not kept.

use super::event::ClusterId;
use super::matcher::{Scored, is_alive};
use super::register::RecordKey;
use super::Live;
use crate::fault::LinkFault;
use crate::guard::Guard;
use crate::records::Cells;
use crate::table::Table;

/// A record that is like the one that was searched for.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The record.
    pub record: RecordKey,
    /// The cluster that it is in.
    pub cluster: ClusterId,
    /// log2 of the odds that both are of one person.
    pub weight: f32,
    /// The same as a probability.
    pub probability: f32,
    /// Outcome of every comparison; [`crate::Model::evidence_of_pattern`] explains it.
    pub pattern: u64,
    /// What would keep them apart, if anything does.
    pub guard: Option<Guard>,
}

impl Live {
    /// Matches the first row of a table, which may lack columns, with every record: by the same blocks, comparisons and scores
    /// as records that are kept. Gives back those at or above the review threshold, the likest first. Nothing is kept of it.
    ///
    /// # Errors
    /// [`LinkFault::TooMuchText`].
    pub fn search(&mut self, table: &Table) -> Result<Vec<Found>, LinkFault> {
        if table.checked_len()? == 0 {
            return Ok(Vec::new());
        }
        let place = u32::try_from(self.state.register.slots()).map_err(|_| LinkFault::TooManyRows)?;
        let Self { matcher, desk, postings, state, .. } = self;
        let cells = Cells::of_some(&matcher.plan.specification, table);
        matcher.records.put(&matcher.plan.statistics, &cells, 0, place);
        let mut scored: Vec<Scored> = Vec::new();
        let fields = matcher.fields()?;
        let judge = matcher.judge(&fields);
        matcher.find((&judge, &matcher.searching), desk, postings, place, |other| is_alive(state, other), |found| scored.push(found));
        scored.sort_unstable_by(|one, other| {
            let by_weight = other.near.weight.total_cmp(&one.near.weight);
            by_weight.then_with(|| state.register.compare(one.near.slot, other.near.slot))
        });
        let tell = |scored: Scored| {
            let Scored { near, pattern, guard } = scored;
            Some(Found {
                record: state.register.key_of_slot(near.slot),
                cluster: state.groups.get(state.groups.of(near.slot)?)?.id,
                weight: near.weight,
                probability: near.probability,
                pattern,
                guard,
            })
        };
        let found = scored.into_iter().filter_map(tell).collect();
        matcher.records.truncate(place as usize);
        Ok(found)
    }
}
