//! Which columns of a table are in a stream. Those of an older schema are a part of those of this version.

use crate::tables::{ARCHIVED, Archived, Column};

/// A table as a stream has it.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) table: &'static Archived,
    pub(crate) columns: Vec<&'static Column>,
}

impl Shape {
    /// Names of the columns.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }
}

/// Every table of this version's schema.
pub(crate) fn present() -> Vec<Shape> {
    ARCHIVED.iter().map(|table| Shape { table, columns: table.columns.iter().collect() }).collect()
}
