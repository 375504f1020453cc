//! Whether a column of dates is in the order that its contract says. `03/04/1987` does not tell; `04/23/1987` tells for the
//! whole column, wherever in the file it stands.

use crate::Limits;
use crate::Source;
use crate::feed::{Column, ColumnType, DateOrder, Feed};
use crate::format::{Cell, HeaderReport, RawRow, rows};
use crate::map::is_in_other_order;

/// The columns of which nothing may be read, because a value of them is possible only in the other order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateOrders {
    /// By column of the contract.
    columns: Vec<bool>,
    /// By rule of attributes and its column.
    groups: Vec<Vec<bool>>,
}

impl DateOrders {
    pub(crate) fn is_other(&self, column: usize) -> bool {
        self.columns.get(column).copied().unwrap_or(false)
    }

    pub(crate) fn is_other_in_group(&self, rule: usize, column: usize) -> bool {
        self.groups.get(rule).and_then(|columns| columns.get(column)).copied().unwrap_or(false)
    }
}

/// Whether the contract's own order could be taken for the other one.
const fn is_doubtful(column: &Column) -> bool {
    matches!(column.kind, ColumnType::Date) && matches!(column.date_order, DateOrder::DayFirst | DateOrder::MonthFirst)
}

/// Looks through the file. A file that cannot be read to its end is judged when its rows are read.
pub(crate) fn scan(feed: &Feed, source: &mut dyn Source, limits: &Limits) -> DateOrders {
    let mut orders = DateOrders {
        columns: vec![false; feed.columns.len()],
        groups: feed.attributes.iter().map(|rule| vec![false; rule.columns.len()]).collect(),
    };
    let doubtful: Vec<bool> = feed.columns.iter().map(is_doubtful).collect();
    let in_groups = feed.attributes.iter().any(|rule| rule.columns.iter().any(is_doubtful));
    if !in_groups && !doubtful.contains(&true) {
        return orders;
    }
    let mut rows_left = limits.rows;
    let mut look = |row: RawRow| -> Result<(), ()> {
        rows_left = rows_left.checked_sub(1).ok_or(())?;
        mark(&mut orders.columns, &feed.columns, &row.cells);
        for (rule, cells) in &row.groups {
            if let (Some(found), Some(rule)) = (orders.groups.get_mut(*rule), feed.attributes.get(*rule)) {
                mark(found, &rule.columns, cells);
            }
        }
        Ok(())
    };
    let is_wanted = |column: usize| doubtful.get(column).copied().unwrap_or(false);
    let mut header = HeaderReport::default();
    // What is wrong with the file is told when its rows are read.
    drop(rows(feed, source, limits, &mut header, &is_wanted, &mut look));
    orders
}

fn mark(found: &mut [bool], columns: &[Column], cells: &[Cell]) {
    for ((found, column), cell) in found.iter_mut().zip(columns).zip(cells) {
        *found |= is_doubtful(column) && cell.date.is_none() && is_in_other_order(&cell.text, column.date_order);
    }
}
