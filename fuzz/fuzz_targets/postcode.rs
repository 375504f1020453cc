//! A postcode: its normal form is its own normal form.
#![no_main]

use dolen_model::Postcode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(postcode) = Postcode::parse(text) {
        assert_eq!(Postcode::parse(postcode.as_str()).as_ref(), Ok(&postcode));
        assert!(postcode.as_str().len() <= 9 && postcode.as_str().starts_with(postcode.outward()));
    }
});
