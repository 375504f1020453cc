//! A compiled plan with the records that it is applied to.

use super::links::Near;
use super::postings::Postings;
use super::state::State;
use crate::block::{Cut, Folded, Scheme};
use crate::fault::LinkFault;
use crate::field::{Caches, Fields, Sieve};
use crate::guard::Guard;
use crate::judge::Judge;
use crate::link::to_f32;
use crate::plan::Plan;
use crate::records::Records;
use crate::scorer::Scorer;

/// What finds and scores.
pub(crate) struct Matcher {
    pub(crate) plan: Plan,
    pub(crate) records: Records,
    scheme: Scheme,
    cut: Cut,
    scorer: Scorer,
    pub(crate) linking: Wanted,
    pub(crate) searching: Wanted,
}

/// Which pairs are wanted.
pub(crate) struct Wanted {
    /// The least probability.
    least: f64,
    sieve: Sieve,
}

/// A pair that was scored.
#[derive(Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) near: Near,
    pub(crate) pattern: u64,
    pub(crate) guard: Option<Guard>,
}

/// What one thread works with.
#[derive(Default)]
pub(crate) struct Desk {
    pub(crate) caches: Caches,
    values: Vec<Folded>,
    candidates: Vec<u32>,
}

impl Matcher {
    /// `least` is the least probability of a link.
    pub(crate) fn new(plan: Plan, least: f64) -> Self {
        let wanted = |least: f64| Wanted { least, sieve: Sieve::reaching(&plan.model, least) };
        Self {
            records: Records::known(&plan.specification, &plan.statistics),
            scheme: plan.scheme(),
            cut: plan.cut(),
            scorer: plan.model.scorer(),
            linking: wanted(least),
            searching: wanted(plan.specification.thresholds.review),
            plan,
        }
    }

    /// The comparisons over the records that there are.
    pub(crate) fn fields(&self) -> Result<Fields<'_>, LinkFault> {
        Fields::new(&self.plan.specification, &self.records)
    }

    pub(crate) const fn judge<'a>(&'a self, fields: &'a Fields<'a>) -> Judge<'a> {
        Judge::new(fields, &self.plan.model, &self.scorer)
    }

    /// The paths of the blocks that a slot is in.
    pub(crate) fn paths(&self, desk: &mut Desk, slot: u32, each: impl FnMut(u32)) {
        self.scheme.values(&self.records, slot, &mut desk.values);
        self.scheme.paths(&self.cut, &desk.values, each);
    }

    /// Compares a slot with all that share a block with it and are wanted; hands over those of at least the probability wanted.
    pub(crate) fn find(
        &self,
        (judge, wanted): (&Judge<'_>, &Wanted),
        desk: &mut Desk,
        postings: &Postings,
        slot: u32,
        is_wanted: impl Fn(u32) -> bool,
        mut each: impl FnMut(Scored),
    ) {
        let mut candidates = std::mem::take(&mut desk.candidates);
        candidates.clear();
        self.paths(desk, slot, |path| postings.each(path, |other| candidates.push(other)));
        candidates.sort_unstable();
        candidates.dedup();
        let line = self.records.line(slot);
        for &other in candidates.iter().filter(|&&other| is_wanted(other)) {
            let sifted = judge.fields.sift(&mut desk.caches, &wanted.sieve, &line, &self.records.line(other));
            let Some(pattern) = sifted else { continue };
            let weighed = judge.weigh_pattern(pattern);
            let probability = to_f32(weighed.score.probability);
            if f64::from(probability) >= wanted.least {
                let near = Near { slot: other, weight: to_f32(weighed.score.weight), probability, is_held: false };
                each(Scored { near, pattern, guard: judge.guard(&weighed) });
            }
        }
        desk.candidates = candidates;
    }
}

impl Desk {
    pub(crate) fn new(fields: &Fields<'_>) -> Self {
        Self { caches: fields.caches(), ..Self::default() }
    }
}

/// Whether a slot holds a record that is there.
pub(crate) fn is_alive(state: &State, slot: u32) -> bool {
    state.register.record(slot).is_some()
}
