//! Removing every row of source records, in every load and every run.

use sqlx::AssertSqlSafe;

use super::holds::{HOLDS, Holds, JUDGED};
use crate::database::{Dialect, query};
use crate::{Store, StoreFault, Work};

/// Removes the rows of some source records from every table that has any, and answers how many. Golden records are the caller's
/// to deal with before: afterwards nothing tells to which of them the records belonged.
///
/// # Errors
/// [`StoreFault`].
pub async fn erase(work: &mut Work, records: &[String]) -> Result<u64, StoreFault> {
    let dialect = work.connection().dialect();
    let mut removed = 0;
    for statement in dialect.erase_judgements() {
        removed += query(*statement).bind(records).execute(work.connection()).await?;
    }
    for (table, holds) in HOLDS {
        if let Holds::Records(columns) = holds {
            let statement = AssertSqlSafe(format!("DELETE FROM {table} WHERE {}", is_of(dialect, columns)));
            removed += query(statement).bind(records).execute(work.connection()).await?;
        } else if matches!(holds, Holds::Sessions) {
            query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(work.connection()).await?;
        }
    }
    Ok(removed)
}

/// How many rows of some source records there are.
///
/// # Errors
/// [`StoreFault`].
pub async fn remaining(store: &Store, records: &[String]) -> Result<i64, StoreFault> {
    let dialect = store.readers().dialect();
    let mut count = 0;
    for (table, holds) in HOLDS {
        let condition = match holds {
            Holds::Records(columns) | Holds::Judgements(columns) => is_of(dialect, columns),
            Holds::OfJudgements(column) => {
                format!("{column} IN (SELECT id FROM judgement WHERE {})", is_of(dialect, JUDGED))
            }
            Holds::Golden | Holds::Ledger | Holds::Sessions => continue,
        };
        let statement = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table} WHERE {condition}"));
        count += query(statement).bind(records).fetch_one(store.readers()).await?.try_get::<i64>(0)?;
    }
    Ok(count)
}

/// Whether one of these columns has one of the ids in the first parameter.
fn is_of(dialect: Dialect, columns: &[&'static str]) -> String {
    columns.iter().map(|column| dialect.is_in(column, 1)).collect::<Vec<_>>().join(" OR ")
}
