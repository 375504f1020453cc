//! The ledger's table and the file that keeps its head.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use dolen_ledger::{Draft, Entry, Hash, Head, Verb};
use futures_util::TryStreamExt;

use crate::database::{Connection, Row, query};
use crate::{Store, StoreFault};

pub(crate) async fn last(connection: &mut Connection) -> Result<Head, StoreFault> {
    let row = query("SELECT sequence, hash, time FROM ledger_entry ORDER BY sequence DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    match row {
        None => Ok(Head::default()),
        Some(row) => Ok(Head { sequence: row.try_get(0)?, hash: hash(row.try_get(1)?)?, time: row.try_get(2)? }),
    }
}

/// Whether the chain that ends with `last` holds the head that was kept beside it. Only an empty chain has none. The caller
/// holds the database's write lock: who kept a head had let go of it before.
pub(crate) async fn follows(connection: &mut Connection, last: &Head, kept: Option<Head>) -> Result<bool, StoreFault> {
    let Some(kept) = kept else { return Ok(last.sequence == 0) };
    let row = query("SELECT hash FROM ledger_entry WHERE sequence = $1")
        .bind(kept.sequence)
        .fetch_optional(connection)
        .await?;
    match row {
        None => Ok(kept.sequence == 0),
        Some(row) => Ok(row.try_get::<Vec<u8>>(0)? == kept.hash),
    }
}

pub(crate) async fn insert(connection: &mut Connection, entry: &Entry) -> Result<(), StoreFault> {
    let subject = serde_json::to_string(&entry.draft.subject)
        .map_err(|fault| StoreFault::content("ledger_entry.subject", fault))?;
    query(
        "INSERT INTO ledger_entry (sequence, time, verb, actor, organisation, subject, reason, detail, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(entry.sequence)
    .bind(entry.time)
    .bind(entry.draft.verb.as_str())
    .bind(&entry.draft.actor)
    .bind(&entry.draft.organisation)
    .bind(subject)
    .bind(&entry.draft.reason)
    .bind(entry.draft.detail.to_string())
    .bind(entry.previous_hash.as_slice())
    .bind(entry.hash.as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives every entry in order to `each`; stops where it answers with an error.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn walk<E: From<StoreFault>>(store: &Store, mut each: impl FnMut(Entry) -> Result<(), E>) -> Result<(), E> {
    let mut rows = query(
        "SELECT sequence, time, verb, actor, organisation, subject, reason, detail, previous_hash, hash
         FROM ledger_entry ORDER BY sequence",
    )
    .fetch(store.readers());
    while let Some(row) = rows.try_next().await? {
        each(entry(&row)?)?;
    }
    Ok(())
}

/// The last entries that name a subject, newest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn entries_of(store: &Store, verb: Verb, limit: i64) -> Result<Vec<Entry>, StoreFault> {
    let rows = query(
        "SELECT sequence, time, verb, actor, organisation, subject, reason, detail, previous_hash, hash
         FROM ledger_entry WHERE verb = $1 ORDER BY sequence DESC LIMIT $2",
    )
    .bind(verb.as_str())
    .bind(limit)
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(entry).collect()
}

/// A cell that does not hold what this version writes was altered: it is told as content, not as a fault of the database.
fn entry(row: &Row) -> Result<Entry, StoreFault> {
    decoded(row).map_err(|fault| match fault {
        StoreFault::Database(fault) => StoreFault::content("ledger_entry", fault),
        other => other,
    })
}

fn decoded(row: &Row) -> Result<Entry, StoreFault> {
    let verb: String = row.try_get(2)?;
    let subject: String = row.try_get(5)?;
    let detail: String = row.try_get(7)?;
    Ok(Entry {
        sequence: row.try_get(0)?,
        time: row.try_get(1)?,
        draft: Draft {
            verb: Verb::from_word(&verb).ok_or_else(|| StoreFault::content("ledger_entry.verb", "unknown verb"))?,
            actor: row.try_get(3)?,
            organisation: row.try_get(4)?,
            subject: serde_json::from_str(&subject)
                .map_err(|fault| StoreFault::content("ledger_entry.subject", fault))?,
            reason: row.try_get(6)?,
            detail: serde_json::from_str(&detail).map_err(|fault| StoreFault::content("ledger_entry.detail", fault))?,
        },
        previous_hash: hash(row.try_get(8)?)?,
        hash: hash(row.try_get(9)?)?,
    })
}

fn hash(bytes: Vec<u8>) -> Result<Hash, StoreFault> {
    bytes.try_into().map_err(|_| StoreFault::content("ledger_entry.hash", "a hash has 32 bytes"))
}

/// The head kept beside the database, if there is one.
///
/// # Errors
/// [`StoreFault::File`] where it cannot be read, [`StoreFault::Content`] where it is no head.
pub fn read_head(path: &Path) -> Result<Option<Head>, StoreFault> {
    match fs::read_to_string(path) {
        Ok(text) => text.parse().map(Some).map_err(|fault| StoreFault::content("ledger-head", fault)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StoreFault::File { path: path.display().to_string(), action: "read", source }),
    }
}

/// Replaces the head in one step, and never by an older one: another process may have written since.
pub(crate) fn write_head(path: &Path, head: Head) -> Result<(), StoreFault> {
    if read_head(path)?.is_some_and(|kept| kept.sequence >= head.sequence) {
        return Ok(());
    }
    let next = path.with_extension(format!("next-{}", head.sequence));
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&next)?;
        writeln!(file, "{head}")?;
        fs::rename(&next, path)
    };
    write().map_err(|source| StoreFault::File { path: path.display().to_string(), action: "written", source })
}
