//! Values of rows on their way into a table.

use super::Value;
use crate::StoreFault;
use crate::tables::Table;

/// Takes the values of rows, one after the other.
pub(crate) struct RowWriter<'r> {
    values: Vec<Value<'r>>,
}

impl<'r> RowWriter<'r> {
    pub(super) fn with_capacity(values: usize) -> Self {
        Self { values: Vec::with_capacity(values) }
    }

    /// The value of the next column.
    pub(crate) fn push(&mut self, value: impl Into<Value<'r>>) -> &mut Self {
        self.values.push(value.into());
        self
    }

    /// The values of so many rows. A value too few would move all that follow into the wrong column.
    pub(super) fn finish(self, table: &Table<'_>, rows: usize) -> Result<Vec<Value<'r>>, StoreFault> {
        if self.values.len() != rows * table.written.len() {
            return Err(StoreFault::content(table.name, "a row needs one value a column"));
        }
        Ok(self.values)
    }
}
