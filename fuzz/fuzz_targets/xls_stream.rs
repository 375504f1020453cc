//! The records of an .xls, inside a sound container: first as they are, then as a sheet of a sound workbook.
#![no_main]

use std::sync::LazyLock;

use dolen_fuzz::{check, compound, people};
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

static FEED: LazyLock<Feed> = LazyLock::new(|| people("kind = \"spreadsheet\"", ""));

/// Beginning of a workbook with one sheet that follows at once, and the beginning of that sheet.
const GLOBALS: &[u8] = b"\x09\x08\x04\x00\x00\x06\x05\x00\x85\x00\x09\x00\x19\x00\x00\x00\x00\x00\x01\x00S\x0a\x00\x00\x00\x09\x08\x04\x00\x00\x06\x10\x00";

fuzz_target!(|bytes: &[u8]| {
    if bytes.len() < 1_000_000 {
        check(&FEED, &compound(bytes));
        check(&FEED, &compound(&[GLOBALS, bytes].concat()));
    }
});
