//! Rows of people who were erased: they go back, and nothing of them is staged.

use std::collections::HashSet;

use dolen_model::{Problem, Severity};
use dolen_read::{Feed, QuarantinedRow, ReadSummary, RowContent, RowOutcome, RuleTally};

use crate::key::HubKey;

const RULE: &str = "person-erased";
/// Places of such rows that a report names.
const EXAMPLES: usize = 5;

/// Sends rows of erased records back, and counts them.
pub(super) struct Erased {
    records: HashSet<String>,
    key: HubKey,
    /// Feed whose keys name the records.
    named_by: String,
    count: u64,
    examples: Vec<Problem>,
}

impl Erased {
    /// Of a feed, by the ids of the records that were erased.
    pub(super) fn new(records: HashSet<String>, key: HubKey, feed: &Feed) -> Self {
        let named_by = feed.persons.clone().unwrap_or_else(|| feed.name.clone());
        Self { records, key, named_by, count: 0, examples: Vec::new() }
    }

    /// A row as it is taken on.
    pub(super) fn sift(&mut self, outcome: RowOutcome) -> RowOutcome {
        let row = match outcome {
            RowOutcome::Published(row) if !self.records.is_empty() => row,
            other => return other,
        };
        let is_of_person = matches!(row.content, RowContent::Person(_) | RowContent::Attribute(_));
        if !is_of_person || !self.records.contains(&self.key.source_record(&self.named_by, &row.key)) {
            return RowOutcome::Published(row);
        }
        let problem = Problem {
            rule: RULE.to_owned(),
            severity: Severity::RowReject,
            line: Some(row.line),
            part: row.part.clone(),
            column: None,
            value_class: None,
            detail: None,
        };
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(problem.clone());
        }
        RowOutcome::Quarantined(QuarantinedRow { part: row.part, line: row.line, problems: vec![problem] })
    }

    /// Tells of those rows in what was read.
    pub(super) fn tell(self, summary: &mut ReadSummary) {
        if self.count == 0 {
            return;
        }
        summary.published = summary.published.saturating_sub(self.count);
        summary.quarantined += self.count;
        let tally = RuleTally { count: self.count, column: None, several_columns: false, examples: self.examples };
        summary.rules.insert(RULE, tally);
    }
}
