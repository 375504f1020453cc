//! The head of a ledger.
#![no_main]

use dolen_ledger::Head;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(head) = text.parse::<Head>() {
        assert_eq!(head.to_string().parse::<Head>(), Ok(head));
    }
});
