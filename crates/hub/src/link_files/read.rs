//! CSV files as rows of text.

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use encoding_rs::WINDOWS_1252;

use super::fault::LinkFilesFault;

/// Bytes of the header line at most; more is not a CSV.
const HEADER: usize = 1 << 20;

/// Bytes of one line at most; a longer one is not a CSV.
const ROW: usize = 1 << 24;

/// Lines of one row at most: a quote that is never closed would else take the rest of the file for one cell.
const LINES: u64 = 1_000;

/// An opened CSV: its header, and its rows to come.
pub(super) struct Csv<'a> {
    name: String,
    pub(super) header: Vec<String>,
    rows: csv::Reader<Box<dyn Read + Send + 'a>>,
    /// The last byte that was read and ends no line.
    last: Arc<AtomicU8>,
    /// The line of the row before, where its last cell runs over several.
    over_lines: Option<u64>,
    number: u64,
}

/// A row: its number from 1, its cells, and whether it has more cells than the header, so that no cell can be trusted.
#[derive(Clone, Default)]
pub(super) struct Row {
    pub(super) number: u64,
    pub(super) cells: csv::StringRecord,
    pub(super) is_ragged: bool,
}

impl<'a> Csv<'a> {
    /// Reads the header, and finds the delimiter in it: comma, semicolon, bar or tabulator, whichever stands there most.
    pub(super) fn open(name: &str, reader: Box<dyn Read + Send + 'a>) -> Result<Self, LinkFilesFault> {
        let access = |cause| LinkFilesFault::Access { file: name.to_owned(), cause };
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        let mut first = Vec::new();
        reader.by_ref().take(HEADER as u64).read_until(b'\n', &mut first).map_err(access)?;
        if first.is_empty() {
            return Err(LinkFilesFault::Empty(name.to_owned()));
        }
        if first.contains(&0) || first.len() >= HEADER {
            let cause = "its first line is no header of text".to_owned();
            return Err(LinkFilesFault::NotCsv { file: name.to_owned(), cause });
        }
        let delimiter = delimiter(&first);
        if first.starts_with(b"\xef\xbb\xbf") {
            first.drain(..3);
        }
        let last = Arc::new(AtomicU8::new(0));
        let limited = RowLimit { inner: reader, in_row: 0, last: Arc::clone(&last) };
        let all: Box<dyn Read + Send + 'a> = Box::new(std::io::Cursor::new(first).chain(limited));
        let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(all);
        let header = rows.byte_headers().map_err(|fault| faulty(name, fault))?;
        let header: Vec<String> = header.iter().map(|cell| decode(cell).trim().to_owned()).collect();
        if header.iter().all(String::is_empty) {
            return Err(LinkFilesFault::Empty(name.to_owned()));
        }
        if header.iter().any(|cell| is_value(cell)) {
            return Err(LinkFilesFault::NoHeader(name.to_owned()));
        }
        Ok(Self { name: name.to_owned(), header, rows, last, over_lines: None, number: 0 })
    }

    /// Reads the next row into one that was read before; `false` at the end.
    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool, LinkFilesFault> {
        let mut record = std::mem::take(&mut row.cells).into_byte_record();
        if !self.rows.read_byte_record(&mut record).map_err(|fault| faulty(&self.name, fault))? {
            return self.end();
        }
        self.number += 1;
        let first = record.position().map_or(0, csv::Position::line);
        if self.rows.position().line().saturating_sub(first) > LINES {
            let cause = format!("the row on line {first} runs over more than {LINES} lines: close its quote");
            return Err(LinkFilesFault::NotCsv { file: self.name.clone(), cause });
        }
        self.over_lines = record.iter().next_back().is_some_and(|cell| cell.contains(&b'\n')).then_some(first);
        let is_ragged = record.len() > self.header.len();
        let read = if record.as_slice().contains(&0) { Err(record) } else { text(record) };
        let cells = read.unwrap_or_else(|record| record.iter().map(decode).collect());
        *row = Row { number: self.number, cells, is_ragged };
        Ok(true)
    }

    /// The file has no more rows, unless it ends inside a quote: the last cell then runs on to its end.
    fn end(&self) -> Result<bool, LinkFilesFault> {
        match self.over_lines {
            Some(first) if self.last.load(Ordering::Relaxed) != b'"' => {
                let cause =
                    format!("a quote in the row on line {first} is never closed: all after it would be one cell");
                Err(LinkFilesFault::NotCsv { file: self.name.clone(), cause })
            }
            _ => Ok(false),
        }
    }
}

