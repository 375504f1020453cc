//! A line of an exported ledger: what is read is written as what is read again.
#![no_main]

use dolen_ledger::{from_line, to_line};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    if let Ok(entry) = from_line(line) {
        let written = to_line(&entry).expect("what was read has a line");
        assert_eq!(from_line(&written).expect("what was written is read"), entry);
    }
});
