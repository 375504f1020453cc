//! From rows as they are read to rows as they are stored, in batches.

use dolen_model::{Attribute, Sensitive};
use dolen_read::{Feed, RowContent, RowOutcome, StagedRow};
use dolen_store::source_record;
use dolen_store::staging::{Batch, NewAttribute, NewItem, NewQuarantinedRow, NewRecord};
use serde::Serialize;

use crate::HubFault;
use crate::key::HubKey;

/// Rows of a batch, attributes counted. The indices of random ids are written nearly whole with each batch, whatever its
/// size: few large batches write less than many small ones. Tests need several batches of a few rows.
const ROWS: usize = if cfg!(test) { 40 } else { 20_000 };
/// Bytes of a batch, roughly: rows may be large, and memory is bounded all the same.
const BYTES: usize = 8 << 20;
/// What an attribute holds beside its texts, roughly.
const ATTRIBUTE_BYTES: usize = 200;

/// Fills batches.
pub(super) struct Batches {
    key: HubKey,
    /// Feed whose keys name the records: the feed itself, or the one that describes the persons of its attributes.
    records: String,
    batch: Batch,
    bytes: usize,
}

impl Batches {
    pub(super) fn new(key: HubKey, feed: &Feed) -> Self {
        let records = feed.persons.clone().unwrap_or_else(|| feed.name.clone());
        Self { key, records, batch: Batch::default(), bytes: 0 }
    }

    /// Takes a row; gives the batch when it is full.
    pub(super) fn add(&mut self, outcome: RowOutcome) -> Result<Option<Batch>, HubFault> {
        match outcome {
            RowOutcome::Published(row) => self.stage(row)?,
            RowOutcome::Quarantined(row) => {
                let problems = json(&row.problems)?;
                self.bytes += problems.len();
                self.batch.quarantined.push(NewQuarantinedRow { line: number(row.line), part: row.part, problems });
            }
        }
        let is_full = self.batch.len() + self.batch.attributes.len() >= ROWS || self.bytes >= BYTES;
        Ok(is_full.then(|| self.take()))
    }

    /// What is left when the file has ended.
    pub(super) fn finish(mut self) -> Option<Batch> {
        (!self.batch.is_empty()).then(|| self.take())
    }

    fn take(&mut self) -> Batch {
        self.bytes = 0;
        std::mem::take(&mut self.batch)
    }

    fn stage(&mut self, row: StagedRow) -> Result<(), HubFault> {
        let line = number(row.line);
        match row.content {
            RowContent::Person(person) => {
                let id = self.key.source_record(&self.records, &row.key);
                let linkable = person.can_be_linked();
                let content = source_record::content(&person.values)?;
                let problems = (!row.problems.is_empty()).then(|| json(&row.problems)).transpose()?;
                self.bytes += content.expose().len() + problems.as_ref().map_or(0, String::len);
                self.attributes(&id, line, row.part.as_ref(), person.attributes);
                let record = NewRecord { id, key: row.key, line, part: row.part, linkable, content, problems };
                self.batch.records.push(record);
            }
            RowContent::Attribute(attributes) => {
                let id = self.key.source_record(&self.records, &row.key);
                self.attributes(&id, line, row.part.as_ref(), attributes);
            }
            RowContent::Item(item) => {
                let content = Sensitive::new(json(&item)?);
                self.bytes += content.expose().len();
                self.batch.items.push(NewItem { key: row.key, line, part: row.part, content });
            }
        }
        Ok(())
    }

    fn attributes(&mut self, record: &str, line: i64, part: Option<&String>, attributes: Vec<Attribute>) {
        self.bytes += attributes.len() * ATTRIBUTE_BYTES;
        self.batch.attributes.extend(attributes.into_iter().map(|attribute| NewAttribute {
            record: record.to_owned(),
            line,
            part: part.cloned(),
            attribute,
        }));
    }
}

fn json(value: &impl Serialize) -> Result<String, HubFault> {
    serde_json::to_string(value).map_err(|fault| HubFault::Internal(format!("a row could not be written: {fault}")))
}

/// A line as the database counts; no file has more.
fn number(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}
