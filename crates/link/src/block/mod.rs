//! Blocking: which pairs of rows are compared at all.

mod keys;
mod parts;

use rayon::prelude::*;

use crate::linkage::RuleReport;
use crate::records::Records;
use crate::specification::Specification;
use keys::RowKeys;

/// Pairs that one task enumerates, about.
const TASK_PAIRS: u64 = 40_000;

/// Pairs that one rule may hold for each row of the table.
const PAIRS_A_ROW: u64 = 40;

/// The blocks of every rule, cut into tasks of about one size.
pub(crate) struct Blocks {
    keys: RowKeys,
    /// For each rule its rows, those of one block together and in order.
    rows: Vec<Vec<u32>>,
    tasks: Vec<Task>,
    pub(crate) reports: Vec<RuleReport>,
}

/// Part of one block: its rows `from..to` against the rows after them.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    rule: usize,
    key: u64,
    start: usize,
    end: usize,
    from: usize,
    to: usize,
}

/// The largest block that a rule compares: the cap, or less where its blocks would hold more pairs than the budget. The
/// largest blocks, which tell least, are left out first.
fn cap_within(entries: &[(u64, u32)], cap: usize, budget: u64) -> usize {
    let mut sizes: Vec<u64> = entries
        .chunk_by(|left, right| left.0 == right.0)
        .filter(|run| run.len() > 1 && run.len() <= cap)
        .map(|run| run.len() as u64)
        .collect();
    sizes.sort_unstable();
    let mut pairs = 0;
    for size in sizes {
        pairs += size * (size - 1) / 2;
        if pairs > budget {
            return usize::try_from(size - 1).unwrap_or(cap).min(cap);
        }
    }
    cap
}

impl Blocks {
    /// Forms the blocks. A block of more rows than the cap is left out and told in the report.
    pub(crate) fn new(specification: &Specification, records: &Records) -> Self {
        let mut keys = RowKeys::new(specification, records);
        let mut blocks = Self { keys: RowKeys::default(), rows: Vec::new(), tasks: Vec::new(), reports: Vec::new() };
        let budget = PAIRS_A_ROW * records.len() as u64;
        for (rule, parts) in specification.blocks.iter().enumerate() {
            let mut entries = keys.entries(rule);
            entries.par_sort_unstable();
            let mut report = RuleReport { rule: parts::name(&parts.on), ..RuleReport::default() };
            let mut rows: Vec<u32> = Vec::new();
            let cap = cap_within(&entries, specification.block_cap as usize, budget);
            for run in entries.chunk_by(|left, right| left.0 == right.0) {
                let Some(&(key, _)) = run.first() else { continue };
                if run.len() < 2 {
                    continue;
                }
                if run.len() > cap {
                    report.skipped_blocks += 1;
                    report.skipped_rows += run.len() as u64;
                    run.iter().for_each(|&(key, row)| keys.forget(rule, row, key));
                    continue;
                }
                let largest = u32::try_from(run.len()).unwrap_or(u32::MAX);
                report.largest_block = report.largest_block.max(largest);
                let start = rows.len();
                rows.extend(run.iter().map(|&(_, row)| row));
                blocks.cut(rule, key, start, rows.len());
            }
            blocks.rows.push(rows);
            blocks.reports.push(report);
        }
        blocks.keys = keys;
        blocks
    }

    /// Cuts a block into tasks.
    fn cut(&mut self, rule: usize, key: u64, start: usize, end: usize) {
        let (mut from, mut pairs) = (start, 0_u64);
        for row in start..end {
            pairs += (end - row - 1) as u64;
            if pairs >= TASK_PAIRS || row + 1 == end {
                self.tasks.push(Task { rule, key, start, end, from, to: row + 1 });
                (from, pairs) = (row + 1, 0);
            }
        }
    }

    /// The tasks; together they hold every pair once.
    pub(crate) fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// Hands each pair of a task to `each`, the smaller row first, unless an earlier rule or key holds it; gives back how
    /// many there were.
    pub(crate) fn for_each_pair(&self, task: &Task, mut each: impl FnMut(u32, u32)) -> u64 {
        let rows = self.rows.get(task.rule).and_then(|rows| rows.get(task.start..task.end)).unwrap_or(&[]);
        let mut pairs = 0;
        for place in task.from..task.to {
            let Some((&left, rest)) = rows.get(place - task.start..).and_then(<[u32]>::split_first) else { break };
            for &right in rest {
                if self.keys.is_first(task.rule, task.key, left, right) {
                    each(left, right);
                    pairs += 1;
                }
            }
        }
        pairs
    }

    /// The rule of a task.
    pub(crate) const fn rule(task: &Task) -> usize {
        task.rule
    }
}
