//! Scores of pairs.

use super::SplinkLink;
use super::blocks::{Blocks, Task};
use super::records::Derived;
use crate::splink::comparison::SplinkLevel;
use crate::splink::fault::SplinkFault;
use crate::splink::model::SplinkModel;

/// Pairs of values whose level a thread remembers, for each comparison.
const REMEMBERED: usize = 1 << 15;

/// What one thread scores with, and what it found.
pub(super) struct Scoring<'a> {
    model: &'a SplinkModel,
    derived: &'a Derived,
    blocks: &'a Blocks<'a>,
    least: f64,
    levels: Vec<SplinkLevel>,
    memory: Vec<Memory>,
    found: Scored,
}

/// What was found.
#[derive(Default)]
pub(super) struct Scored {
    /// Pairs from the least probability on.
    pub(super) links: Vec<SplinkLink>,
    /// Pairs that each rule gave.
    pub(super) pairs: Vec<u64>,
    /// Pairs near a threshold.
    pub(super) near: u64,
    /// Of the faults the one whose text comes first, so that it does not depend on the threads.
    pub(super) fault: Option<SplinkFault>,
}

impl<'a> Scoring<'a> {
    pub(super) fn new(model: &'a SplinkModel, derived: &'a Derived, blocks: &'a Blocks<'a>, least: f64) -> Self {
        let memory = model.comparisons().iter().map(|_| Memory::new()).collect();
        let found = Scored { pairs: vec![0; blocks.rule_count()], ..Scored::default() };
        Self { model, derived, blocks, least, levels: Vec::new(), memory, found }
    }

    /// Scores a pair that shares the key of a task, the left row first.
    pub(super) fn pair(&mut self, task: &Task, left: u32, right: u32) {
        if let Err(fault) = self.score(task.rule(), left, right) {
            self.found.fault = first_fault(self.found.fault.take(), Some(fault));
        }
    }

    fn score(&mut self, rule: usize, left: u32, right: u32) -> Result<(), SplinkFault> {
        if !self.blocks.is_of_rule(rule, left, right)? {
            return Ok(());
        }
        self.levels.clear();
        let comparisons = self.model.comparisons().iter().zip(&self.derived.comparisons).zip(&mut self.memory);
        for ((comparison, values), memory) in comparisons {
            let (Some((one, first)), Some((other, second))) = (values.get(left), values.get(right)) else { continue };
            self.levels.push(memory.level(one, other, || comparison.level(first, second))?);
        }
        let score = self.model.score_levels(&self.levels, |column| self.derived.frequencies(column, left, right));
        self.found.near += u64::from(score.is_near_threshold());
        if let Some(pairs) = self.found.pairs.get_mut(rule) {
            *pairs += 1;
        }
        if let (Some(weight), Some(probability)) = (score.match_weight, score.match_probability)
            && probability >= self.least
        {
            self.found.links.push(SplinkLink { left: left.min(right), right: left.max(right), weight, probability });
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Scored {
        self.found
    }
}

impl Scored {
    /// What two threads found.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.links.extend(other.links);
        self.pairs.iter_mut().zip(other.pairs).for_each(|(pairs, more)| *pairs += more);
        self.near += other.near;
        self.fault = first_fault(self.fault, other.fault);
        self
    }
}

fn first_fault(one: Option<SplinkFault>, other: Option<SplinkFault>) -> Option<SplinkFault> {
    one.into_iter().chain(other).min_by_key(ToString::to_string)
}

/// Levels of pairs of values. A new one takes the place of an old one.
struct Memory(Vec<Option<(u64, SplinkLevel)>>);

impl Memory {
    fn new() -> Self {
        Self(vec![None; REMEMBERED])
    }

    fn level(
        &mut self,
        left: u32,
        right: u32,
        level: impl FnOnce() -> Result<SplinkLevel, SplinkFault>,
    ) -> Result<SplinkLevel, SplinkFault> {
        let pair = u64::from(left) << 32 | u64::from(right);
        let mixed = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let place = usize::try_from(mixed).unwrap_or(0) % REMEMBERED;
        let Some(slot) = self.0.get_mut(place) else { return level() };
        match slot {
            Some((known, level)) if *known == pair => Ok(*level),
            _ => {
                let level = level()?;
                *slot = Some((pair, level));
                Ok(level)
            }
        }
    }
}
