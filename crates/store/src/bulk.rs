//! Many rows in few statements: a statement a row costs more than the row.

use sqlx::query_builder::Separated;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::StoreFault;

/// Parameters that one statement may have, below SQLite's 32,766 and PostgreSQL's 65,535.
const PARAMETERS: usize = 16_000;

/// Inserts rows; `into` is `INSERT INTO table (columns) `, `columns` their number, `bind` pushes one value a column.
pub(crate) async fn insert<T>(
    connection: &mut SqliteConnection,
    into: &'static str,
    columns: usize,
    rows: &[T],
    mut bind: impl FnMut(&mut Separated<'_, Sqlite, &'static str>, &T),
) -> Result<(), StoreFault> {
    for chunk in rows.chunks((PARAMETERS / columns.max(1)).max(1)) {
        let mut builder = QueryBuilder::new(into);
        builder.push_values(chunk, |mut separated, row| bind(&mut separated, row));
        builder.build().execute(&mut *connection).await?;
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
