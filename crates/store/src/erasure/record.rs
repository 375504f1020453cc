//! Erasures as they are stored: an erasure that has no end is carried on.

use dolen_model::Timestamp;
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Asked, Store, StoreFault, Work};

/// An erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredErasure {
    /// Id.
    pub id: String,
    /// Why it was made, in one word of the caller's.
    pub kind: String,
    /// Who asked for it.
    pub actor: String,
    /// When.
    pub asked_at: Timestamp,
    /// The ledger entry that tells of it.
    pub entry: i64,
    /// When it was complete; none while it is not.
    pub ended_at: Option<Timestamp>,
}

const SELECT: &str = "SELECT id, kind, actor, asked_at, entry, ended_at FROM erasure";

/// Keeps an erasure with the ids of the source records, and the SHA-256 of the landed files, that it is of.
///
/// # Errors
/// [`StoreFault`].
pub async fn insert(
    work: &mut Work,
    erasure: &StoredErasure,
    records: &[String],
    files: &[String],
) -> Result<(), StoreFault> {
    query("INSERT INTO erasure (id, kind, actor, asked_at, entry) VALUES ($1, $2, $3, $4, $5)")
        .bind(&erasure.id)
        .bind(&erasure.kind)
        .bind(&erasure.actor)
        .bind(erasure.asked_at.0)
        .bind(erasure.entry)
        .execute(work.connection())
        .await?;
    for record in records {
        query("INSERT INTO erased_record (erasure, record) VALUES ($1, $2) ON CONFLICT (erasure, record) DO NOTHING")
            .bind(&erasure.id)
            .bind(record)
            .execute(work.connection())
            .await?;
    }
    for file in files {
        query("INSERT INTO erased_file (erasure, sha256) VALUES ($1, $2) ON CONFLICT (erasure, sha256) DO NOTHING")
            .bind(&erasure.id)
            .bind(file)
            .execute(work.connection())
            .await?;
    }
    work.tell("erasure").await
}

/// Notes that an erasure is complete, with the entry that tells so; answers whether it was not before.
///
/// # Errors
/// [`StoreFault`].
pub async fn end(work: &mut Work, id: &str, at: Timestamp, entry: i64) -> Result<bool, StoreFault> {
    let changed = query("UPDATE erasure SET ended_at = $2, end_entry = $3 WHERE id = $1 AND ended_at IS NULL")
        .bind(id)
        .bind(at.0)
        .bind(entry)
        .execute(work.connection())
        .await?;
    Ok(changed > 0)
}

/// Gives an erasure of a kind another; answers whether it was of that kind.
///
/// # Errors
/// [`StoreFault`].
pub async fn lift(work: &mut Work, id: &str, from: &str, to: &str) -> Result<bool, StoreFault> {
    let changed = query("UPDATE erasure SET kind = $3 WHERE id = $1 AND kind = $2 AND ended_at IS NOT NULL")
        .bind(id)
        .bind(from)
        .bind(to)
        .execute(work.connection())
        .await?;
    Ok(changed > 0)
}

/// Every erasure, oldest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn all(asked: impl Into<Asked<'_>>) -> Result<Vec<StoredErasure>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("{SELECT} ORDER BY entry"))).fetch_all(asked.into()).await?;
    rows.iter().map(erasure).collect()
}

/// The erasures that are not complete, oldest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn open(store: &Store) -> Result<Vec<StoredErasure>, StoreFault> {
    let text = format!("{SELECT} WHERE ended_at IS NULL ORDER BY entry");
    let rows = query(AssertSqlSafe(text)).fetch_all(store.readers()).await?;
    rows.iter().map(erasure).collect()
}

/// The erasure of an id.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, id: &str) -> Result<Option<StoredErasure>, StoreFault> {
    let row = query(AssertSqlSafe(format!("{SELECT} WHERE id = $1"))).bind(id).fetch_optional(store.readers()).await?;
    row.as_ref().map(erasure).transpose()
}

/// The ids of the source records that an erasure is of, in order.
///
/// # Errors
/// [`StoreFault`].
pub async fn records(store: &Store, id: &str) -> Result<Vec<String>, StoreFault> {
    texts(store, "SELECT record FROM erased_record WHERE erasure = $1 ORDER BY record", id).await
}

/// The SHA-256 of the landed files that an erasure removes, in order.
///
/// # Errors
/// [`StoreFault`].
pub async fn files(store: &Store, id: &str) -> Result<Vec<String>, StoreFault> {
    texts(store, "SELECT sha256 FROM erased_file WHERE erasure = $1 ORDER BY sha256", id).await
}

/// The ids of the source records of every erasure of a kind, in order, each once.
///
/// # Errors
/// [`StoreFault`].
pub async fn refused(asked: impl Into<Asked<'_>>, kind: &str) -> Result<Vec<String>, StoreFault> {
    let rows = query(
        "SELECT DISTINCT r.record FROM erased_record r JOIN erasure e ON e.id = r.erasure WHERE e.kind = $1 ORDER BY r.record",
    )
    .bind(kind)
    .fetch_all(asked.into())
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Those of some source records that any erasure is of, in order.
///
/// # Errors
/// [`StoreFault`].
pub async fn named(store: &Store, records: &[String]) -> Result<Vec<String>, StoreFault> {
    let is_in = store.readers().dialect().is_in("record", 1);
    let text = format!("SELECT DISTINCT record FROM erased_record WHERE {is_in} ORDER BY record");
    let rows = query(AssertSqlSafe(text)).bind(records).fetch_all(store.readers()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

async fn texts(store: &Store, text: &'static str, id: &str) -> Result<Vec<String>, StoreFault> {
    let rows = query(text).bind(id).fetch_all(store.readers()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

fn erasure(row: &Row) -> Result<StoredErasure, StoreFault> {
    Ok(StoredErasure {
        id: row.try_get(0)?,
        kind: row.try_get(1)?,
        actor: row.try_get(2)?,
        asked_at: Timestamp(row.try_get(3)?),
        entry: row.try_get(4)?,
        ended_at: row.try_get::<Option<i64>>(5)?.map(Timestamp),
    })
}
