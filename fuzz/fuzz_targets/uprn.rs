//! A UPRN.
#![no_main]

use dolen_model::Uprn;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(uprn) = Uprn::parse(text) {
        assert_eq!(Uprn::parse(&uprn.to_string()), Ok(uprn));
        assert!((1..1_000_000_000_000).contains(&uprn.number()));
    }
});
