//! An entry as a row.

use dolen_ledger::{Content, Entry, Parts, Told, Verb};

use crate::StoreFault;
use crate::database::{Connection, Row, query};

/// Reads entries, in the order of columns of [`entry`].
pub(super) const SELECT: &str = "SELECT sequence, time, verb, actor, organisation, subject, reason, detail, previous_hash, hash, form, salt, \
     content_digest, erased_by FROM ledger_entry";

/// Subject and detail of an entry whose content was erased: no JSON is that short.
const BLANK: &str = "";

pub(crate) async fn insert(connection: &mut Connection, entry: &Entry) -> Result<(), StoreFault> {
    let Parts { form, told, salt, content_digest, erased_by } = entry.content.parts();
    let (subject, reason, detail) = match told {
        Some(told) => (canonical_subject(&told)?, told.reason, told.detail.to_string()),
        None => (BLANK.to_owned(), None, BLANK.to_owned()),
    };
    query(
        "INSERT INTO ledger_entry (sequence, time, verb, actor, organisation, subject, reason, detail, previous_hash, hash,
                                   form, salt, content_digest, erased_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(entry.sequence)
    .bind(entry.time)
    .bind(entry.verb.as_str())
    .bind(&entry.actor)
    .bind(&entry.organisation)
    .bind(subject)
    .bind(reason)
    .bind(detail)
    .bind(entry.previous_hash.as_slice())
    .bind(entry.hash.as_slice())
    .bind(form)
    .bind(salt.as_ref().map(<[u8; 16]>::as_slice))
    .bind(content_digest.as_ref().map(<[u8; 32]>::as_slice))
    .bind(erased_by)
    .execute(connection)
    .await?;
    Ok(())
}

/// A cell that does not hold what this version writes was altered: it is told as content with the number of its entry, not
/// as a fault of the database.
pub(super) fn entry(row: &Row) -> Result<Entry, StoreFault> {
    let sequence: i64 = row.try_get(0)?;
    decoded(sequence, row).map_err(|fault| match fault {
        StoreFault::Content { what, detail } => StoreFault::content(what, format_args!("entry {sequence}: {detail}")),
        other => StoreFault::content("ledger_entry", format_args!("entry {sequence}: {other}")),
    })
}

fn decoded(sequence: i64, row: &Row) -> Result<Entry, StoreFault> {
    let verb: String = row.try_get(2)?;
    let parts = Parts {
        form: row.try_get(10)?,
        told: told(row.try_get(5)?, row.try_get(6)?, row.try_get(7)?)?,
        salt: optional_bytes("ledger_entry.salt", row.try_get(11)?)?,
        content_digest: optional_bytes("ledger_entry.content_digest", row.try_get(12)?)?,
        erased_by: row.try_get(13)?,
    };
    Ok(Entry {
        sequence,
        time: row.try_get(1)?,
        verb: Verb::from_word(&verb).ok_or_else(|| StoreFault::content("ledger_entry.verb", "unknown verb"))?,
        actor: row.try_get(3)?,
        organisation: row.try_get(4)?,
        content: Content::try_from(parts).map_err(|fault| StoreFault::content("ledger_entry", fault))?,
        previous_hash: bytes("ledger_entry.previous_hash", &row.try_get::<Vec<u8>>(8)?)?,
        hash: bytes("ledger_entry.hash", &row.try_get::<Vec<u8>>(9)?)?,
    })
}

/// The contents, unless they are blank. Their text must be the very one that is written: another of the same meaning, such
/// as `\u001F` for `\u001f`, would not be told from it by any hash.
fn told(subject: String, reason: Option<String>, detail: String) -> Result<Option<Told>, StoreFault> {
    if subject == BLANK && reason.is_none() && detail == BLANK {
        return Ok(None);
    }
    let told = Told {
        subject: serde_json::from_str(&subject).map_err(|fault| StoreFault::content("ledger_entry.subject", fault))?,
        reason,
        detail: serde_json::from_str(&detail).map_err(|fault| StoreFault::content("ledger_entry.detail", fault))?,
    };
    if canonical_subject(&told)? != subject {
        return Err(StoreFault::content("ledger_entry.subject", "not as it is written"));
    }
    let canonical = told.detail.to_string();
    if canonical != detail {
        return Err(StoreFault::content("ledger_entry.detail", "not as it is written"));
    }
    Ok(Some(told))
}

fn canonical_subject(told: &Told) -> Result<String, StoreFault> {
    serde_json::to_string(&told.subject).map_err(|fault| StoreFault::content("ledger_entry.subject", fault))
}

fn optional_bytes<const N: usize>(what: &'static str, cell: Option<Vec<u8>>) -> Result<Option<[u8; N]>, StoreFault> {
    cell.map(|cell| bytes(what, &cell)).transpose()
}

/// Bytes of a fixed length.
pub(super) fn bytes<const N: usize>(what: &'static str, cell: &[u8]) -> Result<[u8; N], StoreFault> {
    cell.try_into().map_err(|_| StoreFault::content(what, format_args!("{} bytes instead of {N}", cell.len())))
}
