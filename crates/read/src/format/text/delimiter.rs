//! Finding out what separates the values.

use crate::feed::Feed;
use crate::format::header::fold;

use super::guard::Guard;
use super::record::{Ended, Record};

/// Separators that are looked for, the commonest first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The separator with which most of the contract's columns are found in the header; among equals the one that makes the
/// most columns, then the commonest.
pub(crate) fn sniff(feed: &Feed, title_rows: u64, sample: &[u8]) -> u8 {
    let mut best = (b',', (0, 0));
    for delimiter in CANDIDATES {
        let found = header(title_rows, sample, delimiter);
        let listed = feed.columns.iter().filter(|column| found.contains(&fold(&column.name))).count();
        if (listed, found.len()) > best.1 {
            best = (delimiter, (listed, found.len()));
        }
    }
    best.0
}

/// The names of the header, folded.
fn header(title_rows: u64, sample: &[u8], delimiter: u8) -> Vec<String> {
    let (mut guard, _) = Guard::new(sample, u64::MAX, u64::MAX);
    let mut record = Record::default();
    for _ in 0..title_rows {
        if super::csv_rows::skip_line(&mut guard).is_err() {
            return Vec::new();
        }
    }
    loop {
        match record.read(&mut guard, delimiter) {
            Ok(Ended::Record) if record.is_blank() => {}
            Ok(Ended::Record) => return record.iter().map(|name| fold(&String::from_utf8_lossy(name))).collect(),
            _ => return Vec::new(),
        }
    }
}
