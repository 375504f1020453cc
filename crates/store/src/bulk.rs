//! Many rows at once: a statement a row costs more than the row.

use sqlx::AssertSqlSafe;

use crate::StoreFault;
use crate::database::{Connection, Repeated, RowWriter, query};
use crate::tables::Table;

/// Numbers that one statement ends: in a file somebody may wait for it.
const NUMBERS: usize = 1_000;

/// Inserts rows; `write` gives one value a column of [`Table::written`], in its order.
pub(crate) async fn insert<'r, T>(
    connection: &mut Connection,
    table: &Table<'_>,
    rows: &'r [T],
    write: impl FnMut(&mut RowWriter<'r>, &'r T),
) -> Result<(), StoreFault> {
    connection.insert(table, Repeated::Refused, rows, write).await
}

/// [`insert`] of those rows whose key is not there yet.
pub(crate) async fn insert_new<'r, T>(
    connection: &mut Connection,
    table: &Table<'_>,
    rows: &'r [T],
    write: impl FnMut(&mut RowWriter<'r>, &'r T),
) -> Result<(), StoreFault> {
    connection.insert(table, Repeated::LeftOut, rows, write).await
}

/// Ends rows of a table by their numbers: they are true no more from a run on.
pub(crate) async fn end(
    connection: &mut Connection,
    table: &Table<'_>,
    run: i64,
    numbers: &[i64],
) -> Result<(), StoreFault> {
    let is_meant = connection.dialect().is_in("number", 2);
    for chunk in numbers.chunks(NUMBERS) {
        let statement = format!("UPDATE {} SET until_run = $1 WHERE {is_meant}", table.name);
        query(AssertSqlSafe(statement)).bind(run).bind(chunk).execute(connection).await?;
        connection.give_way().await?;
    }
    Ok(())
}
