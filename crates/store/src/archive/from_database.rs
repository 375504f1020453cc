//! Rows out of a database.

use futures_util::TryStreamExt as _;
use sqlx::AssertSqlSafe;

use super::cell::Cell;
use super::shape::{Shape, present};
use super::sink::{Flow, newest};
use super::{ArchiveFault, Counted, Sink, Told};
use crate::StoreFault;
use crate::database::{Connection, query};

/// Sends the rows of tables, as a transaction that reads one state sees them.
pub(super) async fn send(
    connection: &mut Connection,
    shapes: Vec<Shape>,
    into: Sink<'_>,
    told: Told<'_>,
) -> Result<Vec<Counted>, ArchiveFault> {
    let mut flow = Flow::begin(into, newest(), told)?;
    for shape in shapes {
        let (names, table) = (shape.names().join(", "), shape.table);
        let statement = format!("SELECT {names} FROM {} ORDER BY {}", table.name, table.key.join(", "));
        let columns = shape.columns.clone();
        flow.table(shape)?;
        let mut rows = query(AssertSqlSafe(statement)).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let cells = columns.iter().enumerate().map(|(place, column)| Cell::of(&row, place, column));
            flow.row(cells.collect::<Result<_, StoreFault>>()?).await?;
        }
        drop(rows);
        flow.end_table().await?;
    }
    flow.end()
}

/// How many rows there are in all tables.
pub(super) async fn count(connection: &mut Connection) -> Result<u64, StoreFault> {
    let mut count = 0;
    for shape in present() {
        let statement = format!("SELECT COUNT(*) FROM {}", shape.table.name);
        let row = query(AssertSqlSafe(statement)).fetch_one(&mut *connection).await?;
        count += u64::try_from(row.try_get::<i64>(0)?).unwrap_or_default();
    }
    Ok(count)
}
