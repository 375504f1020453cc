//! Jobs: who asked for work that takes long, how far it is, and why it failed.

use dolen_model::Timestamp;
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Asked, Store, StoreFault, Work};

/// A job as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredJob {
    /// Id.
    pub id: String,
    /// `load` or `match`.
    pub kind: String,
    /// What it works at: the id of a load, or `people`. Never a person's value.
    pub subject: String,
    /// Who asked.
    pub actor: String,
    /// `waiting`, `working`, `done`, `failed`, `cancelled`.
    pub state: String,
    /// When it was asked for.
    pub queued_at: Timestamp,
    /// Not before.
    pub run_after: Timestamp,
    /// How often it was begun.
    pub attempt: i64,
    /// Who works at it, or did last.
    pub worker: Option<String>,
    /// When it was last begun.
    pub started_at: Option<Timestamp>,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// What is done at the moment.
    pub stage: Option<String>,
    /// How much of it is done.
    pub done: i64,
    /// Of how much; 0 where that is not known.
    pub total: i64,
    /// Whether somebody asked that it ends.
    pub is_cancel_asked: bool,
    /// Why it failed, as JSON.
    pub failure: Option<String>,
}

/// The right to work at a job: it is void once the job was begun again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Id of the job.
    pub job: String,
    /// How often it was begun, this time included.
    pub attempt: i64,
}

const COLUMNS: &str = "id, kind, subject, actor, state, queued_at, run_after, attempt, worker, started_at, ended_at, stage, done, total, is_cancel_asked, failure";

/// Adds a job that waits, unless one of its kind and subject is open; answers the id of the open one.
///
/// # Errors
/// [`StoreFault`].
pub async fn add(
    work: &mut Work,
    id: &str,
    (kind, subject): (&str, &str),
    actor: &str,
    at: Timestamp,
) -> Result<String, StoreFault> {
    let open = query("SELECT id FROM job WHERE kind = $1 AND subject = $2 AND ended_at IS NULL")
        .bind(kind)
        .bind(subject)
        .fetch_optional(work.connection())
        .await?;
    if let Some(open) = open {
        return open.try_get(0);
    }
    query(
        "INSERT INTO job (id, kind, subject, actor, state, queued_at, run_after)
         VALUES ($1, $2, $3, $4, 'waiting', $5, $5)",
    )
    .bind(id)
    .bind(kind)
    .bind(subject)
    .bind(actor)
    .bind(at.0)
    .execute(work.connection())
    .await?;
    work.tell("job").await?;
    Ok(id.to_owned())
}

/// Claims a job for a worker, whatever its state was, as long as it is open. The caller holds the lock of what it works at:
/// a job that another process worked at has none who works at it any more.
///
/// # Errors
/// [`StoreFault`].
pub async fn claim(work: &mut Work, id: &str, worker: &str, at: Timestamp) -> Result<Option<Claim>, StoreFault> {
    let row = query(
        "UPDATE job SET state = 'working', attempt = attempt + 1, worker = $2, started_at = $3, stage = NULL, done = 0,
                        total = 0, failure = NULL
         WHERE id = $1 AND ended_at IS NULL AND NOT is_cancel_asked RETURNING attempt",
    )
    .bind(id)
    .bind(worker)
    .bind(at.0)
    .fetch_optional(work.connection())
    .await?;
    row.map(|row| Ok(Claim { job: id.to_owned(), attempt: row.try_get(0)? })).transpose()
}

/// The job that is due and has waited longest, taken so that no other worker takes it too: it is not due again before
/// `until`, by when whoever took it has claimed it or let it go.
///
/// # Errors
/// [`StoreFault`].
pub async fn take_due(work: &mut Work, now: Timestamp, until: Timestamp) -> Result<Option<StoredJob>, StoreFault> {
    let skip_locked = work.connection().dialect().skip_locked();
    let statement = format!(
        "UPDATE job SET run_after = $2 WHERE id = (
             SELECT id FROM job WHERE state = 'waiting' AND run_after <= $1 ORDER BY run_after, queued_at, id
             LIMIT 1{skip_locked}) RETURNING {COLUMNS}"
    );
    let row = query(AssertSqlSafe(statement)).bind(now.0).bind(until.0).fetch_optional(work.connection()).await?;
    row.as_ref().map(job).transpose()
}

