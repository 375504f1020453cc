//! From bytes to rows of text, one module a format.

mod header;
mod raw_row;
mod spreadsheet;
mod text;
mod xml;

use crate::feed::{Encoding, Feed, Layout};
use crate::{Limits, Source};

pub(crate) use header::HeaderReport;
pub(crate) use raw_row::{Cell, FormatError, RawRow, both, file_problem, too_wide};

/// Which columns of the contract the receiver looks at, by index; the cells of the others may stay empty.
pub(crate) type Wanted<'a> = dyn Fn(usize) -> bool + 'a;

/// Reads the rows of a file in their order.
pub(crate) fn rows<E>(
    feed: &Feed,
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    wanted: &Wanted<'_>,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    match &feed.layout {
        Layout::Csv { encoding, delimiter, title_rows, .. } => {
            let shape = text::Shape { encoding: *encoding, delimiter, title_rows: *title_rows };
            text::rows(feed, &shape, source, limits, header, wanted, each)
        }
        Layout::Savvi {} => {
            let shape = text::Shape { encoding: Encoding::Utf8, delimiter: ",", title_rows: 0 };
            text::rows(feed, &shape, source, limits, header, wanted, each)
        }
        Layout::Xml { record } => xml::rows(feed, record, source, limits, header, each),
        Layout::Spreadsheet { sheets, title_rows, .. } => {
            spreadsheet::rows(feed, sheets, *title_rows, source, limits, header, each)
        }
    }
}