/// Whether a cell can be no name of a column: a date, a telephone or NHS number. Names of columns are told to the user, a
/// person's values are not, and a row that is taken for a header is lost.
fn is_value(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits >= 6 && !cell.chars().any(char::is_alphabetic)
}

fn faulty(name: &str, fault: csv::Error) -> LinkFilesFault {
    let text = fault.to_string();
    match fault.into_kind() {
        csv::ErrorKind::Io(cause) => LinkFilesFault::Access { file: name.to_owned(), cause },
        _ => LinkFilesFault::NotCsv { file: name.to_owned(), cause: text },
    }
}

/// The cells of a row in UTF-8; the row where some are not.
fn text(record: csv::ByteRecord) -> Result<csv::StringRecord, csv::ByteRecord> {
    csv::StringRecord::from_byte_record(record).map_err(csv::FromUtf8Error::into_byte_record)
}

/// UTF-8, else Windows-1252. Characters that no text holds are dropped.
fn decode(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

fn delimiter(line: &[u8]) -> u8 {
    let count = |wanted: u8| line.iter().filter(|&&byte| byte == wanted).count();
    // Of two that stand equally often, the one that comes later here: the comma.
    [b'\t', b'|', b';', b','].into_iter().max_by_key(|&candidate| count(candidate)).unwrap_or(b',')
}

/// Stops at a line that is longer than any row.
struct RowLimit<R> {
    inner: R,
    in_row: usize,
    last: Arc<AtomicU8>,
}

impl<R: Read> Read for RowLimit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let bytes = buffer.get(..count).unwrap_or(&[]);
        self.in_row = match bytes.iter().rposition(|&byte| byte == b'\n') {
            Some(place) => count - place - 1,
            None => self.in_row + count,
        };
        if let Some(&last) = bytes.iter().rfind(|byte| !matches!(byte, b'\r' | b'\n')) {
            self.last.store(last, Ordering::Relaxed);
        }
        if self.in_row > ROW {
            return Err(std::io::Error::other("a line is longer than 16 MB"));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> Result<Vec<(u64, Vec<String>, bool)>, LinkFilesFault> {
        let mut csv = Csv::open("f.csv", Box::new(text))?;
        let (mut rows, mut row) = (Vec::new(), Row::default());
        while csv.read(&mut row)? {
            rows.push((row.number, row.cells.iter().map(str::to_owned).collect(), row.is_ragged));
        }
        Ok(rows)
    }

    #[test]
    fn encodings_delimiters_and_ragged_rows_are_read() {
        let read = rows(b"\xef\xbb\xbfa;b\nSi\xe2n;1\n2\n3;4;5\n").unwrap();
        assert_eq!(read.len(), 3);
        assert_eq!(read[0], (1, vec!["Siân".to_owned(), "1".to_owned()], false));
        assert!(!read[1].2 && read[2].2);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_with_its_line() {
        let text = format!("a,b\n1,\"x\ny\"\n2,\"open\n{}", "3,x\n".repeat(2_000));
        let fault = rows(text.as_bytes()).unwrap_err().to_string();
        assert!(fault.contains("line 4 ") && fault.lines().count() == 1, "{fault}");
        for end in ["", "\n"] {
            let fault = rows(format!("a,b\n1,\"x\ny\"\n2,\"open\n3,x{end}").as_bytes()).unwrap_err().to_string();
            assert!(fault.contains("line 4 ") && fault.contains("never closed"), "{fault}");
            assert_eq!(rows(format!("a,b\n1,\"x\ny\"{end}").as_bytes()).unwrap().len(), 1);
            assert_eq!(rows(format!("a,b\n\"x\ny\",2{end}").as_bytes()).unwrap().len(), 1);
        }
    }

    #[test]
    fn a_row_is_not_taken_for_a_header_and_not_told() {
        for first in ["Jane,Smith,1985-03-04", "Jane,Smith,04/03/1985,X", "Jane;Smith;943 476 5919"] {
            let fault = rows(format!("{first}\nA,B,1990-01-01\n").as_bytes()).err().unwrap();
            assert!(matches!(fault, LinkFilesFault::NoHeader(_)) && !fault.to_string().contains("Smith"), "{fault}");
        }
        assert!(rows(b"forename,address_2011,2011\nA,B,C\n").is_ok());
    }

    #[test]
    fn what_is_no_csv_is_told() {
        assert!(matches!(rows(b""), Err(LinkFilesFault::Empty(_))));
        assert!(matches!(rows(b"PK\x03\x04\0\0"), Err(LinkFilesFault::NotCsv { .. })));
    }
}
