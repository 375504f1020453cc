//! Which source record belongs to which golden record.

use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use super::in_run;
use crate::database::{Row, query};
use crate::{Store, StoreFault, UnseenWork, bulk, tables};

/// A source record of a golden record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Id of the source record.
    pub record: String,
    /// Sequence of the load of the version that was matched.
    pub load: i64,
    /// Id of the golden record.
    pub golden: String,
    /// Counts from 0 in the order of first publication.
    pub place: i64,
}

/// Adds members, true from a run on.
///
/// # Errors
/// [`StoreFault`].
pub async fn add(work: &mut UnseenWork, run: i64, members: &[Member]) -> Result<(), StoreFault> {
    bulk::insert(work.connection(), &tables::MEMBER, members, |row, member| {
        row.push(&member.record).push(member.load).push(&member.golden).push(member.place).push(run);
    })
    .await
}

/// Ends rows: they are true no more from a run on.
///
/// # Errors
/// [`StoreFault`].
pub async fn end(work: &mut UnseenWork, run: i64, numbers: &[i64]) -> Result<(), StoreFault> {
    bulk::end(work.connection(), &tables::MEMBER, run, numbers).await
}

/// Gives every member in a run, with the number of its row, to `each`.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn walk<E: From<StoreFault>>(
    store: &Store,
    run: i64,
    mut each: impl FnMut(i64, Member) -> Result<(), E>,
) -> Result<(), E> {
    let statement =
        concat!("SELECT number, record, load, golden, place FROM member WHERE ", in_run!("member"), " ORDER BY number");
    let mut rows = query(statement).bind(run).fetch(store.readers());
    while let Some(row) = rows.try_next().await? {
        each(row.try_get(0)?, member(&row)?)?;
    }
    Ok(())
}

/// Gives every source record in a run with its golden record and the household of that, to `each`, in no order.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn walk_places<E: From<StoreFault>>(
    store: &Store,
    run: i64,
    mut each: impl FnMut(String, String, Option<String>) -> Result<(), E>,
) -> Result<(), E> {
    let statement = concat!(
        "SELECT member.record, member.golden, golden_record.household FROM member
         JOIN golden_record ON golden_record.id = member.golden AND ",
        in_run!("golden_record"),
        " WHERE ",
        in_run!("member")
    );
    let mut rows = query(statement).bind(run).fetch(store.readers());
    while let Some(row) = rows.try_next().await? {
        each(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?)?;
    }
    Ok(())
}

/// The members of a golden record in a run, by place.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_golden(store: &Store, run: i64, golden: &str) -> Result<Vec<Member>, StoreFault> {
    let statement = concat!(
        "SELECT number, record, load, golden, place FROM member WHERE golden = $2 AND ",
        in_run!("member"),
        " ORDER BY place"
    );
    let rows = query(statement).bind(run).bind(golden).fetch_all(store.readers()).await?;
    rows.iter().map(member).collect()
}

/// The member that a source record is in a run.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_record(store: &Store, run: i64, record: &str) -> Result<Option<Member>, StoreFault> {
    let statement =
        concat!("SELECT number, record, load, golden, place FROM member WHERE record = $2 AND ", in_run!("member"));
    let row = query(statement).bind(run).bind(record).fetch_optional(store.readers()).await?;
    row.as_ref().map(member).transpose()
}

/// The members that some source records are in a run, in the order of their ids; what has no golden record is left out.
///
/// # Errors
/// [`StoreFault`].
pub async fn of_records(store: &Store, run: i64, records: &[String]) -> Result<Vec<Member>, StoreFault> {
    let statement = format!(
        "SELECT number, record, load, golden, place FROM member WHERE {} AND {} ORDER BY record",
        store.readers().dialect().is_in("record", 2),
        in_run!("member")
    );
    let rows = query(AssertSqlSafe(statement)).bind(run).bind(records).fetch_all(store.readers()).await?;
    rows.iter().map(member).collect()
}

fn member(row: &Row) -> Result<Member, StoreFault> {
    Ok(Member { record: row.try_get(1)?, load: row.try_get(2)?, golden: row.try_get(3)?, place: row.try_get(4)? })
}
