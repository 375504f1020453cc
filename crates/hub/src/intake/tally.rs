//! What the rows of a file come to, counted as they are read.

use std::collections::HashSet;

use dolen_model::{Problem, Severity};
use dolen_read::{QuarantinedRow, RowContent, RowOutcome, RowsPerKey};

/// Quarantined rows that a report names.
const QUARANTINE: usize = 1_000;

/// Counts of a file.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Rows that may be published.
    pub(super) published: u64,
    /// Rows in the quarantine.
    pub(super) quarantined: u64,
    /// Source records: rows about persons, rows of one key once.
    pub(super) records: u64,
    /// Of them those with too little to identify anybody.
    pub(super) unlinkable: u64,
    /// Attributes.
    pub(super) attributes: u64,
    /// Rows about premises or an area.
    pub(super) items: u64,
    /// The rule that each of the first quarantined rows broke.
    pub(super) quarantine: Vec<Problem>,
}

/// Counts rows; where several rows are one person, keys are remembered.
pub(super) struct Counter {
    tally: Tally,
    seen: Option<HashSet<String>>,
}

impl Counter {
    pub(super) fn new(rows_per_key: RowsPerKey) -> Self {
        let seen = (rows_per_key == RowsPerKey::Many).then(HashSet::new);
        Self { tally: Tally::default(), seen }
    }

    /// Counts a row.
    pub(super) fn add(&mut self, outcome: &RowOutcome) {
        let row = match outcome {
            RowOutcome::Quarantined(row) => return self.quarantine(row),
            RowOutcome::Published(row) => row,
        };
        let tally = &mut self.tally;
        tally.published += 1;
        match &row.content {
            RowContent::Person(person) => {
                tally.attributes += person.attributes.len() as u64;
                let is_new = self.seen.as_mut().is_none_or(|seen| seen.insert(row.key.clone()));
                tally.records += u64::from(is_new);
                tally.unlinkable += u64::from(is_new && !person.can_be_linked());
            }
            RowContent::Attribute(attributes) => tally.attributes += attributes.len() as u64,
            RowContent::Item(_) => tally.items += 1,
        }
    }

    fn quarantine(&mut self, row: &QuarantinedRow) {
        self.tally.quarantined += 1;
        if self.tally.quarantine.len() < QUARANTINE {
            self.tally.quarantine.extend(reason(row).cloned());
        }
    }

    /// The counts.
    pub(super) fn finish(self) -> Tally {
        self.tally
    }
}

/// What put a row into the quarantine: its first problem that rejects a row.
fn reason(row: &QuarantinedRow) -> Option<&Problem> {
    row.problems.iter().find(|problem| problem.severity >= Severity::RowReject).or_else(|| row.problems.first())
}
