//! Removing every row of source records, in every load and every run.

use sqlx::AssertSqlSafe;

use super::holds::{HOLDS, Holds};
use crate::database::{Dialect, query};
use crate::{Store, StoreFault, Work};

/// Removes the rows of some source records from every table that has any, and answers how many. Golden records are the caller's
/// to deal with before: afterwards nothing tells to which of them the records belonged.
///
/// # Errors
/// [`StoreFault`].
pub async fn erase(work: &mut Work, records: &[String]) -> Result<u64, StoreFault> {
    let mut removed = 0;
    for (table, condition) in conditions(work.connection().dialect()) {
        let statement = AssertSqlSafe(format!("DELETE FROM {table} WHERE {condition}"));
        removed += query(statement).bind(records).execute(work.connection()).await?;
    }
    Ok(removed)
}

/// How many rows of some source records there are.
///
/// # Errors
/// [`StoreFault`].
pub async fn remaining(store: &Store, records: &[String]) -> Result<i64, StoreFault> {
    let mut count = 0;
    for (table, condition) in conditions(store.readers().dialect()) {
        let statement = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table} WHERE {condition}"));
        count += query(statement).bind(records).fetch_one(store.readers()).await?.try_get::<i64>(0)?;
    }
    Ok(count)
}

/// The tables that hold rows of source records, with the condition for those of the ids in the first parameter.
fn conditions(dialect: Dialect) -> impl Iterator<Item = (&'static str, String)> {
    let is_of = move |columns: &[&'static str]| {
        columns.iter().map(|column| dialect.is_in(column, 1)).collect::<Vec<_>>().join(" OR ")
    };
    HOLDS.iter().filter_map(move |(table, holds)| match holds {
        Holds::Records(columns) => Some((*table, is_of(columns))),
        Holds::Judgements(column) => {
            let of = is_of(&["left_record", "right_record"]);
            Some((*table, format!("{column} IN (SELECT id FROM judgement WHERE {of})")))
        }
        Holds::Golden | Holds::Ledger => None,
    })
}
