//! Functions of one value.

use dolen_link::splink::{DuckDb, SplinkRecord, SplinkValue};
use serde_json::Value;

use super::support::{of_condition, recorded, value};

/// What stands for null where texts are compared.
const NONE: &str = "\u{1}";

fn agree(file: &str, duckdb: DuckDb) -> usize {
    let cases: Vec<Value> = serde_json::from_str(&recorded(file)).unwrap();
    let mut tried = 0;
    for case in &cases {
        let (sql, kind) = (case["sql"].as_str().unwrap(), case["type"].as_str().unwrap());
        let left: String = sql.split_inclusive(|letter: char| !letter.is_alphanumeric()).map(on_the_left).collect();
        let condition = format!("coalesce(cast({left} as varchar), '{NONE}') = expected_l");
        let model = of_condition(&condition).unwrap_or_else(|fault| panic!("{sql}: {fault}")).with_duckdb(duckdb);
        let comparison = &model.comparisons()[0];
        for (input, expected) in case["values"].as_array().unwrap().iter().zip(case["expected"].as_array().unwrap()) {
            let expected_text = SplinkValue::from(expected.as_str().unwrap_or(NONE));
            let record = SplinkRecord::new(vec![value(input, kind), expected_text]);
            let values = comparison.derive(&record);
            let level = comparison.level(&values, &values).unwrap_or_else(|fault| panic!("{sql} of {input}: {fault}"));
            assert_eq!(level.place, Some(0), "{sql} of {input} should be {expected}");
            tried += 1;
        }
    }
    tried
}

/// The column `v` as a column of the left record.
fn on_the_left(word: &str) -> String {
    let name = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if name == "v" { word.replacen('v', "v_l", 1) } else { word.to_owned() }
}

#[test]
fn functions_give_what_duckdb_2_gives() {
    let tried = agree("functions_duckdb2.json", DuckDb::Two);
    assert!(tried > 1_600, "{tried}");
}

#[test]
fn functions_give_what_duckdb_1_gives() {
    let tried = agree("functions_duckdb1.json", DuckDb::One);
    assert!(tried > 1_600, "{tried}");
}
