//! Delimited files as rows of named values.

use std::collections::BTreeMap;

/// A row by the names of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// Reads a delimited file with a header; Windows-1252 where asked.
pub(crate) fn rows(bytes: &[u8], delimiter: u8, western: bool) -> Vec<Row> {
    let text = if western {
        encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()
    } else {
        String::from_utf8(bytes.to_vec()).unwrap().trim_start_matches('\u{feff}').to_owned()
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| headers.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A truth file of the region.
pub(crate) fn truth(write: impl FnOnce(&mut Vec<u8>)) -> Vec<Row> {
    let mut bytes = Vec::new();
    write(&mut bytes);
    rows(&bytes, b',', false)
}
