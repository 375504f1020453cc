//! The document says what the code does.

use std::collections::BTreeMap;

use dolen_synth::Rates;

fn document() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/synthetic-region.md");
    std::fs::read_to_string(path).unwrap()
}

/// Rows of a table whose first cell is a word in code: the word and the other cells.
fn rows(document: &str) -> BTreeMap<String, Vec<String>> {
    document
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| {
            let mut cells = line.trim_end_matches(" |").split(" | ").map(str::to_owned);
            Some((cells.next()?.trim_end_matches('`').to_owned(), cells.collect()))
        })
        .collect()
}

#[test]
fn the_table_of_rates_is_the_code() {
    let rows = rows(&document());
    let rates = toml::Table::try_from(Rates::default()).unwrap();
    for (column, agency) in ["council_one", "council_two", "council_three", "health", "police"].into_iter().enumerate()
    {
        for (rate, value) in rates[agency].as_table().unwrap() {
            let row = rows.get(rate).unwrap_or_else(|| panic!("{rate} is not in the table"));
            assert_eq!(row.len(), 6, "{rate}");
            assert_eq!(row[column + 1].parse::<f64>().unwrap(), value.as_float().unwrap(), "{agency}.{rate}");
        }
    }
}

#[test]
fn the_table_of_feeds_is_the_region() {
    let rows = rows(&document());
    for feed in crate::made::small().feeds().iter().filter(|feed| feed.counted) {
        let row = &rows[feed.feed];
        assert_eq!(row[0].trim_matches('`'), feed.organisation);
        let contract: toml::Table = feed.contract.parse().unwrap();
        let name = &contract["organisation_name"];
        assert_eq!(row[1], format!("{}, {}", name["en"].as_str().unwrap(), name["cy"].as_str().unwrap()));
        let at_scale_one: f64 = row[2].replace(',', "").parse().unwrap();
        assert_eq!((at_scale_one * 0.02).round() as usize, feed.records);
        assert_eq!(row[4].trim_matches('`'), contract["key"][0].as_str().unwrap());
    }
}

#[test]
fn the_example_of_rates_can_be_used() {
    let document = document();
    let example = document.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let rates = Rates::from_toml(example).unwrap();
    assert_ne!(rates, Rates::default());
}
