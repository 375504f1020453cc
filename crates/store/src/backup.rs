//! Backups that were made of the hub.

use dolen_model::Timestamp;

use crate::database::{Row, query};
use crate::{Store, StoreFault, Work};

/// A backup as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBackup {
    /// Id.
    pub id: String,
    /// When it was begun.
    pub made_at: Timestamp,
    /// The last entry of the ledger in it.
    pub head: i64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Where it was put.
    pub place: String,
    /// Until when it is to be kept.
    pub kept_until: Option<Timestamp>,
    /// When it was removed, as far as the hub was told.
    pub ended_at: Option<Timestamp>,
}

/// Adds a backup.
///
/// # Errors
/// [`StoreFault`].
pub async fn insert(work: &mut Work, backup: &StoredBackup) -> Result<(), StoreFault> {
    query(
        "INSERT INTO backup (id, made_at, head, sha256, place, kept_until, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&backup.id)
    .bind(backup.made_at.0)
    .bind(backup.head)
    .bind(&backup.sha256)
    .bind(&backup.place)
    .bind(backup.kept_until.map(|time| time.0))
    .bind(backup.ended_at.map(|time| time.0))
    .execute(work.connection())
    .await?;
    Ok(())
}

/// Every backup, newest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn all(store: &Store) -> Result<Vec<StoredBackup>, StoreFault> {
    let rows = query(
        "SELECT id, made_at, head, sha256, place, kept_until, ended_at FROM backup ORDER BY made_at DESC, id DESC",
    )
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(backup).collect()
}

fn backup(row: &Row) -> Result<StoredBackup, StoreFault> {
    Ok(StoredBackup {
        id: row.try_get(0)?,
        made_at: Timestamp(row.try_get(1)?),
        head: row.try_get(2)?,
        sha256: row.try_get(3)?,
        place: row.try_get(4)?,
        kept_until: row.try_get::<Option<i64>>(5)?.map(Timestamp),
        ended_at: row.try_get::<Option<i64>>(6)?.map(Timestamp),
    })
}
