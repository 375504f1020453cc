//! Blocking: which pairs of rows are compared at all.

mod budget;
mod cost;
mod group;
mod keys;
mod part_lines;
mod parts;
mod refine;
mod scheme;
mod turns;

use std::ops::Range;

pub(crate) use parts::{name_of, values};
use rayon::prelude::*;
pub(crate) use scheme::applies;

pub use cost::{RuleCost, blocking_costs};
pub(crate) use group::Seen;
pub(crate) use turns::Turns;

use crate::linkage::RuleReport;
use crate::records::Records;
use crate::specification::Specification;
use budget::{block_cap, pairs_of, part_cap};
use group::RuleBlocks;
use keys::{Entry, entries, key_of, row_of};
use part_lines::PartLines;
use scheme::of_rule;

pub(crate) use scheme::{Cut, Folded, Scheme};

/// Pairs that one task enumerates, about.
const TASK_PAIRS: u64 = 40_000;

/// Rows of one task, about: so many lines of rows stay in a processor's own cache.
const TASK_ROWS: usize = 2_000;

/// The blocks of some rules, gathered into tasks of about one size.
#[derive(Default)]
pub(crate) struct Blocks {
    rules: Vec<RuleBlocks>,
    tasks: Vec<Task>,
    pub(crate) reports: Vec<RuleReport>,
    /// Paths of the blocks that were cut.
    pub(crate) cut: Cut,
}

/// Some groups of blocks of a rule.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    rule: usize,
    from: usize,
    to: usize,
}

impl Blocks {
    /// Forms the blocks of every rule. A block of more rows than the cap is cut; what nothing cuts is left out and told in
    /// the report.
    pub(crate) fn new(specification: &Specification, records: &Records) -> Self {
        let scheme = Scheme::new(specification, records.len());
        let lines = PartLines::new(&scheme.parts, records);
        Self::of_rules(0..scheme.rules.len(), (&scheme, &lines), specification.block_cap as usize)
    }

    /// Forms the blocks of some rules.
    fn of_rules(rules: Range<usize>, of: (&Scheme, &PartLines<'_>), cap: usize) -> Self {
        let rules: Vec<_> = rules.into_par_iter().map(|number| form(number, of, cap)).collect();
        let mut blocks = Self::default();
        for (place, (rule, report, cut)) in rules.into_iter().enumerate() {
            blocks.tasks.extend(tasks(place, &rule));
            blocks.rules.push(rule);
            blocks.reports.push(report);
            blocks.cut.extend(cut);
        }
        blocks
    }

    /// How many pairs the rules hold, those that several hold counted for each.
    pub(crate) fn pairs(&self) -> u64 {
        pairs_held(&self.reports)
    }

    /// The tasks; together they hold every pair of every rule.
    pub(crate) fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The rows of a task, those of one group of blocks after those of the other.
    pub(crate) fn rows(&self, task: &Task) -> &[u32] {
        self.rules.get(task.rule).map_or(&[], |rule| rule.rows(task.from..task.to))
    }

    /// Whether the blocks of a rule hold a pair; rules are numbered as in [`Self::reports`].
    pub(crate) fn holds(&self, rule: usize, left: u32, right: u32) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.holds(left, right))
    }

    /// Hands over each pair of a task as places among [`Self::rows`], that of the smaller row first.
    pub(crate) fn for_each_pair(&self, task: &Task, seen: &mut Seen, each: impl FnMut(usize, usize)) {
        if let Some(rule) = self.rules.get(task.rule) {
            rule.for_each_pair(task.from..task.to, seen, each);
        }
    }
}

fn pairs_held(reports: &[RuleReport]) -> u64 {
    reports.iter().map(|report| report.pairs).sum()
}

/// Gathers the blocks of a rule into tasks.
fn tasks(number: usize, rule: &RuleBlocks) -> Vec<Task> {
    let mut tasks = Vec::new();
    let (mut from, mut pairs) = (0, 0);
    for group in 0..rule.len() {
        pairs += rule.pairs_at_most(group);
        if pairs >= TASK_PAIRS || rule.rows(from..group + 1).len() >= TASK_ROWS || group + 1 == rule.len() {
            tasks.push(Task { rule: number, from, to: group + 1 });
            (from, pairs) = (group + 1, 0);
        }
    }
    tasks
}

/// The blocks of one rule, with the report on them and the paths of those that were cut.
fn form(number: usize, (scheme, lines): (&Scheme, &PartLines<'_>), cap: usize) -> (RuleBlocks, RuleReport, Vec<u32>) {
    let (mut blocks, mut report, mut cut) = (RuleBlocks::default(), RuleReport::default(), Vec::new());
    let Some(rule) = scheme.rules.get(number) else { return (blocks, report, cut) };
    let rows = lines.rows();
    let entries = entries(lines, &rule.on, rows);
    report.rule = parts::name(scheme.parts_of(&rule.on));
    let runs = || entries.chunk_by(|left, right| key_of(*left) == key_of(*right));
    let block_cap = block_cap(runs().map(<[Entry]>::len), cap, rows as usize);
    let large: Vec<_> = runs().filter(|run| run.len() > block_cap).collect();
    let part_cap = part_cap(&large, (&rule.refiners, lines), block_cap, rows as usize);
    let mut rows: Vec<u32> = Vec::new();
    for run in runs().filter(|run| run.len() > 1) {
        rows_of_run(run, &mut rows);
        if run.len() <= block_cap {
            blocks.push_whole(&rows);
            continue;
        }
        let path = of_rule(number, run.first().map_or(0, |&entry| key_of(entry)));
        report.cut_blocks += 1;
        cut.push(path);
        blocks.start_group(&rows);
        refine::refine(&rows, path, (&rule.refiners, lines), part_cap, &mut |refined| match refined {
            refine::Refined::Block(places) => blocks.push_part(&rows, places),
            refine::Refined::Cut(part) => cut.push(part),
            refine::Refined::Skipped(rows) => {
                report.skipped_blocks += 1;
                report.skipped_rows += rows as u64;
            }
        });
        blocks.end_group();
    }
    (report.pairs, report.largest_block) = (blocks.pairs(), blocks.largest());
    (blocks, report, cut)
}

/// The rows of a run of entries of one key, each once.
fn rows_of_run(run: &[Entry], rows: &mut Vec<u32>) {
    rows.clear();
    rows.extend(run.iter().map(|&entry| row_of(entry)));
    rows.dedup();
}
