//! Judgements of stewards: facts that are undone by a later fact, never changed.

use dolen_model::Timestamp;
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Asked, Store, StoreFault, Work};

/// A judgement of two source records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredJudgement {
    /// Id.
    pub id: String,
    /// Id of a source record, before `right` in the order of ids.
    pub left: String,
    /// Id of another.
    pub right: String,
    /// Whether they are one person.
    pub is_same: bool,
    /// Who judged.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When.
    pub decided_at: Timestamp,
    /// Ledger sequence.
    pub ledger_entry: i64,
    /// Whether it was undone.
    pub is_undone: bool,
}

const SELECT: &str =
    "SELECT j.id, j.left_record, j.right_record, j.is_same, j.actor, j.reason, j.decided_at, j.ledger_entry,
    EXISTS (SELECT 1 FROM judgement_undo u WHERE u.judgement = j.id) FROM judgement j";

/// Keeps a judgement.
///
/// # Errors
/// [`StoreFault`].
pub async fn insert(work: &mut Work, judgement: &StoredJudgement) -> Result<(), StoreFault> {
    query(
        "INSERT INTO judgement (id, left_record, right_record, is_same, actor, reason, decided_at, ledger_entry)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&judgement.id)
    .bind(&judgement.left)
    .bind(&judgement.right)
    .bind(judgement.is_same)
    .bind(&judgement.actor)
    .bind(&judgement.reason)
    .bind(judgement.decided_at.0)
    .bind(judgement.ledger_entry)
    .execute(work.connection())
    .await?;
    work.tell("judgement").await
}

/// Undoes a judgement.
///
/// # Errors
/// [`StoreFault`].
pub async fn undo(
    work: &mut Work,
    judgement: &str,
    actor: &str,
    reason: &str,
    at: Timestamp,
    entry: i64,
) -> Result<(), StoreFault> {
    query("INSERT INTO judgement_undo (judgement, actor, reason, undone_at, ledger_entry) VALUES ($1, $2, $3, $4, $5)")
        .bind(judgement)
        .bind(actor)
        .bind(reason)
        .bind(at.0)
        .bind(entry)
        .execute(work.connection())
        .await?;
    work.tell("judgement").await
}

/// The judgement of two source records that is in force, read inside the transaction that may keep another; `left` is
/// before `right` in the order of ids.
///
/// # Errors
/// [`StoreFault`].
pub async fn between(work: &mut Work, left: &str, right: &str) -> Result<Option<StoredJudgement>, StoreFault> {
    let row = query(AssertSqlSafe(format!(
        "{SELECT} WHERE j.left_record = $1 AND j.right_record = $2
           AND NOT EXISTS (SELECT 1 FROM judgement_undo u WHERE u.judgement = j.id)
         ORDER BY j.ledger_entry LIMIT 1"
    )))
    .bind(left)
    .bind(right)
    .fetch_optional(work.connection())
    .await?;
    row.as_ref().map(judgement).transpose()
}

/// The judgement of an id, read inside the transaction that may undo it.
///
/// # Errors
/// [`StoreFault`].
pub async fn find_in(work: &mut Work, id: &str) -> Result<Option<StoredJudgement>, StoreFault> {
    let row =
        query(AssertSqlSafe(format!("{SELECT} WHERE j.id = $1"))).bind(id).fetch_optional(work.connection()).await?;
    row.as_ref().map(judgement).transpose()
}

/// The judgement of an id.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, id: &str) -> Result<Option<StoredJudgement>, StoreFault> {
    let row =
        query(AssertSqlSafe(format!("{SELECT} WHERE j.id = $1"))).bind(id).fetch_optional(store.readers()).await?;
    row.as_ref().map(judgement).transpose()
}

/// Every judgement, oldest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn all(asked: impl Into<Asked<'_>>) -> Result<Vec<StoredJudgement>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("{SELECT} ORDER BY j.ledger_entry"))).fetch_all(asked.into()).await?;
    rows.iter().map(judgement).collect()
}

/// The judgements that are in force, oldest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn in_force(asked: impl Into<Asked<'_>>) -> Result<Vec<StoredJudgement>, StoreFault> {
    Ok(all(asked).await?.into_iter().filter(|judgement| !judgement.is_undone).collect())
}

/// The judgements that were in force at a moment, oldest first; whether one was undone since is told with it.
///
/// # Errors
/// [`StoreFault`].
pub async fn in_force_at(store: &Store, moment: Timestamp) -> Result<Vec<StoredJudgement>, StoreFault> {
    let rows = query(AssertSqlSafe(format!(
        "{SELECT} WHERE j.decided_at <= $1
           AND NOT EXISTS (SELECT 1 FROM judgement_undo u WHERE u.judgement = j.id AND u.undone_at <= $1)
         ORDER BY j.ledger_entry"
    )))
    .bind(moment.0)
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(judgement).collect()
}

fn judgement(row: &Row) -> Result<StoredJudgement, StoreFault> {
    Ok(StoredJudgement {
        id: row.try_get(0)?,
        left: row.try_get(1)?,
        right: row.try_get(2)?,
        is_same: row.try_get(3)?,
        actor: row.try_get(4)?,
        reason: row.try_get(5)?,
        decided_at: Timestamp(row.try_get(6)?),
        ledger_entry: row.try_get(7)?,
        is_undone: row.try_get(8)?,
    })
}
