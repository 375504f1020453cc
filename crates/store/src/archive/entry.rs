//! An entry of the ledger among the rows that go by.

use dolen_ledger::Entry;

use super::cell::Cell;
use super::shape::Shape;
use crate::StoreFault;
use crate::ledger::{Columns, of_columns};

/// The entry in a row of the ledger's table. A schema before entries could be erased had fewer columns, and the first form.
pub(super) fn of(shape: &Shape, row: &[Cell]) -> Result<Entry, StoreFault> {
    let mut columns = Columns { form: 1, ..Columns::default() };
    for (column, cell) in shape.columns.iter().zip(row) {
        match (column.name, cell) {
            ("sequence", Cell::Integer(Some(sequence))) => columns.sequence = *sequence,
            ("time", Cell::Integer(Some(time))) => columns.time = *time,
            ("verb", Cell::Text(Some(verb))) => columns.verb.clone_from(verb),
            ("actor", Cell::Text(Some(actor))) => columns.actor.clone_from(actor),
            ("organisation", Cell::Text(organisation)) => columns.organisation.clone_from(organisation),
            ("subject", Cell::Text(Some(subject))) => columns.subject.clone_from(subject),
            ("reason", Cell::Text(reason)) => columns.reason.clone_from(reason),
            ("detail", Cell::Text(Some(detail))) => columns.detail.clone_from(detail),
            ("previous_hash", Cell::Bytes(Some(hash))) => columns.previous_hash.clone_from(hash),
            ("hash", Cell::Bytes(Some(hash))) => columns.hash.clone_from(hash),
            ("form", Cell::Integer(Some(form))) => columns.form = *form,
            ("salt", Cell::Bytes(salt)) => columns.salt.clone_from(salt),
            ("content_digest", Cell::Bytes(digest)) => columns.content_digest.clone_from(digest),
            ("erased_by", Cell::Integer(entry)) => columns.erased_by = *entry,
            // Nothing where something must be: the entry is not one that verifies.
            _ => {}
        }
    }
    of_columns(columns)
}
