//! A partial date: what is read is written as it was, and its day is in the calendar.
#![no_main]

use dolen_model::PartialDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(date) = PartialDate::parse_iso(text) {
        assert_eq!(date.to_string(), text.trim());
        let day = PartialDate::from_epoch_days(date.earliest_epoch_days()).expect("a day of the calendar");
        assert_eq!((day.year(), date.month().unwrap_or(1)), (date.year(), day.month().unwrap_or(0)));
    }
});
