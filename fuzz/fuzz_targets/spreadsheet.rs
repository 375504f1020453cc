//! A workbook as it comes.
#![no_main]

use std::sync::LazyLock;

use dolen_fuzz::{check, people};
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

static FEED: LazyLock<Feed> = LazyLock::new(|| people("kind = \"spreadsheet\"", ""));

fuzz_target!(|bytes: &[u8]| check(&FEED, bytes));
