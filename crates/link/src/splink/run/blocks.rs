//! Rows by the keys of each blocking rule, and the pairs of each block.

use std::ops::Range;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::records::Reader;
use super::sides::Sides;
use crate::linkage::RuleReport;
use crate::splink::blocking::{SplinkBlockingRule, SplinkBlockingValues, SplinkKey};
use crate::splink::fault::SplinkFault;

/// Pairs of one task at most, about.
const TASK: usize = 1 << 18;

/// The blocks of all rules.
pub(super) struct Blocks<'a> {
    rules: Vec<Rule<'a>>,
    tasks: Vec<Task>,
}

/// The blocks of one rule.
struct Rule<'a> {
    rule: &'a SplinkBlockingRule,
    left: Keys,
    /// Where a row has other keys on the right than on the left.
    right: Option<Keys>,
    /// What the rest of the rule is held against, where there is a rest.
    values: Option<Vec<SplinkBlockingValues>>,
    largest_block: usize,
}

/// The keys of each row, in order, and the rows of each key.
struct Keys {
    ends: Vec<usize>,
    keys: Vec<u32>,
    /// Keys with their rows, in order.
    rows: Vec<(u32, u32)>,
}

/// A part of the pairs of one block: some of its left rows with all right ones that come after them, or with all.
pub(super) struct Task {
    rule: usize,
    key: u32,
    left: Range<usize>,
    right: Range<usize>,
}

impl Task {
    /// The place of the rule.
    pub(super) const fn rule(&self) -> usize {
        self.rule
    }
}

impl Keys {
    /// From the numbers of each row's keys.
    fn of(of_rows: impl Iterator<Item = Vec<u32>>) -> Self {
        let mut keys = Self { ends: Vec::new(), keys: Vec::new(), rows: Vec::new() };
        for (row, mut of_row) in (0_u32..).zip(of_rows) {
            of_row.sort_unstable();
            keys.rows.extend(of_row.iter().map(|&key| (key, row)));
            keys.keys.append(&mut of_row);
            keys.ends.push(keys.keys.len());
        }
        keys.rows.par_sort_unstable();
        keys
    }

    fn of_row(&self, row: u32) -> &[u32] {
        let row = row as usize;
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(row).and_then(|&end| self.keys.get(start..end)).unwrap_or(&[])
    }

    /// Where the rows of each key stand.
    fn blocks(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        let mut start = 0;
        self.rows.chunk_by(|left, right| left.0 == right.0).map(move |block| {
            let place = start..start + block.len();
            start = place.end;
            (block.first().map_or(0, |&(key, _)| key), place)
        })
    }

    fn rows(&self, place: Range<usize>) -> &[(u32, u32)] {
        self.rows.get(place).unwrap_or(&[])
    }
}

impl<'a> Rule<'a> {
    fn of(rule: &'a SplinkBlockingRule, reader: &Reader<'_>) -> Result<Self, SplinkFault> {
        let mut known: HashMap<SplinkKey, u32, foldhash::fast::FixedState> = HashMap::default();
        let mut number = |key: SplinkKey| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(key).or_insert(next)
        };
        let (mut left, mut right, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for row in reader.rows() {
            let of_row = rule.derive(&reader.record(row))?;
            left.push(rule.left_keys(&of_row).into_iter().map(&mut number).collect());
            if !rule.is_symmetric() {
                right.push(rule.right_keys(&of_row).into_iter().map(&mut number).collect());
            }
            if rule.has_residual() {
                values.push(of_row);
            }
        }
        let right = (!rule.is_symmetric()).then(|| Keys::of(right.into_iter()));
        let values = rule.has_residual().then_some(values);
        Ok(Self { rule, left: Keys::of(left.into_iter()), right, values, largest_block: 0 })
    }

    fn right(&self) -> &Keys {
        self.right.as_ref().unwrap_or(&self.left)
    }

