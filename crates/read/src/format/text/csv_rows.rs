//! Separated values.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use dolen_model::{Bilingual, Problem};
use encoding_rs::WINDOWS_1252;

use super::delimiter::sniff;
use super::record::{Ended, Record};
use super::{Guard, Progress, beginning, seek, stopped};
use crate::feed::{Encoding, Feed};
use crate::format::{Cell, FormatError, HeaderReport, RawRow, Wanted, both, file_problem, too_wide};
use crate::{Limits, Source};

/// How the values are separated.
pub(crate) struct Shape<'a> {
    pub(crate) encoding: Encoding,
    pub(crate) delimiter: &'a str,
    pub(crate) title_rows: u64,
}

/// Bytes looked at to find the delimiter.
const SNIFFED: usize = 64 << 10;

pub(crate) fn rows<E>(
    feed: &Feed,
    shape: &Shape<'_>,
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    wanted: &Wanted<'_>,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    let start = text_start(source, shape.encoding)?;
    let delimiter = match shape.delimiter.as_bytes() {
        [delimiter] => *delimiter,
        _ => {
            let sample = beginning(source, SNIFFED)?;
            sniff(feed, shape.title_rows, sample.get(start..).unwrap_or_default())
        }
    };
    seek(source, start as u64)?;
    let (mut guard, progress) = Guard::new(source, limits.record_bytes, limits.file_bytes);
    for _ in 0..shape.title_rows {
        if !skip_line(&mut guard).map_err(|_| stopped(&progress))? {
            break;
        }
        progress.record_ended();
    }
    let mut record = Record::default();

    let Some(header_line) = next(&mut guard, &progress, delimiter, &mut record)? else {
        return Err(file_problem("file-empty", None, None).into());
    };
    let width = record.len();
    if width > limits.columns {
        return Err(too_wide(header_line, width).into());
    }
    let names = record
        .iter()
        .map(|name| decode(name, shape.encoding, header_line).map(Cow::into_owned))
        .collect::<Result<Vec<_>, _>>()?;
    let places = header.place(feed, &names);
    if let Some(missing) = header.missing_required() {
        let missing = if width == 1 && feed.columns.len() > 1 { one_value(missing) } else { missing };
        return Err(file_problem("header-missing-column", Some(header_line), Some(missing)).into());
    }
    while let Some(line) = next(&mut guard, &progress, delimiter, &mut record)? {
        let mut cells = Vec::with_capacity(places.len());
        for (index, place) in places.iter().enumerate() {
            let bytes = place.filter(|_| wanted(index)).and_then(|place| record.get(place)).unwrap_or_default();
            cells.push(Cell::text(decode(bytes, shape.encoding, line)?.trim()));
        }
        let ragged = (record.len() != width).then_some((record.len(), width));
        let is_misquoted = record.is_misquoted();
        each(RawRow { line, cells, ragged, is_misquoted, ..RawRow::default() }).map_err(FormatError::Each)?;
    }
    Ok(())
}

/// What is missing from a header that is one value to the separator it was read with.
fn one_value(missing: Bilingual) -> Bilingual {
    both(
        format!("{}; the row is one value: are the columns separated by something else?", missing.en),
        format!("{}; un gwerth yw'r rhes: a yw'r colofnau wedi'u gwahanu gan rywbeth arall?", missing.cy),
    )
}

/// Reads the next record that holds anything, and answers the line on which it begins.
fn next<R: Read>(
    guard: &mut Guard<R>,
    progress: &Progress,
    delimiter: u8,
    record: &mut Record,
) -> Result<Option<u64>, Problem> {
    loop {
        progress.record_ended();
        let line = progress.line();
        match record.read(guard, delimiter).map_err(|_| stopped(progress))? {
            Ended::Record if record.is_blank() => {}
            Ended::Record => return Ok(Some(line)),
            Ended::Input => return Ok(None),
            Ended::InQuotes => return Err(file_problem("text-quote-open", Some(line), None)),
        }
    }
}

/// Steps over a byte order mark; refuses UTF-16.
fn text_start(source: &mut dyn Source, encoding: Encoding) -> Result<usize, Problem> {
    match (beginning(source, 3)?.as_slice(), encoding) {
        ([0xef, 0xbb, 0xbf], Encoding::Utf8) => Ok(3),
        ([0xef, 0xbb, 0xbf], Encoding::Windows1252) => {
            let detail = both(
                "the contract says windows-1252, and the file begins with the mark of UTF-8",
                "mae'r contract yn dweud windows-1252, a'r ffeil yn dechrau â nod UTF-8",
            );
            Err(file_problem("text-encoding", Some(1), Some(detail)))
        }
        ([0xff, 0xfe, ..] | [0xfe, 0xff, ..], _) => Err(file_problem("text-utf-16", None, None)),
        _ => Ok(0),
    }
}

/// Answers whether there was a line.
pub(super) fn skip_line<R: Read>(guard: &mut Guard<R>) -> std::io::Result<bool> {
    let mut any = false;
    loop {
        let bytes = guard.fill_buf()?;
        if bytes.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let count = end.map_or(bytes.len(), |end| end + 1);
        guard.consume(count);
        if end.is_some() {
            return Ok(true);
        }
    }
}

fn decode(bytes: &[u8], encoding: Encoding, line: u64) -> Result<Cow<'_, str>, Problem> {
    match encoding {
        Encoding::Utf8 => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| {
            let detail = both(
                "the contract says utf-8, and this line is not; it may be windows-1252",
                "mae'r contract yn dweud utf-8, ac nid felly'r llinell hon; gall fod yn windows-1252",
            );
            file_problem("text-encoding", Some(line), Some(detail))
        }),
        Encoding::Windows1252 => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}
