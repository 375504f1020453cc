//! Golden records: the values that survived, and where the person lives.

use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use super::in_run;
use crate::database::{Row, query};
use crate::{Store, StoreFault, Work, bulk, tables};

/// A golden record as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredGolden {
    /// Id.
    pub id: String,
    /// Its values with why each won, as JSON.
    pub content: String,
    /// Id of the residence, where one is known.
    pub residence: Option<String>,
    /// Id of the household; none at a residence of many.
    pub household: Option<String>,
}

/// Adds golden records, true from a run on.
///
/// # Errors
/// [`StoreFault`].
pub async fn add(work: &mut Work, run: i64, golden: &[StoredGolden]) -> Result<(), StoreFault> {
    bulk::insert(work.connection(), &tables::GOLDEN_RECORD, golden, |row, golden| {
        row.push(&golden.id).push(&golden.content).push(&golden.residence).push(&golden.household).push(run);
    })
    .await
}

/// Ends rows: they are true no more from a run on.
///
/// # Errors
/// [`StoreFault`].
pub async fn end(work: &mut Work, run: i64, numbers: &[i64]) -> Result<(), StoreFault> {
    bulk::end(work.connection(), &tables::GOLDEN_RECORD, run, numbers).await
}

/// Gives every golden record in a run, with the number of its row, to `each`.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn walk<E: From<StoreFault>>(
    store: &Store,
    run: i64,
    mut each: impl FnMut(i64, StoredGolden) -> Result<(), E>,
) -> Result<(), E> {
    let statement = concat!(
        "SELECT number, id, content, residence, household FROM golden_record WHERE ",
        in_run!("golden_record"),
        " ORDER BY number"
    );
    let mut rows = query(statement).bind(run).fetch(store.readers());
    while let Some(row) = rows.try_next().await? {
        each(row.try_get(0)?, golden(&row)?)?;
    }
    Ok(())
}

/// The golden records of some ids in a run, in no order; what is not there is left out.
///
/// # Errors
/// [`StoreFault`].
pub async fn find_all(store: &Store, run: i64, ids: &[String]) -> Result<Vec<StoredGolden>, StoreFault> {
    let statement = format!(
        "SELECT number, id, content, residence, household FROM golden_record WHERE {} AND {}",
        store.readers().dialect().is_in("id", 2),
        in_run!("golden_record")
    );
    let rows = query(AssertSqlSafe(statement)).bind(run).bind(ids).fetch_all(store.readers()).await?;
    rows.iter().map(golden).collect()
}

/// The golden record of an id in a run.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, run: i64, id: &str) -> Result<Option<StoredGolden>, StoreFault> {
    let statement = concat!(
        "SELECT number, id, content, residence, household FROM golden_record WHERE id = $2 AND ",
        in_run!("golden_record")
    );
    let row = query(statement).bind(run).bind(id).fetch_optional(store.readers()).await?;
    row.as_ref().map(golden).transpose()
}

/// The golden records of a household in a run, by id, at most `limit`.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_household(
    store: &Store,
    run: i64,
    household: &str,
    limit: i64,
) -> Result<Vec<StoredGolden>, StoreFault> {
    let statement = concat!(
        "SELECT number, id, content, residence, household FROM golden_record WHERE household = $2 AND ",
        in_run!("golden_record"),
        " ORDER BY id LIMIT $3"
    );
    let rows = query(statement).bind(run).bind(household).bind(limit).fetch_all(store.readers()).await?;
    rows.iter().map(golden).collect()
}

/// How many golden records are at a residence in a run.
///
/// # Errors
/// [`StoreFault`].
pub async fn count_at_residence(store: &Store, run: i64, residence: &str) -> Result<i64, StoreFault> {
    let statement = concat!("SELECT COUNT(*) FROM golden_record WHERE residence = $2 AND ", in_run!("golden_record"));
    query(statement).bind(run).bind(residence).fetch_one(store.readers()).await?.try_get(0)
}

fn golden(row: &Row) -> Result<StoredGolden, StoreFault> {
    Ok(StoredGolden {
        id: row.try_get(1)?,
        content: row.try_get(2)?,
        residence: row.try_get(3)?,
        household: row.try_get(4)?,
    })
}