/// Tells how far a job is; answers whether somebody asked that it ends, and nothing where the claim is good no more: it has
/// come to its end, or another has begun it again.
///
/// # Errors
/// [`StoreFault`].
pub async fn progress(
    work: &mut crate::UnseenWork,
    claim: &Claim,
    stage: Option<&str>,
    (done, total): (i64, i64),
) -> Result<Option<bool>, StoreFault> {
    let row = query(
        "UPDATE job SET stage = $3, done = $4, total = $5 WHERE id = $1 AND attempt = $2 AND state = 'working'
         RETURNING is_cancel_asked",
    )
    .bind(&claim.job)
    .bind(claim.attempt)
    .bind(stage.map(str::to_owned))
    .bind(done)
    .bind(total)
    .fetch_optional(work.connection())
    .await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// How a job comes to an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It is done.
    Done,
    /// Somebody asked for it.
    Cancelled,
    /// It cannot be done, for this reason as JSON.
    Failed(&'a str),
    /// It could not be done now, for this reason as JSON, and waits until then.
    Later(&'a str, Timestamp),
}

/// Ends what a claim began. Answers whether the claim was good: not where another has begun the job again, and then nothing
/// of the transaction may be kept.
///
/// # Errors
/// [`StoreFault`].
pub async fn end(work: &mut Work, claim: &Claim, outcome: &Outcome<'_>, at: Timestamp) -> Result<bool, StoreFault> {
    let (state, failure, run_after) = match outcome {
        Outcome::Done => ("done", None, None),
        Outcome::Cancelled => ("cancelled", None, None),
        Outcome::Failed(failure) => ("failed", Some(*failure), None),
        Outcome::Later(failure, at) => ("waiting", Some(*failure), Some(at.0)),
    };
    let ended = run_after.is_none().then_some(at.0);
    let rows = query(
        "UPDATE job SET state = $3, failure = $4, run_after = COALESCE($5, run_after), ended_at = $6
         WHERE id = $1 AND attempt = $2 AND state = 'working'",
    )
    .bind(&claim.job)
    .bind(claim.attempt)
    .bind(state)
    .bind(failure)
    .bind(run_after)
    .bind(ended)
    .execute(work.connection())
    .await?;
    work.tell("job").await?;
    Ok(rows == 1)
}

/// Ends the open job of a subject that somebody asked to end and whose worker ended first. The caller holds the lock of what it
/// works at: nobody is at it any more. Answers whether there was one.
///
/// # Errors
/// [`StoreFault`].
pub async fn end_asked(work: &mut Work, (kind, subject): (&str, &str), at: Timestamp) -> Result<bool, StoreFault> {
    let rows = query(
        "UPDATE job SET state = 'cancelled', ended_at = $3
         WHERE kind = $1 AND subject = $2 AND ended_at IS NULL AND is_cancel_asked",
    )
    .bind(kind)
    .bind(subject)
    .bind(at.0)
    .execute(work.connection())
    .await?;
    Ok(rows > 0)
}

/// Asks that an open job ends: at once where it waits, else when its worker next tells how far it is. Answers whether it was
/// open.
///
/// # Errors
/// [`StoreFault`].
pub async fn ask_cancel(work: &mut Work, id: &str, at: Timestamp) -> Result<bool, StoreFault> {
    let waiting = query("UPDATE job SET state = 'cancelled', ended_at = $2 WHERE id = $1 AND state = 'waiting'")
        .bind(id)
        .bind(at.0)
        .execute(work.connection())
        .await?;
    let working = query("UPDATE job SET is_cancel_asked = TRUE WHERE id = $1 AND state = 'working'")
        .bind(id)
        .execute(work.connection())
        .await?;
    Ok(waiting + working > 0)
}

/// Makes a job that waits due now. Answers whether there was one.
///
/// # Errors
/// [`StoreFault`].
pub async fn hasten(work: &mut Work, id: &str, at: Timestamp) -> Result<bool, StoreFault> {
    let rows = query("UPDATE job SET run_after = $2 WHERE id = $1 AND state = 'waiting'")
        .bind(id)
        .bind(at.0)
        .execute(work.connection())
        .await?;
    work.tell("job").await?;
    Ok(rows == 1)
}

/// The newest jobs, at most `limit`.
///
/// # Errors
/// [`StoreFault`].
pub async fn newest(store: &Store, limit: i64) -> Result<Vec<StoredJob>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("SELECT {COLUMNS} FROM job ORDER BY queued_at DESC, id DESC LIMIT $1")))
        .bind(limit)
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(job).collect()
}

/// Jobs that are open, oldest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn open(store: &Store) -> Result<Vec<StoredJob>, StoreFault> {
    let rows = query(AssertSqlSafe(format!("SELECT {COLUMNS} FROM job WHERE ended_at IS NULL ORDER BY queued_at, id")))
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(job).collect()
}

/// The last job that was asked for of a kind and subject, open or not.
///
/// # Errors
/// [`StoreFault`].
pub async fn last(store: &Store, (kind, subject): (&str, &str)) -> Result<Option<StoredJob>, StoreFault> {
    let row = query(AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM job WHERE kind = $1 AND subject = $2 ORDER BY queued_at DESC, id DESC LIMIT 1"
    )))
    .bind(kind)
    .bind(subject)
    .fetch_optional(store.readers())
    .await?;
    row.as_ref().map(job).transpose()
}

/// The job of an id.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(asked: impl Into<Asked<'_>>, id: &str) -> Result<Option<StoredJob>, StoreFault> {
    let row = query(AssertSqlSafe(format!("SELECT {COLUMNS} FROM job WHERE id = $1")))
        .bind(id)
        .fetch_optional(asked.into())
        .await?;
    row.as_ref().map(job).transpose()
}

fn job(row: &Row) -> Result<StoredJob, StoreFault> {
    Ok(StoredJob {
        id: row.try_get(0)?,
        kind: row.try_get(1)?,
        subject: row.try_get(2)?,
        actor: row.try_get(3)?,
        state: row.try_get(4)?,
        queued_at: Timestamp(row.try_get(5)?),
        run_after: Timestamp(row.try_get(6)?),
        attempt: row.try_get(7)?,
        worker: row.try_get(8)?,
        started_at: row.try_get::<Option<i64>>(9)?.map(Timestamp),
        ended_at: row.try_get::<Option<i64>>(10)?.map(Timestamp),
        stage: row.try_get(11)?,
        done: row.try_get(12)?,
        total: row.try_get(13)?,
        is_cancel_asked: row.try_get(14)?,
        failure: row.try_get(15)?,
    })
}
