//! What is known of the file so far.

use std::collections::BTreeMap;

use dolen_model::{Problem, Severity};

use super::ReadOptions;
use super::date_orders::DateOrders;
use crate::feed::Feed;
use crate::format::{RawRow, both, file_problem};
use crate::map::{CrossRow, is_declared_totals, is_undeclared_totals, map_row, row_problem};
use crate::summary::{Filled, ReadSummary, RuleTally, Verdict};
use crate::{QuarantinedRow, RowOutcome, StagedRow, rule};

/// Examples kept of a broken rule.
const EXAMPLES: usize = 5;

/// Why the reading of rows is given up.
pub(super) enum Halt<E> {
    /// The receiver wants no more.
    Each(E),
    /// The file holds too much.
    File(Box<Problem>),
}

/// What takes the outcomes.
type Each<'a, E> = &'a mut dyn FnMut(RowOutcome) -> Result<(), E>;

/// Counts one case of a rule.
pub(super) fn tally(rules: &mut BTreeMap<&'static str, RuleTally>, problem: &Problem) {
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
pub(super) struct State<'a> {
    feed: &'a Feed,
    orders: DateOrders,
    cross_row: CrossRow,
    summary: ReadSummary,
    filled: Vec<u64>,
    /// A row that reads like the declared totals row, and the number that it states: it is one only if no row of its sheet
    /// comes behind it.
    totals: Option<(RawRow, Option<u64>)>,
    /// Sheet of the rows, and how many there were of it.
    part: Option<String>,
    in_part: u64,
    held: Vec<Problem>,
}

impl<'a> State<'a> {
    pub(super) fn new(feed: &'a Feed, orders: DateOrders) -> Self {
        let summary = ReadSummary {
            received: 0,
            published: 0,
            quarantined: 0,
            totals_rows: 0,
            dropped_columns: Vec::new(),
            header_drift: Vec::new(),
            rules: BTreeMap::new(),
            filled: BTreeMap::new(),
            verdict: Verdict::Publish,
        };
        Self {
            feed,
            orders,
            cross_row: CrossRow::default(),
            summary,
            filled: vec![0; feed.columns.len()],
            totals: None,
            part: None,
            in_part: 0,
            held: Vec::new(),
        }
    }

    /// Takes the next row of the file.
    pub(super) fn next<E>(&mut self, row: RawRow, options: &ReadOptions<'_>, each: Each<'_, E>) -> Result<(), Halt<E>> {
        if row.part != self.part {
            self.end_part();
            self.part.clone_from(&row.part);
        }
        if let Some((earlier, _)) = self.totals.take() {
            // Rows follow it, so it was one of them.
            self.row(&earlier, options, each)?;
        }
        let stated = self.feed.layout.totals_row().and_then(|totals| is_declared_totals(self.feed, totals, &row));
        match stated {
            Some(stated) => self.totals = Some((row, stated)),
            None => self.row(&row, options, each)?,
        }
        Ok(())
    }

    fn row<E>(&mut self, row: &RawRow, options: &ReadOptions<'_>, each: Each<'_, E>) -> Result<(), Halt<E>> {
        if self.summary.received >= options.limits.rows {
            let most = options.limits.rows;
            let detail = both(format!("more than {most} rows"), format!("mwy na {most} o resi"));
            return Err(Halt::File(Box::new(file_problem("file-rows", Some(row.line), Some(detail)))));
        }
        self.summary.received += 1;
        self.in_part += 1;
        if row.is_blank() {
            return self.quarantine(row, vec![row_problem(row, "row-empty", None)], each);
        }
        if is_undeclared_totals(row) {
            return self.quarantine(row, vec![row_problem(row, "row-totals", None)], each);
        }
        let mut mapped = map_row(self.feed, row, options, &self.orders);
        let is_rejected = |problems: &[Problem]| problems.iter().any(|problem| problem.severity == Severity::RowReject);
        for (count, filled) in self.filled.iter_mut().zip(&mapped.filled) {
            *count += u64::from(*filled);
        }
        // A row that is sent back takes no key: its mended twin may stand in the same file.
        if !is_rejected(&mapped.problems) {
            for id in self.cross_row.check(self.feed, &mapped) {
                let column = match id {
                    "key-duplicate" => self.feed.key.first().and_then(|index| self.feed.columns.get(*index)),
                    _ => None,
                };
                mapped.problems.push(row_problem(row, id, column.map(|column| column.name.as_str())));
            }
        }
        if is_rejected(&mapped.problems) {
            return self.quarantine(row, mapped.problems, each);
        }
        for problem in &mapped.problems {
            tally(&mut self.summary.rules, problem);
        }
        self.summary.published += 1;
        let row = StagedRow {
            key: mapped.key,
            part: row.part.clone(),
            line: row.line,
            content: mapped.content,
            problems: mapped.problems,
        };
        each(RowOutcome::Published(row)).map_err(Halt::Each)
    }

