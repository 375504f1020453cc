//! From bytes to rows of text, one module a format.

mod csv_rows;
mod guard;
mod header;
mod raw_row;
mod spreadsheet;
mod workbook_guard;
mod xml;

use crate::feed::{Encoding, Feed, Layout};
use crate::{Limits, Source};

pub(crate) use header::HeaderReport;
pub(crate) use raw_row::{Cell, FormatError, RawRow, file_problem};

/// Reads the rows of a file in their order.
pub(crate) fn rows<E>(
    feed: &Feed,
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    match &feed.layout {
        Layout::Csv { encoding, delimiter, title_rows, .. } => {
            let shape = csv_rows::Shape { encoding: *encoding, delimiter, title_rows: *title_rows };
            csv_rows::rows(feed, &shape, source, limits, header, each)
        }
        Layout::Savvi {} => {
            let shape = csv_rows::Shape { encoding: Encoding::Utf8, delimiter: ",", title_rows: 0 };
            csv_rows::rows(feed, &shape, source, limits, header, each)
        }
        Layout::Xml { record } => xml::rows(feed, record, source, limits, header, each),
        Layout::Spreadsheet { sheets, title_rows, .. } => {
            spreadsheet::rows(feed, sheets, *title_rows, source, limits, header, each)
        }
    }
}
