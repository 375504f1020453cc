//! Separated values.

use std::io::{BufRead, Read, SeekFrom};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};
use dolen_model::Problem;
use encoding_rs::WINDOWS_1252;

use super::guard::{Guard, Progress, Stop};
use super::{Cell, FormatError, HeaderReport, RawRow, file_problem};
use crate::feed::{Encoding, Feed};
use crate::{Limits, Source};

/// How the values are separated.
pub(crate) struct Shape<'a> {
    pub(crate) encoding: Encoding,
    pub(crate) delimiter: &'a str,
    pub(crate) title_rows: u64,
}

/// Bytes looked at to find the delimiter.
const SNIFFED: u64 = 64 << 10;

pub(crate) fn rows<E>(
    feed: &Feed,
    shape: &Shape<'_>,
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    let start = text_start(source)?;
    let delimiter = match shape.delimiter.as_bytes() {
        [delimiter] => *delimiter,
        _ => sniff(source, start)?,
    };
    let (mut guard, progress) = Guard::new(source, limits.record_bytes, limits.file_bytes);
    for _ in 0..shape.title_rows {
        skip_line(&mut guard).map_err(|_| stopped(&progress))?;
        progress.record_ended();
    }
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(guard);
    let mut record = ByteRecord::new();
    let mut next = |record: &mut ByteRecord| -> Result<Option<u64>, Problem> {
        let more = reader.read_byte_record(record).map_err(|_| stopped(&progress))?;
        progress.record_ended();
        let line = record.position().map_or(0, csv::Position::line) + shape.title_rows;
        Ok(more.then_some(line))
    };
    let decode = |bytes: &[u8], line: u64| decode(bytes, shape.encoding, line);

    let Some(header_line) = next(&mut record)? else {
        return Err(file_problem("file-empty", None, None).into());
    };
    if record.len() > limits.columns {
        return Err(
            file_problem("header-too-wide", Some(header_line), Some(format!("{} columns", record.len()))).into()
        );
    }
    let names = record.iter().map(|name| decode(name, header_line)).collect::<Result<Vec<_>, _>>()?;
    let width = names.len();
    let places = header.place(feed, &names);
    if let Some(missing) = header.missing_required() {
        return Err(file_problem("header-missing-column", Some(header_line), Some(missing)).into());
    }
    while let Some(line) = next(&mut record)? {
        // A line of blanks between or under the rows is no row.
        if record.iter().all(<[u8]>::is_empty) && record.len() <= 1 {
            continue;
        }
        let mut cells = Vec::with_capacity(places.len());
        for place in &places {
            let bytes = place.and_then(|place| record.get(place)).unwrap_or_default();
            cells.push(Cell::text(decode(bytes, line)?.trim()));
        }
        let ragged = (record.len() != width).then_some((record.len(), width));
        each(RawRow { part: None, line, cells, groups: Vec::new(), ragged }).map_err(FormatError::Each)?;
    }
    Ok(())
}

/// Steps over a byte order mark; refuses UTF-16.
fn text_start(source: &mut dyn Source) -> Result<u64, Problem> {
    let unreadable = |fault: std::io::Error| file_problem("file-unreadable", None, Some(fault.kind().to_string()));
    let mut mark = [0; 3];
    let mut read = 0;
    while let Some(rest) = mark.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match source.read(rest).map_err(unreadable)? {
            0 => break,
            count => read += count,
        }
    }
    let start = match mark {
        [0xef, 0xbb, 0xbf] => 3,
        [0xff, 0xfe, _] | [0xfe, 0xff, _] => return Err(file_problem("text-utf-16", None, None)),
        _ => 0,
    };
    source.seek(SeekFrom::Start(start)).map_err(unreadable)
}

/// The separator that stands most often outside quotation marks in the first lines.
fn sniff(source: &mut dyn Source, start: u64) -> Result<u8, Problem> {
    let unreadable = |fault: std::io::Error| file_problem("file-unreadable", None, Some(fault.kind().to_string()));
    let mut sample = Vec::new();
    (&mut *source).take(SNIFFED).read_to_end(&mut sample).map_err(unreadable)?;
    source.seek(SeekFrom::Start(start)).map_err(unreadable)?;
    let mut quoted = false;
    let mut counts = [(b',', 0_u64), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in sample {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte && !quoted) {
            *count += 1;
        }
    }
    // The first of the most frequent.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    Ok(counts.iter().find(|(_, count)| *count == most).map_or(b',', |(delimiter, _)| *delimiter))
}

fn skip_line<R: Read>(guard: &mut Guard<R>) -> std::io::Result<()> {
    loop {
        let bytes = guard.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let count = end.map_or(bytes.len(), |end| end + 1);
        guard.consume(count);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// What the guard's stop means.
pub(crate) fn stopped(progress: &Rc<Progress>) -> Problem {
    match progress.stopped() {
        Some(Stop::Nul { line }) => file_problem("text-nul", Some(line), None),
        Some(Stop::Record { line }) => file_problem("record-size", Some(line), None),
        Some(Stop::File) => file_problem("file-size", None, None),
        None => file_problem("file-unreadable", Some(progress.line()), None),
    }
}

fn decode(bytes: &[u8], encoding: Encoding, line: u64) -> Result<String, Problem> {
    match encoding {
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => {
                let detail = "the contract says utf-8, and this line is not; it may be windows-1252".to_owned();
                Err(file_problem("text-encoding", Some(line), Some(detail)))
            }
        },
        Encoding::Windows1252 => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
    }
}
