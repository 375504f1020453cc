//! The attribute form tells the same people and the same attributes as the council's own file.

use std::collections::{BTreeMap, BTreeSet};

use crate::made::{file, small};
use crate::table::{Row, rows};

/// Term of each of the council's codes, as its contract has them.
fn codes() -> BTreeMap<String, String> {
    let feeds = small().feeds();
    let contract = feeds.iter().find(|feed| feed.feed == "cwm-derw-social-care").unwrap().contract;
    let contract: toml::Table = contract.parse().unwrap();
    let mut codes = BTreeMap::new();
    for attribute in contract["attribute"].as_array().unwrap() {
        for (code, term) in attribute["codes"].as_table().unwrap() {
            codes.insert(code.clone(), term.as_str().unwrap().to_owned());
        }
    }
    codes
}

/// Person, term and ISO date of everything that the council's own file tells.
fn own_attributes(file: &[Row]) -> BTreeSet<(String, String, String)> {
    let codes = codes();
    let mut told = BTreeSet::new();
    for row in file {
        for column in ["CLASS1", "CLASS2", "CLASS3"] {
            if !row[column].is_empty() {
                let day: Vec<&str> = row[&format!("{column}_FROM")].split('/').collect();
                let iso = format!("{}-{}-{}", day[2], day[1], day[0]);
                told.insert((row["PERSON_ID"].clone(), codes[&row[column]].clone(), iso));
            }
        }
        for flag in row["FLAGS"].split(';').filter(|flag| !flag.is_empty()) {
            told.insert((row["PERSON_ID"].clone(), codes[flag].clone(), String::new()));
        }
    }
    told
}

#[test]
fn it_carries_the_same_people_and_attributes() {
    let own = rows(&file(small(), "cwm-derw-social-care"), b',', true);
    let standard = rows(&file(small(), "cwm-derw-attributes"), b',', false);
    let told: BTreeSet<(String, String, String)> = standard
        .iter()
        .map(|row| {
            let scheme = row["AttributeScheme"].trim_start_matches("dolen-");
            (row["PersonReference"].clone(), format!("{scheme}:{}", row["Attribute"]), row["AttributeDate"].clone())
        })
        .collect();
    assert_eq!(told, own_attributes(&own));
    let by_reference: BTreeMap<&str, &Row> =
        standard.iter().map(|row| (row["PersonReference"].as_str(), row)).collect();
    assert_eq!(by_reference.len(), own.len());
    for row in &own {
        let same = by_reference[row["PERSON_ID"].as_str()];
        assert_eq!(row["SURNAME"], same["FamilyName"]);
        assert_eq!(format!("{} {}", row["FORENAME"], row["MIDDLE_NAMES"]).trim(), same["GivenNames"]);
        assert_eq!(row["UPRN"], same["UPRN"]);
        assert_eq!(row["POSTCODE"], same["Postcode"]);
    }
}

#[test]
fn every_required_column_is_filled() {
    for row in rows(&file(small(), "cwm-derw-attributes"), b',', false) {
        for column in ["PersonReference", "UPRN", "AttributeType", "Attribute"] {
            assert!(!row[column].is_empty(), "{column}");
        }
    }
}
