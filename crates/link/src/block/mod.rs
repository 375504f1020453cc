//! Blocking: which pairs of rows are compared at all.

mod cost;
mod keys;
mod part_lines;
mod parts;
mod refine;
mod scheme;

pub(crate) use parts::{name_of, values};
use rayon::prelude::*;
pub(crate) use scheme::applies;

pub use cost::{RuleCost, blocking_costs};

use crate::linkage::RuleReport;
use crate::records::Records;
use crate::specification::Specification;
use keys::{entries, key_of, row_of};
use part_lines::PartLines;
use scheme::of_rule;

pub(crate) use scheme::{Cut, Folded, Scheme};

/// Pairs that one task enumerates, about.
const TASK_PAIRS: u64 = 40_000;

/// Rows of one task, about: so many lines of rows stay in a processor's own cache.
const TASK_ROWS: usize = 4_000;

/// Pairs that one rule may hold: so many in all, or so many for each row of the table, whichever are more. What a block
/// holds beyond it is cut by what else its rows agree on.
const PAIRS: u64 = 2_000_000;
const PAIRS_A_ROW: u64 = 1;

/// A block of no more rows than this is compared whole whatever the budget says.
const SMALL: usize = 10;

/// The blocks of every rule, gathered into tasks of about one size.
pub(crate) struct Blocks {
    rules: Vec<RuleBlocks>,
    tasks: Vec<Task>,
    pub(crate) reports: Vec<RuleReport>,
    /// Paths of the blocks that were cut.
    pub(crate) cut: Cut,
}

/// The blocks of one rule.
#[derive(Default)]
struct RuleBlocks {
    /// The rows of one block after those of the other, ascending in each.
    rows: Vec<u32>,
    /// Where each block ends.
    ends: Vec<u32>,
    report: RuleReport,
    /// Paths of the blocks that were cut.
    cut: Vec<u32>,
}

/// Some blocks of a rule.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    rule: usize,
    from: usize,
    to: usize,
}

impl Blocks {
    /// Forms the blocks. A block of more rows than the cap is cut; what nothing cuts is left out and told in the report.
    pub(crate) fn new(specification: &Specification, records: &Records) -> Self {
        let scheme = Scheme::new(specification, records.len());
        let lines = PartLines::new(&scheme.parts, records);
        let rows = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let cap = specification.block_cap as usize;
        let form = |number: usize| RuleBlocks::new(number, (&scheme, &lines), rows, cap);
        let rules: Vec<RuleBlocks> = (0..scheme.rules.len()).into_par_iter().map(form).collect();
        let mut blocks = Self { rules: Vec::new(), tasks: Vec::new(), reports: Vec::new(), cut: Cut::default() };
        for (number, mut rule) in rules.into_iter().enumerate() {
            blocks.gather(number, &rule);
            blocks.reports.push(std::mem::take(&mut rule.report));
            blocks.cut.extend(std::mem::take(&mut rule.cut));
            blocks.rules.push(rule);
        }
        blocks
    }

    /// Gathers the blocks of a rule into tasks.
    fn gather(&mut self, number: usize, rule: &RuleBlocks) {
        let (mut from, mut pairs) = (0, 0);
        for block in 0..rule.ends.len() {
            pairs += pairs_of(rule.block(block).len());
            let rows = rule.start(block + 1) - rule.start(from);
            if pairs >= TASK_PAIRS || rows >= TASK_ROWS || block + 1 == rule.ends.len() {
                self.tasks.push(Task { rule: number, from, to: block + 1 });
                (from, pairs) = (block + 1, 0);
            }
        }
    }

    /// The tasks; together they hold every pair of every rule.
    pub(crate) fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// How many pairs the rules hold, those that several hold counted for each.
    pub(crate) fn pairs(&self) -> u64 {
        self.reports.iter().map(|report| report.pairs).sum()
    }

    /// The rows of a task's blocks, those of one block after those of the other.
    pub(crate) fn rows(&self, task: &Task) -> &[u32] {
        let Some(rule) = self.rules.get(task.rule) else { return &[] };
        let (start, end) = (rule.start(task.from), rule.start(task.to));
        rule.rows.get(start..end).unwrap_or(&[])
    }

    /// How many rows each block of a task has, in the order of [`Self::rows`].
    pub(crate) fn sizes(&self, task: &Task) -> impl Iterator<Item = usize> {
        let rule = self.rules.get(task.rule);
        (task.from..task.to).map(move |block| rule.map_or(0, |rule| rule.start(block + 1) - rule.start(block)))
    }

