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

/// The columns of an entry, wherever they were read.
#[derive(Default)]
pub(crate) struct Columns {
    pub(crate) sequence: i64,
    pub(crate) time: i64,
    pub(crate) verb: String,
    pub(crate) actor: String,
    pub(crate) organisation: Option<String>,
    pub(crate) subject: String,
    pub(crate) reason: Option<String>,
    pub(crate) detail: String,
    pub(crate) previous_hash: Vec<u8>,
    pub(crate) hash: Vec<u8>,
    pub(crate) form: i64,
    pub(crate) salt: Option<Vec<u8>>,
    pub(crate) content_digest: Option<Vec<u8>>,
    pub(crate) erased_by: Option<i64>,
}

/// A cell that does not hold what this version writes was altered: it is told as content with the number of its entry, not
/// as a fault of the database.
pub(super) fn entry(row: &Row) -> Result<Entry, StoreFault> {
    let sequence: i64 = row.try_get(0)?;
    let columns = || {
        Ok(Columns {
            sequence,
            time: row.try_get(1)?,
            verb: row.try_get(2)?,
            actor: row.try_get(3)?,
            organisation: row.try_get(4)?,
            subject: row.try_get(5)?,
            reason: row.try_get(6)?,
            detail: row.try_get(7)?,
            previous_hash: row.try_get(8)?,
            hash: row.try_get(9)?,
            form: row.try_get(10)?,
            salt: row.try_get(11)?,
            content_digest: row.try_get(12)?,
            erased_by: row.try_get(13)?,
        })
    };
    let columns = columns().map_err(|fault: StoreFault| altered(sequence, fault))?;
    of_columns(columns)
}

/// The entry of its columns.
pub(crate) fn of_columns(columns: Columns) -> Result<Entry, StoreFault> {
    let sequence = columns.sequence;
    decoded(columns).map_err(|fault| altered(sequence, fault))
}

fn altered(sequence: i64, fault: StoreFault) -> StoreFault {
    match fault {
        StoreFault::Content { what, detail } => StoreFault::content(what, format_args!("entry {sequence}: {detail}")),
        other => StoreFault::content("ledger_entry", format_args!("entry {sequence}: {other}")),
    }
}

fn decoded(columns: Columns) -> Result<Entry, StoreFault> {
    let parts = Parts {
        form: columns.form,
        told: told(columns.subject, columns.reason, columns.detail)?,
        salt: optional_bytes("ledger_entry.salt", columns.salt)?,
        content_digest: optional_bytes("ledger_entry.content_digest", columns.content_digest)?,
        erased_by: columns.erased_by,
    };
    let verb = Verb::from_word(&columns.verb);
    Ok(Entry {
        sequence: columns.sequence,
        time: columns.time,
        verb: verb.ok_or_else(|| StoreFault::content("ledger_entry.verb", "unknown verb"))?,
        actor: columns.actor,
        organisation: columns.organisation,
        content: Content::try_from(parts).map_err(|fault| StoreFault::content("ledger_entry", fault))?,
        previous_hash: bytes("ledger_entry.previous_hash", &columns.previous_hash)?,
        hash: bytes("ledger_entry.hash", &columns.hash)?,
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
