//! Separated values.
#![no_main]

use std::sync::LazyLock;

use dolen_fuzz::{check, people};
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

static FEEDS: LazyLock<Vec<Feed>> = LazyLock::new(|| {
    [
        "kind = \"csv\"",
        "kind = \"csv\"\nencoding = \"windows-1252\"\ndelimiter = \";\"",
        "kind = \"csv\"\ndelimiter = \"sniff\"\ntitle_rows = 1",
        "kind = \"csv\"\ntotals_row = { column = \"a\", text = \"T\", count_column = \"b\" }",
    ]
    .map(|format| people(format, ""))
    .into()
});

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    check(&FEEDS[usize::from(*first) % FEEDS.len()], rest);
});
