//! XML with repeated elements.
#![no_main]

use std::sync::LazyLock;

use dolen_fuzz::{check, people};
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

static FEED: LazyLock<Feed> = LazyLock::new(|| {
    let attribute = "[[attribute]]\nrepeat = \"s/t\"\ncode = \"@c\"\ncodes = { \"P\" = \"indicator:A02\" }\nstart = \"f\"\n\
                     date_format = \"DD/MM/YYYY\"\n";
    people("kind = \"xml\"\nrecord = \"x/r\"", attribute)
});

fuzz_target!(|bytes: &[u8]| {
    check(&FEED, bytes);
    check(&FEED, &[b"<x><r>", bytes, b"</r></x>"].concat());
});
