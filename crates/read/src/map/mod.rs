//! From a row of text to a row of the hub's own fields, by the contract.

mod attributes;
mod cross_row;
mod damage;
mod date;
mod postcode;
mod row;
mod totals;
mod value;

pub(crate) use cross_row::CrossRow;
pub(crate) use date::is_in_other_order;
pub(crate) use row::map_row;
pub(crate) use totals::{is_declared_totals, is_undeclared_totals};

/// A problem of a row without a value.
pub(crate) fn row_problem(row: &crate::format::RawRow, id: &'static str, column: Option<&str>) -> dolen_model::Problem {
    row::problem(row, id, column, None)
}
