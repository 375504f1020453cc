//! When a steward must look before a load is published.

use dolen_model::{Bilingual, Problem, Severity};
use dolen_read::{ReadSummary, Verdict, rule};

use super::absence::Absences;
use super::reason;
use crate::view::{LoadReport, Measure};

/// Rows that a column would have to fill, by its share of last time, before an empty column tells anything: of five
/// expected by chance none comes in fewer than one load in a hundred.
const EXPECTED: f64 = 5.0;

/// A reason to hold, with the rule that is broken.
pub(super) struct Hold {
    pub(super) problem: Problem,
    pub(super) reason: Bilingual,
}

/// Every reason to hold a file that was read to its end.
pub(super) fn holds(summary: &ReadSummary, previous: Option<&LoadReport>, absences: Absences, swing: f64) -> Vec<Hold> {
    let mut holds = Vec::new();
    if let Verdict::Hold(problems) = &summary.verdict {
        holds.extend(problems.iter().map(|problem| Hold { reason: reason::of(problem), problem: problem.clone() }));
    }
    holds.extend(nothing_published(summary));
    if let Some(previous) = previous {
        holds.extend(
            row_swing(summary.received, previous.summary.received, swing)
                .or_else(|| published_fall(summary.published, previous.summary.published, swing))
                .or_else(|| vanishing(absences, swing)),
        );
        holds.extend(fill_swings(summary, previous, swing));
    }
    holds
}

/// A file of rows of which not one can be published: the contract and the file do not fit each other.
fn nothing_published(summary: &ReadSummary) -> Option<Hold> {
    let is_nothing = summary.received > 0 && summary.published == 0;
    is_nothing.then(|| Hold { problem: problem("row-none", None), reason: reason::none(summary.received) })
}

/// More rows or fewer: the change against the rows of last time. Last time without rows there is nothing to swing against.
fn row_swing(now: u64, before: u64, swing: f64) -> Option<Hold> {
    let change = (now as f64 - before as f64).abs() / before as f64;
    let is_more = before > 0 && change > swing;
    is_more.then(|| Hold { problem: problem("row-swing", None), reason: reason::rows(now, before) })
}

/// As many rows as before, and too few of them can be published: of a full delivery, people would be gone whose rows only
/// wait to be mended. More that can be published is what mending brings.
fn published_fall(now: u64, before: u64, swing: f64) -> Option<Hold> {
    let is_less = before.saturating_sub(now) as f64 > swing * before as f64;
    is_less.then(|| Hold { problem: problem("row-swing", None), reason: reason::publishable(now, before) })
}

/// As many rows as before, and too many of the people are others: those who were there would be gone.
fn vanishing(absences: Absences, swing: f64) -> Option<Hold> {
    let is_more = absences.count as f64 > swing * absences.before as f64;
    is_more.then(|| Hold { problem: problem("row-swing", None), reason: reason::absent(absences) })
}

/// A key column that is emptier or fuller: the change of its share of rows, in parts of all rows, or all of it gone.
fn fill_swings(summary: &ReadSummary, previous: &LoadReport, swing: f64) -> Vec<Hold> {
    let mut holds = Vec::new();
    // Shares of no rows say nothing; that there are none is told by the rows.
    if summary.received == 0 || previous.summary.received == 0 {
        return holds;
    }
    for (column, filled) in summary.filled.iter().filter(|(_, filled)| filled.is_key_field) {
        let Some(before) = share_of(&previous.measures, column) else { continue };
        let now = filled.filled as f64 / summary.received as f64;
        let is_gone = filled.filled == 0 && before * summary.received as f64 >= EXPECTED;
        if (now - before).abs() > swing || is_gone {
            holds.push(Hold {
                problem: problem("empty-swing", Some(column.clone())),
                reason: reason::fill(column, now, before),
            });
        }
    }
    holds
}

/// The share of a column in stored measures: the first measure is that of the rows, whatever the columns are called.
pub(super) fn share_of(measures: &[Measure], column: &str) -> Option<f64> {
    measures.iter().skip(1).find(|measure| measure.name == column).map(|measure| measure.now)
}

fn problem(id: &str, column: Option<String>) -> Problem {
    Problem {
        rule: id.to_owned(),
        severity: rule(id).map_or(Severity::Warning, |rule| rule.severity),
        line: None,
        part: None,
        column,
        value_class: None,
        detail: None,
    }
}
