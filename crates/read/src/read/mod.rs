//! The whole way of one file.

mod date_orders;
mod state;

pub(crate) use date_orders::DateOrders;

use std::io::{Read, Seek};

use dolen_model::{PartialDate, Severity};

use crate::feed::Feed;
use crate::format::{FormatError, HeaderReport, file_problem, rows};
use crate::summary::{Drift, ReadSummary, Verdict};
use crate::{Limits, PostcodeDirectory, RowOutcome};
use state::{Halt, State};

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

/// Reads a file by its contract. Every row is given to `each` exactly once, published or quarantined, in the order of the
/// file; `received` is the sum of both. A file that is refused as a whole has the rule in the verdict: rows given before
/// the fault do not count.
///
/// A contract with dates whose day and month could be taken for each other makes the file be read twice: first to see
/// whether a column is in the other order, of which nothing may be read.
///
/// # Errors
/// Only what `each` answers.
pub fn read<E>(
    feed: &Feed,
    source: &mut dyn Source,
    options: &ReadOptions<'_>,
    each: &mut dyn FnMut(RowOutcome) -> Result<(), E>,
) -> Result<ReadSummary, E> {
    let orders = date_orders::scan(feed, source, &options.limits);
    let mut state = State::new(feed, orders);
    let mut header = HeaderReport::default();
    let end = rows(feed, source, &options.limits, &mut header, &|_| true, &mut |row| state.next(row, options, each));
    let mut reject = match end {
        Ok(()) => None,
        Err(FormatError::Each(Halt::Each(fault))) => return Err(fault),
        Err(FormatError::Each(Halt::File(problem)) | FormatError::File(problem)) => Some(*problem),
    };
    let mut summary = state.finish(reject.is_none());
    if reject.is_none() && summary.received == 0 && feed.delivery == crate::Delivery::Full {
        reject = Some(file_problem("no-records", None, None));
    }
    let mut held = Vec::new();
    for drift in &header.drift {
        let (rule, severity, column) = match drift {
            Drift::Missing { column, required: false, .. } => ("column-absent", Severity::Note, column),
            Drift::Twice(column) => ("column-twice", Severity::Warning, column),
            Drift::Missing { .. } => continue,
        };
        let mut problem = file_problem(rule, None, None);
        problem.severity = severity;
        problem.column = Some(column.clone());
        state::tally(&mut summary.rules, &problem);
        if matches!(drift, Drift::Twice(_)) {
            held.push(problem);
        }
    }
    if !held.is_empty() {
        if let Verdict::Hold(more) = summary.verdict {
            held.extend(more);
        }
        summary.verdict = Verdict::Hold(held);
    }
    summary.dropped_columns = header.dropped;
    summary.header_drift = header.drift;
    if let Some(problem) = reject {
        state::tally(&mut summary.rules, &problem);
        summary.verdict = Verdict::Reject(problem);
    }
    Ok(summary)
}
