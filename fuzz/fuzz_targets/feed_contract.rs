//! A contract in TOML. One that is accepted reads any file.
#![no_main]

use dolen_fuzz::check;
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Feed::parse(text) {
        Ok(feed) => check(&feed, b"ID,S\n1,Rees\n"),
        Err(fault) => assert!(!fault.to_string().contains('\n') || text.contains('\n'), "more than one line"),
    }
});
