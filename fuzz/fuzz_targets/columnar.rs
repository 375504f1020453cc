//! A Parquet or an Arrow IPC file: it is answered in one line, or read in rows as wide as its header.
#![no_main]

use std::io::Cursor;
use std::sync::Once;

use dolen_read::{ColumnarFault, ColumnarFile, ColumnarFormat};
use libfuzzer_sys::fuzz_target;

/// Rows after which a file that goes on is let be.
const ROWS: u64 = 10_000;

/// Panics of the libraries that decode are caught by the reader and end no run; those of this target do, with or without
/// a hook.
static IS_QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    IS_QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let Some(format) = ColumnarFormat::of(bytes) else { return };
    let file = match ColumnarFile::open(format, Box::new(Cursor::new(bytes.to_vec()))) {
        Ok(file) => file,
        Err(fault) => return assert_eq!(fault.to_string().lines().count(), 1),
    };
    let wanted: Vec<usize> = (0..file.header().len()).collect();
    let read = file.for_each(&wanted, '|', |number, cells| {
        assert_eq!(cells.len(), wanted.len());
        let limit = ColumnarFault::TooMuch { what: "more rows than a target reads".to_owned(), limit: ROWS };
        if number < ROWS { Ok(()) } else { Err(limit) }
    });
    if let Err(fault) = read {
        assert_eq!(fault.to_string().lines().count(), 1);
    }
});
