//! The report over linked files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use dolen_link::{EvidenceWords, Explainer, ReportGroups, ReportRequest, write_report};
use dolen_model::Language;
use dolen_read::Source;

use super::evaluate::Truth;
use super::fault::LinkFilesFault;
use super::run::FilesLinkage;

/// The groups of rows that a column tells.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) column: String,
    values: Vec<String>,
    known: BTreeMap<String, u32>,
    of_rows: Vec<u32>,
}

impl Groups {
    pub(super) fn of(column: &str) -> Self {
        Self { column: column.to_owned(), ..Self::default() }
    }

    pub(super) fn push(&mut self, value: &str) {
        let number = match self.known.get(value) {
            Some(&known) => known,
            None => {
                let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                self.known.insert(value.to_owned(), next);
                self.values.push(value.to_owned());
                next
            }
        };
        self.of_rows.push(number);
    }
}

/// For each row who it truly is, where that is known.
pub struct KnownTruth(Vec<Option<u32>>);

impl FilesLinkage {
    /// Brings the truth, `source,id,cluster` or `id,cluster`, to the rows of the linkage. What it tells of other rows is left
    /// out.
    ///
    /// # Errors
    /// See [`LinkFilesFault`].
    pub fn known_truth(&self, truth: Box<dyn Source + Send>) -> Result<KnownTruth, LinkFilesFault> {
        self.truth(&Truth::read("truth", truth, None)?).map(KnownTruth)
    }

    fn rows(&self) -> impl Iterator<Item = u32> {
        0..u32::try_from(self.table.len()).unwrap_or(u32::MAX)
    }

    fn truth(&self, truth: &Truth) -> Result<Vec<Option<u32>>, LinkFilesFault> {
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        if !truth.has_source && !self.rows().all(|row| ids.insert(self.table.id(row))) {
            return Err(LinkFilesFault::AmbiguousId);
        }
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let person = |row: u32| {
            let key = truth.key(self.table.source(row).to_owned(), self.table.id(row).to_owned());
            let person = truth.people.get(&key)?;
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            Some(*numbers.entry(person).or_insert(next))
        };
        Ok(self.rows().map(person).collect())
    }

    /// Writes the report, one HTML page that needs nothing beside itself, in a language. It measures against the truth where
    /// that is given, else against the labels that the linkage was made with. `of` tells what was linked, `words` what
    /// comparisons and levels are called in that language.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_report(
        &self,
        explainer: &Explainer<'_>,
        truth: Option<&KnownTruth>,
        of: &str,
        (language, words): (Language, EvidenceWords<'_>),
        writer: &mut dyn Write,
    ) -> Result<(), LinkFilesFault> {
        let groups = self.groups.as_ref().map(|groups| ReportGroups {
            name: &groups.column,
            values: &groups.values,
            of_rows: &groups.of_rows,
        });
        let request = ReportRequest {
            of,
            truth: truth.map(|truth| truth.0.as_slice()),
            labels: (!self.labels.is_empty()).then_some(&self.labels),
            groups,
            language,
            words: Some(words),
        };
        let access = |cause| LinkFilesFault::Access { file: "report".to_owned(), cause };
        write_report(explainer, &request, writer).map_err(access)
    }
}
