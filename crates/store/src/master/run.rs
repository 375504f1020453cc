//! Runs of the matcher.

use dolen_model::Timestamp;
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Store, StoreFault, UnseenWork, Work, setting};

/// Name of the setting that holds the number of the current run.
const CURRENT: &str = "current_run";

/// A run as it is stored.
#[derive(Clone, Debug)]
pub struct StoredRun {
    /// Counts up from 1.
    pub number: i64,
    /// `working`, or `published`.
    pub state: String,
    /// Digest of what it was made from: visible loads, judgements in force, configuration.
    pub basis: String,
    /// The model that explains the pairs of this run, as JSON.
    pub model: Option<String>,
    /// Its figures, as JSON.
    pub figures: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it became current.
    pub ended_at: Option<Timestamp>,
    /// Ledger sequence of its combination.
    pub ledger_entry: Option<i64>,
}

const SELECT: &str = "SELECT number, state, basis, model, figures, started_at, ended_at, ledger_entry FROM run";

/// Begins a run that nobody reads.
///
/// # Errors
/// [`StoreFault`].
pub async fn begin(work: &mut Work, basis: &str, at: Timestamp) -> Result<i64, StoreFault> {
    let row = query(
        "INSERT INTO run (number, state, basis, started_at)
         VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM run), 'working', $1, $2) RETURNING number",
    )
    .bind(basis)
    .bind(at.0)
    .fetch_one(work.connection())
    .await?;
    row.try_get(0)
}

/// Makes a run current: from here on it is what everybody reads.
///
/// # Errors
/// [`StoreFault`].
pub async fn publish(work: &mut Work, run: &StoredRun) -> Result<(), StoreFault> {
    query(
        "UPDATE run SET state = 'published', model = $2, figures = $3, ended_at = $4, ledger_entry = $5 WHERE number = $1",
    )
    .bind(run.number)
    .bind(&run.model)
    .bind(&run.figures)
    .bind(run.ended_at.map(|time| time.0))
    .bind(run.ledger_entry)
    .execute(work.connection())
    .await?;
    work.tell("run").await?;
    setting::set(work, CURRENT, &run.number.to_string()).await
}

/// The number of the current run; 0 where nothing was matched yet, which no row is true in.
///
/// # Errors
/// [`StoreFault`].
pub async fn current(store: &Store) -> Result<i64, StoreFault> {
    match setting::get(store, CURRENT).await? {
        None => Ok(0),
        Some(number) => number.parse().map_err(|fault| StoreFault::content("setting.current_run", fault)),
    }
}

/// The number of the run that was current at a moment; 0 where nothing had been matched.
///
/// # Errors
/// [`StoreFault`].
pub async fn at(store: &Store, moment: Timestamp) -> Result<i64, StoreFault> {
    let row = query("SELECT COALESCE(MAX(number), 0) FROM run WHERE state = 'published' AND ended_at <= $1")
        .bind(moment.0)
        .fetch_one(store.readers())
        .await?;
    row.try_get(0)
}

/// The run of a number.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, number: i64) -> Result<Option<StoredRun>, StoreFault> {
    let row = query(AssertSqlSafe(format!("{SELECT} WHERE number = $1")))
        .bind(number)
        .fetch_optional(store.readers())
        .await?;
    row.as_ref().map(run).transpose()
}

/// Runs that were begun and never became current, newest first.
///
/// # Errors
/// [`StoreFault`].
pub async fn unfinished(store: &Store) -> Result<Vec<i64>, StoreFault> {
    let rows =
        query("SELECT number FROM run WHERE state = 'working' ORDER BY number DESC").fetch_all(store.readers()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Takes back up to `limit` rows of each table of a run that never became current, and than which none is newer; answers
/// whether more are left. When none are, the run itself is gone too.
///
/// # Errors
/// [`StoreFault`].
pub async fn take_back(work: &mut UnseenWork, number: i64, limit: i64) -> Result<bool, StoreFault> {
    let mut most = 0;
    for table in ["member", "golden_record", "pair", "search_term"] {
        for statement in [
            format!(
                "UPDATE {table} SET until_run = NULL WHERE number IN (SELECT number FROM {table} WHERE until_run = $1 LIMIT $2)"
            ),
            // They are the newest: where those are others', none is left, and the table is not searched for more.
            format!(
                "DELETE FROM {table} WHERE from_run = $1
                   AND number IN (SELECT number FROM {table} ORDER BY number DESC LIMIT $2)"
            ),
        ] {
            let rows = query(AssertSqlSafe(statement)).bind(number).bind(limit).execute(work.connection()).await?;
            most = most.max(i64::try_from(rows).unwrap_or(i64::MAX));
            work.connection().give_way().await?;
        }
    }
    if most >= limit {
        return Ok(true);
    }
    query("DELETE FROM run_plan WHERE run = $1").bind(number).execute(work.connection()).await?;
    query("DELETE FROM run WHERE number = $1 AND state = 'working'").bind(number).execute(work.connection()).await?;
    Ok(false)
}

fn run(row: &Row) -> Result<StoredRun, StoreFault> {
    Ok(StoredRun {
        number: row.try_get(0)?,
        state: row.try_get(1)?,
        basis: row.try_get(2)?,
        model: row.try_get(3)?,
        figures: row.try_get(4)?,
        started_at: Timestamp(row.try_get(5)?),
        ended_at: row.try_get::<Option<i64>>(6)?.map(Timestamp),
        ledger_entry: row.try_get(7)?,
    })
}
