//! Many rows by COPY in its binary form: PostgreSQL's manual, "COPY", "Binary Format".

use sqlx::{AssertSqlSafe, PgConnection};

use crate::StoreFault;
use crate::database::{Repeated, RowWriter, Value};
use crate::tables::Table;

/// What a stream begins with: signature, no flags, no extension.
const BEGIN: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What it ends with, in the place of a number of columns.
const END: [u8; 2] = (-1_i16).to_be_bytes();
/// In the place of a length: there is no value.
const NONE: [u8; 4] = (-1_i32).to_be_bytes();
/// Bytes that are sent at once.
const PIECE: usize = 64 * 1024;

/// Inserts rows; see [`crate::database::Connection::insert`]. They arrive in a table that lasts as long as the transaction:
/// COPY goes into no table with row security, and knows no conflict.
pub(in crate::database) async fn insert<'r, T>(
    connection: &mut PgConnection,
    table: &Table<'_>,
    repeated: Repeated,
    rows: &'r [T],
    write: impl FnMut(&mut RowWriter<'r>, &'r T),
) -> Result<(), StoreFault> {
    if rows.is_empty() {
        return Ok(());
    }
    let (name, columns, key) = (table.name, table.written.join(", "), table.key.join(", "));
    let arriving = format!("arriving_{name}");
    let make = format!(
        "CREATE TEMPORARY TABLE IF NOT EXISTS {arriving} ON COMMIT DELETE ROWS AS SELECT {columns} FROM {name} WITH NO DATA"
    );
    sqlx::query(AssertSqlSafe(make)).execute(&mut *connection).await?;
    copy(connection, table, &arriving, rows, write).await?;
    let left_out = match repeated {
        Repeated::Refused => String::new(),
        Repeated::LeftOut => format!(" ON CONFLICT ({key}) DO NOTHING"),
    };
    let keep = format!("INSERT INTO {name} ({columns}) SELECT {columns} FROM {arriving}{left_out}");
    sqlx::query(AssertSqlSafe(keep)).execute(&mut *connection).await?;
    sqlx::query(AssertSqlSafe(format!("TRUNCATE {arriving}"))).execute(connection).await?;
    Ok(())
}

async fn copy<'r, T>(
    connection: &mut PgConnection,
    table: &Table<'_>,
    into: &str,
    rows: &'r [T],
    mut write: impl FnMut(&mut RowWriter<'r>, &'r T),
) -> Result<(), StoreFault> {
    let statement = format!("COPY {into} ({}) FROM STDIN (FORMAT binary)", table.written.join(", "));
    let mut stream = connection.copy_in_raw(&statement).await?;
    let mut piece = Vec::with_capacity(PIECE + PIECE / 8);
    piece.extend_from_slice(BEGIN);
    for row in rows {
        let mut writer = RowWriter::with_capacity(table.written.len());
        write(&mut writer, row);
        let encoded = writer.finish(table, 1).and_then(|values| encode(table, &values, &mut piece));
        if let Err(fault) = encoded {
            // Else the connection would wait for the rest.
            stream.abort("a row could not be written").await?;
            return Err(fault);
        }
        if piece.len() >= PIECE {
            stream.send(std::mem::take(&mut piece)).await?;
            piece.reserve(PIECE + PIECE / 8);
        }
    }
    piece.extend_from_slice(&END);
    stream.send(piece).await?;
    stream.finish().await?;
    Ok(())
}

/// Appends a row: the number of its columns, and of each the length and the bytes.
fn encode(table: &Table<'_>, values: &[Value<'_>], piece: &mut Vec<u8>) -> Result<(), StoreFault> {
    let long = |_| StoreFault::content(table.name, "a value is too long for a column");
    piece.extend_from_slice(&i16::try_from(values.len()).map_err(long)?.to_be_bytes());
    for value in values {
        let mut put = |bytes: &[u8]| -> Result<(), StoreFault> {
            piece.extend_from_slice(&i32::try_from(bytes.len()).map_err(long)?.to_be_bytes());
            piece.extend_from_slice(bytes);
            Ok(())
        };
        match value {
            Value::Integer(Some(integer)) => put(&integer.to_be_bytes())?,
            Value::Text(Some(text)) => put(text.as_bytes())?,
            Value::Bytes(Some(bytes)) => put(bytes)?,
            Value::Real(real) => put(&real.to_be_bytes())?,
            Value::Boolean(boolean) => put(&[u8::from(*boolean)])?,
            Value::Integer(None) | Value::Text(None) | Value::Bytes(None) => piece.extend_from_slice(&NONE),
            Value::Integers(_) | Value::Texts(_) => {
                return Err(StoreFault::content(table.name, "a column holds no list"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table<'static> = Table { name: "thing", key: &["id"], written: &["id", "text", "is_so", "part"] };

    #[test]
    fn a_row_is_the_count_of_columns_and_each_with_its_length() {
        let mut piece = Vec::new();
        let values = [Value::from(1_i64), Value::from("ŷ"), Value::from(true), Value::from(None::<&str>)];
        encode(&TABLE, &values, &mut piece).unwrap();
        let wanted: &[&[u8]] = &[
            &[0, 4],
            &[0, 0, 0, 8],
            &[0, 0, 0, 0, 0, 0, 0, 1],
            &[0, 0, 0, 2],
            "ŷ".as_bytes(),
            &[0, 0, 0, 1, 1],
            &[255; 4],
        ];
        assert_eq!(piece, wanted.concat());
    }
}