    fn quarantine<E>(&mut self, row: &RawRow, problems: Vec<Problem>, each: Each<'_, E>) -> Result<(), Halt<E>> {
        for problem in &problems {
            tally(&mut self.summary.rules, problem);
        }
        self.summary.quarantined += 1;
        let row = QuarantinedRow { part: row.part.clone(), line: row.line, problems };
        each(RowOutcome::Quarantined(row)).map_err(Halt::Each)
    }

    /// Holds the totals row of the sheet that ends, if one is agreed, against the rows that were read of it.
    fn end_part(&mut self) {
        let read = std::mem::take(&mut self.in_part);
        let Some(declared) = self.feed.layout.totals_row() else { return };
        let problem = match self.totals.take() {
            Some((row, stated)) => {
                self.summary.totals_rows += 1;
                let detail = match (stated, &declared.count_column) {
                    (None, Some(_)) => both(
                        format!("the totals row states no number, {read} rows were read"),
                        format!("nid yw'r rhes gyfansymiau yn nodi rhif, darllenwyd {read} o resi"),
                    ),
                    (Some(stated), _) if stated != read => both(
                        format!("the totals row says {stated}, {read} rows were read"),
                        format!("mae'r rhes gyfansymiau yn dweud {stated}, darllenwyd {read} o resi"),
                    ),
                    _ => return,
                };
                let mut problem = row_problem(&row, "totals-differ", declared.count_column.as_deref());
                problem.detail = Some(Box::new(detail));
                problem
            }
            None if read == 0 => return,
            None => {
                let detail = both(format!("{read} rows were read"), format!("darllenwyd {read} o resi"));
                let mut problem = file_problem("totals-missing", None, Some(detail));
                problem.severity = Severity::Warning;
                problem.part.clone_from(&self.part);
                problem
            }
        };
        tally(&mut self.summary.rules, &problem);
        self.held.push(problem);
    }

    /// The file as a whole; `to_its_end` is false where reading broke off.
    pub(super) fn finish(mut self, to_its_end: bool) -> ReadSummary {
        if to_its_end {
            self.end_part();
        }
        for (column, filled) in self.feed.columns.iter().zip(&self.filled) {
            let filled = Filled { filled: *filled, is_key_field: column.identifies() };
            self.summary.filled.insert(column.name.clone(), filled);
        }
        let mut held = self.held;
        if let Some(tally) = self.summary.rules.get("date-order") {
            let lines: Vec<String> =
                tally.examples.iter().filter_map(|example| example.line).map(|line| line.to_string()).collect();
            let (count, lines) = (tally.count, lines.join(", "));
            let detail = both(
                format!("{count} values are not read, first on line {lines}"),
                format!("ni ddarllenir {count} o werthoedd, yn gyntaf ar linell {lines}"),
            );
            let mut problem = file_problem("date-order", None, Some(detail));
            problem.severity = Severity::Warning;
            problem.column.clone_from(&tally.column);
            held.push(problem);
        }
        if !held.is_empty() {
            self.summary.verdict = Verdict::Hold(held);
        }
        self.summary
    }
}
