//! The input: rows of text in columns, each distinct text kept once.

use crate::interner::Interner;

/// Stands between the values of a cell that holds several.
pub const VALUE_SEPARATOR: char = '\u{1f}';

/// Rows of named columns. A cell is a number into the distinct texts of its column, so that a value is standardised and
/// compared once however many rows hold it.
pub struct Table {
    names: Vec<String>,
    columns: Vec<Column>,
    sources: Column,
    ids: Texts,
}

/// One column: a code a row, and the text of each code. Code 0 is the empty cell.
#[derive(Default)]
pub(crate) struct Column {
    codes: Vec<u32>,
    distinct: Interner,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(names: &[&str]) -> Self {
        Self {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            columns: names.iter().map(|_| Column::default()).collect(),
            sources: Column::default(),
            ids: Texts::default(),
        }
    }

    /// Adds a row. Values come in the order of the columns; those that are missing at the end are empty. Several values
    /// of one cell are joined by [`VALUE_SEPARATOR`].
    pub fn push<'a>(&mut self, source: &str, id: &str, values: impl IntoIterator<Item = Option<&'a str>>) {
        self.sources.push(source);
        self.ids.push(id);
        let mut values = values.into_iter();
        for column in &mut self.columns {
            column.push(values.next().flatten().map_or("", str::trim));
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.sources.codes.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.names
    }

    /// The source of a row; empty outside the table.
    pub fn source(&self, row: u32) -> &str {
        self.sources.text_of_row(row)
    }

    /// The id of a row in its source; empty outside the table.
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row)
    }

    /// A number for each row's source: rows of one source share it.
    pub fn source_codes(&self) -> &[u32] {
        &self.sources.codes
    }

    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        let place = self.names.iter().position(|known| known == name)?;
        self.columns.get(place)
    }

    /// Rows in the order of source, then id, then content: an order that does not depend on how they were pushed.
    pub(crate) fn canonical_order(&self) -> Vec<u32> {
        let rows = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..rows).collect();
        let key = |row: u32| (self.source(row), self.id(row));
        order.sort_by(|&left, &right| {
            key(left).cmp(&key(right)).then_with(|| {
                let texts = |row: u32| self.columns.iter().map(move |column| column.text_of_row(row));
                texts(left).cmp(texts(right))
            })
        });
        order
    }
}

impl Column {
    fn push(&mut self, text: &str) {
        if self.distinct.is_empty() {
            self.distinct.intern("");
        }
        let code = self.distinct.intern(text);
        self.codes.push(code);
    }

    pub(crate) fn code(&self, row: u32) -> u32 {
        self.codes.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn text_of_row(&self, row: u32) -> &str {
        self.distinct.text(self.code(row))
    }

    pub(crate) const fn distinct(&self) -> &Interner {
        &self.distinct
    }
}

/// Texts end to end in one buffer.
#[derive(Default)]
struct Texts {
    buffer: String,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len());
    }

    fn get(&self, index: u32) -> &str {
        let index = index as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.buffer.get(start..end).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_pushed() {
        let mut table = Table::new(&["a", "b"]);
        table.push("s", "1", [Some(" x "), None]);
        table.push("t", "2", [Some("y")]);
        assert_eq!((table.len(), table.source(1), table.id(1)), (2, "t", "2"));
        let column = table.column("a").unwrap();
        assert_eq!((column.text_of_row(0), column.text_of_row(1)), ("x", "y"));
        assert_eq!(table.column("b").unwrap().text_of_row(1), "");
        assert!(table.column("c").is_none());
    }

    #[test]
    fn canonical_order_ignores_the_order_of_arrival() {
        let mut table = Table::new(&["a"]);
        table.push("b", "1", [Some("x")]);
        table.push("a", "2", [Some("x")]);
        table.push("a", "1", [Some("x")]);
        assert_eq!(table.canonical_order(), [2, 1, 0]);
    }
}
