//! Columns of any names and values: each is taken or left out, and what is proposed is written as what is read again.
#![no_main]

use dolen_link::{Specification, Table, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut table = Table::new(&names);
    for (row, line) in lines.enumerate().take(2_000) {
        table.push("s", &row.to_string(), line.split(',').map(Some));
    }
    let told = recognise(&[table]);
    assert_eq!(told.taken.len() + told.left_out.len(), names.len());
    if let Ok(specification) = Specification::for_columns(told.columns()) {
        let written = told.to_toml(&specification, &[]).expect("a specification has a form in TOML");
        assert_eq!(Specification::parse(&written).expect("what was written is read"), specification);
    }
});
