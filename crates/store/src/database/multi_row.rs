//! Many rows in few statements: a statement a row costs more than the row.

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use super::query::Query;
use super::{Connection, Repeated, RowWriter};
use crate::StoreFault;
use crate::tables::Table;

/// Parameters that one statement may have, below SQLite's 32,766.
const PARAMETERS: usize = 16_000;

/// Rows of an inserting statement: the largest that the rest still fills. Few shapes, so that each is prepared once and
/// found again; a statement made for every length would be parsed every time, and fill the cache of statements.
const SHAPES: [usize; 3] = [256, 16, 1];

/// Inserts rows by statements of many rows each.
pub(super) async fn insert<'r, T>(
    connection: &mut Connection,
    table: &Table<'_>,
    repeated: Repeated,
    mut rows: &'r [T],
    mut write: impl FnMut(&mut RowWriter<'r>, &'r T),
) -> Result<(), StoreFault> {
    let most = (PARAMETERS / table.written.len().max(1)).max(1);
    let mut last: Option<(usize, SqlStr)> = None;
    while !rows.is_empty() {
        let shape = SHAPES.into_iter().find(|shape| *shape <= rows.len().min(most)).unwrap_or(1);
        let (chunk, rest) = rows.split_at(shape.min(rows.len()));
        let mut writer = RowWriter::with_capacity(shape * table.written.len());
        for row in chunk {
            write(&mut writer, row);
        }
        let values = writer.finish(table, chunk.len())?;
        let text = match last.take() {
            Some((same, text)) if same == shape => text,
            _ => statement(table, repeated, shape),
        };
        last = Some((shape, text.clone()));
        Query { text, values, is_kept: true }.execute(connection).await?;
        connection.give_way().await?;
        rows = rest;
    }
    Ok(())
}

/// The statement for so many rows. Its parameters have no numbers: SQLite looks a numbered one up among all before it.
fn statement(table: &Table<'_>, repeated: Repeated, rows: usize) -> SqlStr {
    let row = format!("({})", vec!["?"; table.written.len()].join(", "));
    let mut text = format!("INSERT INTO {} ({}) VALUES ", table.name, table.written.join(", "));
    text.push_str(&vec![row; rows].join(", "));
    if repeated == Repeated::LeftOut {
        text.push_str(&format!(" ON CONFLICT ({}) DO NOTHING", table.key.join(", ")));
    }
    AssertSqlSafe(text).into_sql_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table<'static> = Table { name: "thing", key: &["id", "load"], written: &["id", "load", "line"] };

    #[test]
    fn a_statement_names_every_column_and_has_a_parameter_for_each_of_every_row() {
        assert_eq!(
            statement(&TABLE, Repeated::Refused, 2).as_str(),
            "INSERT INTO thing (id, load, line) VALUES (?, ?, ?), (?, ?, ?)"
        );
        assert_eq!(
            statement(&TABLE, Repeated::LeftOut, 1).as_str(),
            "INSERT INTO thing (id, load, line) VALUES (?, ?, ?) ON CONFLICT (id, load) DO NOTHING"
        );
    }

    #[test]
    fn a_row_with_a_value_too_few_or_too_many_is_refused() {
        for values in [2, 4] {
            let mut writer = RowWriter::with_capacity(4);
            for value in 0..values {
                writer.push(value);
            }
            assert!(writer.finish(&TABLE, 1).is_err(), "{values} values");
        }
    }
}
