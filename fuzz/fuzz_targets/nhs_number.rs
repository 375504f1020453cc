//! An NHS number: its two forms are the same number.
#![no_main]

use dolen_model::NhsNumber;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(number) = NhsNumber::parse(text) {
        assert_eq!(number.digits().len(), 10);
        assert_eq!(NhsNumber::parse(&number.digits()), Ok(number));
        assert_eq!(NhsNumber::parse(&number.spaced()), Ok(number));
    }
});
