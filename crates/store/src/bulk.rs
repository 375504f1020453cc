//! Many rows in few statements: a statement a row costs more than the row.

use sqlx::query_builder::Separated;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::StoreFault;

/// Parameters that one statement may have, below SQLite's 32,766 and PostgreSQL's 65,535.
const PARAMETERS: usize = 16_000;

/// Rows of an inserting statement: the largest that the rest still fills. Few shapes, so that each is prepared once and
/// found again; a statement made for every length would be parsed every time, and fill the cache of statements.
const SHAPES: [usize; 3] = [256, 16, 1];

/// Inserts rows; `into` is `INSERT INTO table (columns) `, `columns` their number, `bind` pushes one value a column.
pub(crate) async fn insert<T>(
    connection: &mut SqliteConnection,
    into: &'static str,
    columns: usize,
    rows: &[T],
    bind: impl FnMut(&mut Separated<'_, Sqlite, &'static str>, &T),
) -> Result<(), StoreFault> {
    insert_or(connection, (into, ""), columns, rows, bind).await
}

/// [`insert`] with what stands behind the values, such as ` ON CONFLICT (id) DO NOTHING`.
pub(crate) async fn insert_or<T>(
    connection: &mut SqliteConnection,
    (into, conflict): (&'static str, &'static str),
    columns: usize,
    mut rows: &[T],
    mut bind: impl FnMut(&mut Separated<'_, Sqlite, &'static str>, &T),
) -> Result<(), StoreFault> {
    let most = (PARAMETERS / columns.max(1)).max(1);
    while !rows.is_empty() {
        let shape = SHAPES.into_iter().find(|shape| *shape <= rows.len().min(most)).unwrap_or(1);
        let (chunk, rest) = rows.split_at(shape.min(rows.len()));
        let mut builder = QueryBuilder::new(into);
        builder.push_values(chunk, |mut separated, row| bind(&mut separated, row));
        builder.push(conflict);
        builder.build().execute(&mut *connection).await?;
        rows = rest;
    }
    Ok(())
}

/// Ends rows of a table by their numbers: they are true no more from a run on.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    table: &'static str,
    run: i64,
    numbers: &[i64],
) -> Result<(), StoreFault> {
    for chunk in numbers.chunks(PARAMETERS) {
        let mut builder = QueryBuilder::new("UPDATE ");
        builder.push(table).push(" SET until_run = ").push_bind(run).push(" WHERE number IN (");
        let mut separated = builder.separated(", ");
        for number in chunk {
            separated.push_bind(*number);
        }
        builder.push(")");
        builder.build().execute(&mut *connection).await?;
    }
    Ok(())
}
