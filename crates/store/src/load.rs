//! Loads: one delivered file each.

use dolen_model::Timestamp;
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Asked, Store, StoreFault, Work};

/// A load as it is stored.
#[derive(Clone, Debug)]
pub struct StoredLoad {
    /// Id.
    pub id: String,
    /// Counts up from 1.
    pub sequence: i64,
    /// Name of the feed.
    pub feed: String,
    /// The contract that it is read by, as TOML: a later change of the feed does not reach back.
    pub contract: String,
    /// Name of the file as given.
    pub file: String,
    /// SHA-256 of the bytes, hexadecimal; also their name in the landing folder.
    pub sha256: String,
    /// Bytes.
    pub bytes: i64,
    /// When the bytes were kept.
    pub landed_at: Timestamp,
    /// Stored name of its state: `landed`, `held`, `published`, `rejected`, `discarded`.
    pub state: String,
    /// Its report as JSON, once it was read.
    pub report: Option<String>,
    /// Ledger sequence of the landing.
    pub ledger_entry: i64,
    /// Ledger sequence of the last change of state.
    pub end_entry: Option<i64>,
}

const SELECT: &str = "SELECT id, sequence, feed, contract, file, sha256, bytes, landed_at, state, report, ledger_entry, end_entry FROM load";

/// Enters a load whose bytes were kept.
///
/// # Errors
/// [`StoreFault`].
pub async fn insert(work: &mut Work, load: &StoredLoad) -> Result<(), StoreFault> {
    query(
        "INSERT INTO load (id, sequence, feed, contract, file, sha256, bytes, landed_at, state, ledger_entry)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&load.id)
    .bind(load.sequence)
    .bind(&load.feed)
    .bind(&load.contract)
    .bind(&load.file)
    .bind(&load.sha256)
    .bind(load.bytes)
    .bind(load.landed_at.0)
    .bind(&load.state)
    .bind(load.ledger_entry)
    .execute(work.connection())
    .await?;
    Ok(())
}

/// The sequence for the next load.
///
/// # Errors
/// [`StoreFault`].
pub async fn next_sequence(work: &mut Work) -> Result<i64, StoreFault> {
    let row = query("SELECT COALESCE(MAX(sequence), 0) + 1 FROM load").fetch_one(work.connection()).await?;
    row.try_get(0)
}

/// Moves a load to a state, with its report and the ledger entry that tells of it.
///
/// # Errors
/// [`StoreFault`].
pub async fn set_state(
    work: &mut Work,
    sequence: i64,
    state: &str,
    report: Option<&str>,
    entry: i64,
    at: Timestamp,
) -> Result<(), StoreFault> {
    query(
        "UPDATE load SET state = $2, report = COALESCE($3, report), end_entry = $4, ended_at = $5 WHERE sequence = $1",
    )
    .bind(sequence)
    .bind(state)
    .bind(report)
    .bind(entry)
    .bind(at.0)
    .execute(work.connection())
    .await?;
    work.tell("load").await
}

/// Takes a load up again under a contract: its bytes are to be read anew.
///
/// # Errors
/// [`StoreFault`].
pub async fn take_up(work: &mut Work, sequence: i64, contract: &str, entry: i64) -> Result<(), StoreFault> {
    query(
        "UPDATE load SET state = 'landed', contract = $2, report = NULL, end_entry = $3, ended_at = NULL
         WHERE sequence = $1",
    )
    .bind(sequence)
    .bind(contract)
    .bind(entry)
    .execute(work.connection())
    .await?;
    Ok(())
}

/// Keeps a report with a load that is landed, and stays so: why it could not be read to its end.
///
/// # Errors
/// [`StoreFault`].
pub async fn set_report(work: &mut Work, sequence: i64, report: &str) -> Result<(), StoreFault> {
    query("UPDATE load SET report = $2 WHERE sequence = $1 AND state = 'landed'")
        .bind(sequence)
        .bind(report)
        .execute(work.connection())
        .await?;
    Ok(())
}

/// Notes that a load is a full delivery, and lets it stand for everything that its feed delivered before.
///
/// # Errors
/// [`StoreFault`].
pub async fn supersede_before(work: &mut Work, feed: &str, sequence: i64) -> Result<(), StoreFault> {
    query("UPDATE load SET is_full = $2 WHERE sequence = $1")
        .bind(sequence)
        .bind(true)
        .execute(work.connection())
        .await?;
    query("UPDATE feed SET visible_from = $2 WHERE name = $1 AND visible_from < $2")
        .bind(feed)
        .bind(sequence)
        .execute(work.connection())
        .await?;
    Ok(())
}

/// Every load, newest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn all(asked: impl Into<Asked<'_>>) -> Result<Vec<StoredLoad>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("{SELECT} ORDER BY sequence DESC"))).fetch_all(asked.into()).await?;
    rows.iter().map(load).collect()
}

