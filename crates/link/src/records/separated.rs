//! Cells of several values, told apart.

use std::collections::BTreeMap;

use crate::specification::Specification;
use crate::standardise::values_of;
use crate::table::{Table, VALUE_SEPARATOR};
use crate::texts::Texts;

/// The columns that have a separator, by name, with [`VALUE_SEPARATOR`] between the values of a cell.
pub(crate) fn separated(specification: &Specification, table: &Table) -> BTreeMap<String, Texts> {
    let columns = specification.columns.iter().filter_map(|column| {
        let (separator, cells) = (column.separator.as_deref()?, table.column(&column.name)?);
        let mut texts = Texts::default();
        cells.iter().for_each(|cell| texts.push(&told_apart(cell, separator)));
        Some((column.name.clone(), texts))
    });
    columns.collect()
}

fn told_apart(cell: &str, separator: &str) -> String {
    let mut joined = String::with_capacity(cell.len());
    for value in values_of(cell, separator) {
        if !joined.is_empty() {
            joined.push(VALUE_SEPARATOR);
        }
        joined.push_str(&value);
    }
    joined
}
