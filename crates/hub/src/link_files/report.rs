//! The report over linked files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

use dolen_link::{EvidenceWords, Explainer, ReportGroups, ReportRequest, RowLabel, write_report};
use dolen_model::Language;

use super::evaluate::{Truth, read_labels};
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

/// What the report is made with, beside the linkage.
#[derive(Default)]
pub struct FilesReport<'a> {
    /// The truth: `source,id,cluster` or `id,cluster`.
    pub truth: Option<Box<dyn Read + 'a>>,
    /// Pairs that were labelled: `source_a,id_a,source_b,id_b,same`, and `weight`.
    pub labels: Option<Box<dyn Read + 'a>>,
}

/// Who the rows truly are, as far as it is known.
pub struct KnownTruth {
    of: Option<Vec<Option<u32>>>,
    labels: Option<Vec<RowLabel>>,
}

impl FilesLinkage {
    /// Brings what is known of the truth to the rows of the linkage. What it tells of other rows is left out.
    ///
    /// # Errors
    /// See [`LinkFilesFault`].
    pub fn known_truth(&self, given: FilesReport<'_>) -> Result<KnownTruth, LinkFilesFault> {
        let of = given.truth.map(|truth| self.truth(&Truth::read("truth", truth, None)?)).transpose()?;
        let labels = given.labels.map(|labels| self.labels(labels)).transpose()?;
        Ok(KnownTruth { of, labels })
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

    fn labels(&self, reader: Box<dyn Read + '_>) -> Result<Vec<RowLabel>, LinkFilesFault> {
        let labels = read_labels(reader)?;
        let rows: BTreeMap<(&str, &str), u32> =
            self.rows().map(|row| ((self.table.source(row), self.table.id(row)), row)).collect();
        let row = |(source, id): &(String, String)| rows.get(&(source.as_str(), id.as_str())).copied();
        let known = labels.iter().filter_map(|label| {
            let (left, right) = row(&label.rows.0).zip(row(&label.rows.1))?;
            Some(RowLabel { left, right, same: label.is_same, weight: label.weight })
        });
        Ok(known.collect())
    }

    /// Writes the report, one HTML page that needs nothing beside itself, in a language. `of` tells what was linked, `words`
    /// what comparisons and levels are called in that language.
    ///
    /// # Errors
    /// [`LinkFilesFault::Access`] where the writer fails.
    pub fn write_report(
        &self,
        explainer: &Explainer<'_>,
        truth: &KnownTruth,
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
            truth: truth.of.as_deref(),
            labels: truth.labels.as_deref(),
            groups,
            language,
            words: Some(words),
        };
        let access = |cause| LinkFilesFault::Access { file: "report".to_owned(), cause };
        write_report(explainer, &request, writer).map_err(access)
    }
}
