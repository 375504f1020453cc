//! Cells of a file as they are stored.

use sqlx::{Row as _, SqliteConnection};

use crate::home::Home;

/// Cells of a table that has a sequence, as they are stored.
pub(super) struct Raw(SqliteConnection);

/// A stored cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    column: String,
    value: Stored,
}

#[derive(Clone, Debug)]
enum Stored {
    Empty,
    Integer(i64),
    Text(Vec<u8>),
    Bytes(Vec<u8>),
}

impl std::fmt::Display for Cell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.column)
    }
}

impl Cell {
    /// Bits of its value.
    pub(super) fn bits(&self) -> usize {
        match &self.value {
            Stored::Empty => 0,
            Stored::Integer(_) => 64,
            Stored::Text(bytes) | Stored::Bytes(bytes) => bytes.len() * 8,
        }
    }

    /// The same with another bit; none where that is no value that can be stored.
    pub(super) fn with_flipped(&self, bit: usize) -> Option<Self> {
        let mut changed = self.clone();
        match &mut changed.value {
            Stored::Empty => return None,
            Stored::Integer(number) => *number ^= 1 << bit,
            Stored::Text(bytes) | Stored::Bytes(bytes) => *bytes.get_mut(bit / 8)? ^= 1 << (bit % 8),
        }
        Some(changed)
    }
}

impl Raw {
    pub(super) async fn open(home: &Home) -> Self {
        let mut connection = home.file().await;
        // Nothing is kept beyond the test.
        sqlx::raw_sql("PRAGMA synchronous = OFF").execute(&mut connection).await.unwrap();
        Self(connection)
    }

    /// Every cell of a row.
    pub(super) async fn cells(&mut self, table: &str, sequence: i64) -> Vec<Cell> {
        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns = sqlx::query(sqlx::AssertSqlSafe(columns)).fetch_all(&mut self.0).await.unwrap();
        let mut cells = Vec::new();
        for column in columns {
            let column: String = column.get(0);
            let cell = format!(
                "SELECT typeof({column}), CAST({column} AS BLOB), CASE typeof({column}) WHEN 'integer' THEN {column} END
                 FROM {table} WHERE sequence = $1"
            );
            let row = sqlx::query(sqlx::AssertSqlSafe(cell)).bind(sequence).fetch_one(&mut self.0).await.unwrap();
            let value = match row.get(0) {
                "null" => Stored::Empty,
                "integer" => Stored::Integer(row.get(2)),
                "text" => Stored::Text(row.get(1)),
                _ => Stored::Bytes(row.get(1)),
            };
            cells.push(Cell { column, value });
        }
        cells
    }

    /// Sets a cell; answers the row's sequence as it is then, and none where the database refuses the value.
    pub(super) async fn set(&mut self, table: &str, sequence: i64, cell: &Cell) -> Option<i64> {
        let (column, value) =
            (&cell.column, if matches!(cell.value, Stored::Text(_)) { "CAST($1 AS TEXT)" } else { "$1" });
        let update = format!("UPDATE {table} SET {column} = {value} WHERE sequence = $2");
        let update = sqlx::query(sqlx::AssertSqlSafe(update));
        let update = match cell.value.clone() {
            Stored::Empty => update.bind(None::<i64>),
            Stored::Integer(number) => update.bind(number),
            Stored::Text(bytes) | Stored::Bytes(bytes) => update.bind(bytes),
        };
        update.bind(sequence).execute(&mut self.0).await.ok()?;
        match cell.value {
            Stored::Integer(number) if column == "sequence" => Some(number),
            _ => Some(sequence),
        }
    }
}