/// The load of an id, or of a sequence written as a number.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, id: &str) -> Result<Option<StoredLoad>, StoreFault> {
    let row = query(AssertSqlSafe(format!("{SELECT} WHERE id = $1 OR sequence = $2")))
        .bind(id)
        .bind(id.parse().ok().filter(|sequence: &i64| sequence.to_string() == id))
        .fetch_optional(store.readers())
        .await?;
    row.as_ref().map(load).transpose()
}

/// The loads of some sequences, by sequence.
///
/// # Errors
/// [`StoreFault`].
pub async fn find_all(store: &Store, sequences: &[i64]) -> Result<Vec<StoredLoad>, StoreFault> {
    let is_meant = store.readers().dialect().is_in("sequence", 1);
    let rows = query(AssertSqlSafe(format!("{SELECT} WHERE {is_meant} ORDER BY sequence")))
        .bind(sequences)
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(load).collect()
}

/// Whether a feed has any load, whatever became of it.
///
/// # Errors
/// [`StoreFault`].
pub async fn is_any(store: &Store, feed: &str) -> Result<bool, StoreFault> {
    let row = query("SELECT EXISTS (SELECT 1 FROM load WHERE feed = $1)").bind(feed).fetch_one(store.readers()).await?;
    row.try_get(0)
}

/// The loads of a feed with these bytes, newest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_bytes(store: &Store, feed: &str, sha256: &str) -> Result<Vec<StoredLoad>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("{SELECT} WHERE feed = $1 AND sha256 = $2 ORDER BY sequence DESC")))
        .bind(feed)
        .bind(sha256)
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(load).collect()
}

/// The last load of a feed in a state that came before a sequence.
///
/// # Errors
/// [`StoreFault`].
pub async fn last_before(
    store: &Store,
    feed: &str,
    state: &str,
    sequence: i64,
) -> Result<Option<StoredLoad>, StoreFault> {
    let row = query(AssertSqlSafe(format!(
        "{SELECT} WHERE feed = $1 AND state = $2 AND sequence < $3 ORDER BY sequence DESC LIMIT 1"
    )))
    .bind(feed)
    .bind(state)
    .bind(sequence)
    .fetch_optional(store.readers())
    .await?;
    row.as_ref().map(load).transpose()
}

/// The loads in a state, oldest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn in_state(store: &Store, state: &str) -> Result<Vec<StoredLoad>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("{SELECT} WHERE state = $1 ORDER BY sequence")))
        .bind(state)
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(load).collect()
}

/// Feed and sequence of every load whose rows are visible, by sequence.
///
/// # Errors
/// [`StoreFault`].
pub async fn visible(asked: impl Into<Asked<'_>>) -> Result<Vec<(String, i64)>, StoreFault> {
    let rows = query(
        "SELECT l.feed, l.sequence FROM load l JOIN feed f ON f.name = l.feed
         WHERE l.state = 'published' AND l.sequence >= f.visible_from ORDER BY l.sequence",
    )
    .fetch_all(asked.into())
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// A load with the moment from which on its rows were visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Sequence of the load.
    pub sequence: i64,
    /// Name of the feed.
    pub feed: String,
    /// Whether it stands for everything that its feed delivered before.
    pub is_full: bool,
    /// When its bytes were kept.
    pub landed_at: Timestamp,
    /// When its rows became visible.
    pub published_at: Timestamp,
}

/// The loads that were published up to a moment, by sequence: what was visible then follows from them.
///
/// # Errors
/// [`StoreFault`].
pub async fn publications(store: &Store, until: Timestamp) -> Result<Vec<Publication>, StoreFault> {
    let rows = query(
        "SELECT sequence, feed, is_full, landed_at, ended_at FROM load
         WHERE state = 'published' AND ended_at <= $1 ORDER BY sequence",
    )
    .bind(until.0)
    .fetch_all(store.readers())
    .await?;
    let publication = |row: &Row| {
        Ok(Publication {
            sequence: row.try_get(0)?,
            feed: row.try_get(1)?,
            is_full: row.try_get(2)?,
            landed_at: Timestamp(row.try_get(3)?),
            published_at: Timestamp(row.try_get(4)?),
        })
    };
    rows.iter().map(publication).collect()
}

fn load(row: &Row) -> Result<StoredLoad, StoreFault> {
    Ok(StoredLoad {
        id: row.try_get(0)?,
        sequence: row.try_get(1)?,
        feed: row.try_get(2)?,
        contract: row.try_get(3)?,
        file: row.try_get(4)?,
        sha256: row.try_get(5)?,
        bytes: row.try_get(6)?,
        landed_at: Timestamp(row.try_get(7)?),
        state: row.try_get(8)?,
        report: row.try_get(9)?,
        ledger_entry: row.try_get(10)?,
        end_entry: row.try_get(11)?,
    })
}
