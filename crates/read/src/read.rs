//! The whole way of one file.

use std::io::{Read, Seek};

use dolen_model::{PartialDate, Problem, Severity};

use crate::feed::Feed;
use crate::format::{FormatError, HeaderReport, RawRow, file_problem, rows};
use crate::map::{CrossRow, is_declared_totals, is_undeclared_totals, map_row};
use crate::summary::{Drift, Filled, ReadSummary, RuleTally, Verdict};
use crate::{Limits, PostcodeDirectory, QuarantinedRow, RowOutcome, StagedRow, rule};

/// Bytes that can be read twice.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// What reading needs beside the contract.
#[derive(Clone, Copy)]
pub struct ReadOptions<'a> {
    /// Upper bounds.
    pub limits: Limits,
    /// The day of reading: later dates of birth lie in the future.
    pub today: PartialDate,
    /// Which postcodes exist, where that is known.
    pub postcodes: Option<&'a dyn PostcodeDirectory>,
}

/// Examples kept of a broken rule.
const EXAMPLES: usize = 5;

/// Reads a file by its contract. Every row is given to `each` exactly once, published or quarantined; `received` is the
/// sum of both. A file that is refused as a whole has the rule in the verdict: rows given before the fault do not count.
///
/// # Errors
/// Only what `each` answers.
pub fn read<E>(
    feed: &Feed,
    source: &mut dyn Source,
    options: &ReadOptions<'_>,
    each: &mut dyn FnMut(RowOutcome) -> Result<(), E>,
) -> Result<ReadSummary, E> {
    let mut state = State::new(feed);
    let mut header = HeaderReport::default();
    let end = rows(feed, source, &options.limits, &mut header, &mut |row| state.row(&row, options, each));
    let reject = match end {
        Ok(()) => None,
        Err(FormatError::Each(fault)) => return Err(fault),
        Err(FormatError::File(problem)) => Some(*problem),
    };
    let mut summary = state.finish();
    for drift in &header.drift {
        if let Drift::Missing { column, required: false, .. } = drift {
            let mut absent = file_problem("column-absent", None, None);
            absent.severity = Severity::Note;
            absent.column = Some(column.clone());
            tally(&mut summary.rules, &absent);
        }
    }
    summary.dropped_columns = header.dropped;
    summary.header_drift = header.drift;
    if let Some(problem) = reject {
        tally(&mut summary.rules, &problem);
        summary.verdict = Verdict::Reject(problem);
    }
    Ok(summary)
}

/// Counts one case of a rule.
fn tally(rules: &mut std::collections::BTreeMap<&'static str, RuleTally>, problem: &Problem) {
    let Some(rule) = rule(&problem.rule) else { return };
    let entry = rules.entry(rule.id).or_default();
    if entry.count == 0 {
        entry.column.clone_from(&problem.column);
    } else if entry.column != problem.column {
        entry.column = None;
        entry.several_columns = true;
    }
    entry.count += 1;
    if entry.examples.len() < EXAMPLES {
        entry.examples.push(problem.clone());
    }
}

/// What is known of the file so far.
struct State<'a> {
    feed: &'a Feed,
    cross_row: CrossRow,
    summary: ReadSummary,
    filled: Vec<u64>,
    /// Rows since the last totals row, for the totals row to be held against.
    since_totals: u64,
    differing: Vec<Problem>,
}

impl<'a> State<'a> {
    fn new(feed: &'a Feed) -> Self {
        let summary = ReadSummary {
            received: 0,
            published: 0,
            quarantined: 0,
            totals_rows: 0,
            dropped_columns: Vec::new(),
            header_drift: Vec::new(),
            rules: std::collections::BTreeMap::new(),
            filled: std::collections::BTreeMap::new(),
            verdict: Verdict::Publish,
        };
        Self {
            feed,
            cross_row: CrossRow::new(),
            summary,
            filled: vec![0; feed.columns.len()],
            since_totals: 0,
            differing: Vec::new(),
        }
    }

    fn row<E>(
        &mut self,
        row: &RawRow,
        options: &ReadOptions<'_>,
        each: &mut dyn FnMut(RowOutcome) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(totals) = self.feed.layout.totals_row()
            && let Some(stated) = is_declared_totals(self.feed, totals, row)
        {
            self.totals(row, stated);
            return Ok(());
        }
        self.summary.received += 1;
        self.since_totals += 1;
        if is_undeclared_totals(row) {
            return self.quarantine(row, vec![crate::map::row_problem(row, "row-totals", None)], each);
        }
        let mut mapped = map_row(self.feed, row, options);
        for id in self.cross_row.check(self.feed, &mapped) {
            let column = match id {
                "key-duplicate" => self.feed.key.first().and_then(|index| self.feed.columns.get(*index)),
                _ => None,
            };
            mapped.problems.push(crate::map::row_problem(row, id, column.map(|column| column.name.as_str())));
        }
        for (count, filled) in self.filled.iter_mut().zip(&mapped.filled) {
            *count += u64::from(*filled);
        }
        if mapped.problems.iter().any(|problem| problem.severity == Severity::RowReject) {
            return self.quarantine(row, mapped.problems, each);
        }
        for problem in &mapped.problems {
            tally(&mut self.summary.rules, problem);
        }
        self.summary.published += 1;
        each(RowOutcome::Published(StagedRow {
            key: mapped.key,
            part: row.part.clone(),
            line: row.line,
            content: mapped.content,
            problems: mapped.problems,
        }))
    }

    fn quarantine<E>(
        &mut self,
        row: &RawRow,
        problems: Vec<Problem>,
        each: &mut dyn FnMut(RowOutcome) -> Result<(), E>,
    ) -> Result<(), E> {
        for problem in &problems {
            tally(&mut self.summary.rules, problem);
        }
        self.summary.quarantined += 1;
        each(RowOutcome::Quarantined(QuarantinedRow { part: row.part.clone(), line: row.line, problems }))
    }

    fn totals(&mut self, row: &RawRow, stated: Option<u64>) {
        self.summary.totals_rows += 1;
        if let Some(stated) = stated
            && stated != self.since_totals
        {
            let mut problem = crate::map::row_problem(row, "totals-differ", None);
            problem.detail = Some(format!("the totals row says {stated}, {} rows were read", self.since_totals));
            tally(&mut self.summary.rules, &problem);
            self.differing.push(problem);
        }
        self.since_totals = 0;
    }

    fn finish(mut self) -> ReadSummary {
        for (column, filled) in self.feed.columns.iter().zip(&self.filled) {
            let filled = Filled { filled: *filled, is_key_field: column.identifies() };
            self.summary.filled.insert(column.name.clone(), filled);
        }
        let mut held = self.differing;
        if let Some(tally) = self.summary.rules.get("date-order") {
            let mut problem = file_problem("date-order", None, None);
            problem.severity = Severity::Warning;
            problem.column.clone_from(&tally.column);
            let lines: Vec<String> =
                tally.examples.iter().filter_map(|example| example.line).map(|line| line.to_string()).collect();
            problem.detail = Some(format!("{} rows, first at line {}", tally.count, lines.join(", ")));
            held.push(problem);
        }
        if !held.is_empty() {
            self.summary.verdict = Verdict::Hold(held);
        }
        self.summary
    }
}