    /// The tasks of the rule at a place; takes note of the largest block.
    fn tasks(&mut self, rule: usize) -> Vec<Task> {
        let mut tasks = Vec::new();
        let rights: HashMap<u32, Range<usize>> = self.right.iter().flat_map(Keys::blocks).collect();
        for (key, block) in self.left.blocks() {
            let right = match &self.right {
                None => block.clone(),
                Some(_) => rights.get(&key).cloned().unwrap_or_default(),
            };
            self.largest_block = self.largest_block.max(block.len()).max(right.len());
            let step = (TASK / right.len().max(1)).max(1);
            for start in block.clone().step_by(step) {
                let left = start..block.end.min(start + step);
                let right = if self.right.is_none() { start + 1..right.end } else { right.clone() };
                if !right.is_empty() {
                    tasks.push(Task { rule, key, left, right });
                }
            }
        }
        tasks
    }

    /// The first key that a left and a right row share.
    fn shared_key(&self, left: u32, right: u32) -> Option<u32> {
        let right = self.right().of_row(right);
        self.left.of_row(left).iter().copied().find(|key| right.binary_search(key).is_ok())
    }

    /// Whether what there is beside the keys holds.
    fn holds_beside_keys(&self, left: u32, right: u32) -> Result<bool, SplinkFault> {
        let Some(values) = &self.values else { return Ok(true) };
        match (values.get(left as usize), values.get(right as usize)) {
            (Some(left), Some(right)) => self.rule.holds_within_block(left, right),
            _ => Ok(false),
        }
    }
}

impl<'a> Blocks<'a> {
    pub(super) fn of(rules: &'a [SplinkBlockingRule], reader: &Reader<'_>) -> Result<Self, SplinkFault> {
        let rules = rules.par_iter().map(|rule| Rule::of(rule, reader));
        let mut rules = rules.collect::<Result<Vec<_>, _>>()?;
        let tasks = rules.iter_mut().enumerate().flat_map(|(place, rule)| rule.tasks(place)).collect();
        Ok(Self { rules, tasks })
    }

    pub(super) fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// How many rules there are.
    pub(super) fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// Hands over each pair of a task that shares the task's key and no smaller one of the rule, the left row first.
    pub(super) fn for_each_pair(&self, task: &Task, sides: &Sides<'_>, mut each: impl FnMut(u32, u32)) {
        let Some(rule) = self.rules.get(task.rule) else { return };
        let is_symmetric = rule.right.is_none();
        let rights = rule.right().rows(task.right.clone());
        for (place, &(_, left)) in rule.left.rows(task.left.clone()).iter().enumerate() {
            let rights = if is_symmetric { rights.get(place..) } else { Some(rights) };
            for &(_, right) in rights.unwrap_or(&[]) {
                let Some(pair) = sides.of_pair(left, right).filter(|&pair| is_symmetric || pair == (left, right))
                else {
                    continue;
                };
                let is_first = rule.left.of_row(pair.0).len() == 1 || rule.shared_key(pair.0, pair.1) == Some(task.key);
                if is_first {
                    each(pair.0, pair.1);
                }
            }
        }
    }

    /// Whether a pair that shares a key of a rule is one of the rule, and of none before it.
    pub(super) fn is_of_rule(&self, rule: usize, left: u32, right: u32) -> Result<bool, SplinkFault> {
        for before in self.rules.iter().take(rule) {
            if before.shared_key(left, right).is_some() && before.holds_beside_keys(left, right)? {
                return Ok(false);
            }
        }
        self.rules.get(rule).map_or(Ok(false), |rule| rule.holds_beside_keys(left, right))
    }

    /// What each rule did, for the pairs that each gave.
    pub(super) fn reports(&self, pairs: &[u64]) -> Vec<RuleReport> {
        let report = |(rule, &pairs): (&Rule<'_>, &u64)| RuleReport {
            rule: rule.rule.sql().split_whitespace().collect::<Vec<_>>().join(" "),
            pairs,
            largest_block: u32::try_from(rule.largest_block).unwrap_or(u32::MAX),
            ..RuleReport::default()
        };
        self.rules.iter().zip(pairs).map(report).collect()
    }
}