    /// Whether the blocks of a rule hold a pair; rules are numbered as in [`Self::reports`].
    pub(crate) fn holds(&self, rule: usize, left: u32, right: u32) -> bool {
        let has = |block: &[u32], row: u32| block.binary_search(&row).is_ok();
        self.rules.get(rule).is_some_and(|rule| {
            let mut blocks = (0..rule.ends.len()).map(|block| rule.block(block));
            blocks.any(|block| has(block, left) && has(block, right))
        })
    }

    /// Hands each pair of a task to `each`, the smaller row first.
    pub(crate) fn for_each_pair(&self, task: &Task, mut each: impl FnMut(u32, u32)) {
        let Some(rule) = self.rules.get(task.rule) else { return };
        for block in task.from..task.to {
            let mut rest = rule.block(block);
            while let Some((&left, others)) = rest.split_first() {
                others.iter().for_each(|&right| each(left, right));
                rest = others;
            }
        }
    }
}

impl RuleBlocks {
    fn new(number: usize, (scheme, lines): (&Scheme, &PartLines<'_>), rows: u32, cap: usize) -> Self {
        let mut blocks = Self::default();
        let Some(rule) = scheme.rules.get(number) else { return blocks };
        let entries = entries(lines, &rule.on, rows);
        blocks.report.rule = parts::name(scheme.parts_of(&rule.on));
        let sizes = entries.chunk_by(|left, right| key_of(*left) == key_of(*right)).map(<[u64]>::len);
        let cap = cap_within(sizes, cap, budget(rows as usize));
        let mut rows: Vec<u32> = Vec::new();
        for run in entries.chunk_by(|left, right| key_of(*left) == key_of(*right)).filter(|run| run.len() > 1) {
            rows.clear();
            rows.extend(run.iter().map(|&entry| row_of(entry)));
            rows.dedup();
            if rows.len() <= cap {
                blocks.push(&rows);
            } else {
                let path = of_rule(number, run.first().map_or(0, |&entry| key_of(entry)));
                blocks.cut(&rows, path, (&rule.refiners, lines), cap);
            }
        }
        blocks
    }

    /// Takes a block over the cap in parts.
    fn cut(&mut self, rows: &[u32], path: u32, by: (&[usize], &PartLines<'_>), cap: usize) {
        self.report.cut_blocks += 1;
        self.cut.push(path);
        refine::refine(rows, path, by, cap, &mut |refined| match refined {
            refine::Refined::Block(rows) => self.push(rows),
            refine::Refined::Cut(part) => self.cut.push(part),
            refine::Refined::Skipped(rows) => {
                self.report.skipped_blocks += 1;
                self.report.skipped_rows += rows as u64;
            }
        });
    }

    fn push(&mut self, rows: &[u32]) {
        if rows.len() < 2 {
            return;
        }
        self.rows.extend_from_slice(rows);
        self.ends.push(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        self.report.pairs += pairs_of(rows.len());
        self.report.largest_block = self.report.largest_block.max(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    }

    fn block(&self, number: usize) -> &[u32] {
        self.rows.get(self.start(number)..self.start(number + 1)).unwrap_or(&[])
    }

    /// Where a block starts.
    fn start(&self, number: usize) -> usize {
        number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize)
    }
}

/// The largest block that a rule compares whole: the cap, or less where its blocks would hold more pairs than the budget.
/// The largest blocks, which tell least, are cut first.
fn cap_within(sizes: impl Iterator<Item = usize>, cap: usize, budget: u64) -> usize {
    let mut blocks_of_size: Vec<u64> = vec![0; cap + 1];
    sizes.filter_map(|size| blocks_of_size.get_mut(size).map(|count| *count += 1)).for_each(drop);
    let mut pairs = 0;
    for (size, blocks) in blocks_of_size.iter().enumerate().skip(2) {
        pairs += blocks * pairs_of(size);
        if pairs > budget {
            return cap.min(SMALL.max(size - 1));
        }
    }
    cap
}

fn budget(rows: usize) -> u64 {
    PAIRS.max(PAIRS_A_ROW * rows as u64)
}

const fn pairs_of(rows: usize) -> u64 {
    let rows = rows as u64;
    rows * rows.saturating_sub(1) / 2
}
