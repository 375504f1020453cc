//! Every condition of Splink's libraries, on pairs of awkward values.

use std::collections::BTreeMap;

use dolen_link::splink::{DuckDb, SplinkRecord, SplinkValue};
use serde_json::Value;

use super::support::{of_condition, recorded, value};

struct Seen {
    conditions: usize,
    pairs: usize,
    near: usize,
}

/// The outcomes of a condition, a letter a pair, from their shortened form.
fn letters(shortened: &str) -> Vec<char> {
    let mut found = Vec::new();
    let mut rest = shortened;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[1..];
        let digits = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        found.extend(std::iter::repeat_n(letter, rest[..digits].parse().unwrap_or(1)));
        rest = &rest[digits..];
    }
    found
}

fn agree(file: &str, duckdb: DuckDb) -> Seen {
    let tables: BTreeMap<String, Value> = serde_json::from_str(&recorded(file)).unwrap();
    let mut seen = Seen { conditions: 0, pairs: 0, near: 0 };
    for (table, part) in &tables {
        let columns: Vec<(String, String)> = serde_json::from_value(part["columns"].clone()).unwrap();
        for case in part["cases"].as_array().unwrap() {
            let sql = case["sql"].as_str().unwrap();
            let model = of_condition(sql).unwrap_or_else(|fault| panic!("{fault}")).with_duckdb(duckdb);
            let comparison = &model.comparisons()[0];
            let of_row = |row: &Value| {
                let in_model = model.columns().iter().map(|column| {
                    let place = columns.iter().position(|(name, _)| *name == column.name).unwrap();
                    value(&row[place], &columns[place].1)
                });
                comparison.derive(&SplinkRecord::new(in_model.collect::<Vec<SplinkValue>>()))
            };
            let rows: Vec<_> = part["rows"].as_array().unwrap().iter().map(of_row).collect();
            let expected = letters(case["outcomes"].as_str().unwrap());
            assert_eq!(expected.len(), rows.len() * rows.len());
            for (index, expected) in expected.into_iter().enumerate() {
                let (left, right) = (index / rows.len(), index % rows.len());
                let found = match comparison.level(&rows[left], &rows[right]) {
                    Ok(level) => {
                        seen.near += usize::from(level.is_near_threshold);
                        ['t', 'f', 'n'][level.place.unwrap()]
                    }
                    Err(_) => '!',
                };
                let rows = &part["rows"];
                assert_eq!(found, expected, "{table}: {sql} of {} and {}", rows[left], rows[right]);
                seen.pairs += 1;
            }
            seen.conditions += 1;
        }
    }
    seen
}

#[test]
fn conditions_hold_where_they_hold_in_duckdb_2() {
    let seen = agree("conditions_duckdb2.json", DuckDb::Two);
    println!("{} conditions, {} pairs, {} near a threshold", seen.conditions, seen.pairs, seen.near);
    assert!(seen.conditions > 120 && seen.pairs > 400_000, "{} {}", seen.conditions, seen.pairs);
}

#[test]
fn conditions_hold_where_they_hold_in_duckdb_1() {
    let seen = agree("conditions_duckdb1.json", DuckDb::One);
    println!("{} conditions, {} pairs, {} near a threshold", seen.conditions, seen.pairs, seen.near);
    assert!(seen.conditions > 120 && seen.pairs > 400_000, "{} {}", seen.conditions, seen.pairs);
}
