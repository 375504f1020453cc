//! Each feed contract speaks of its file: every column that it names is there, and every code has a meaning.

use std::collections::BTreeSet;

use dolen_model::{Uprn, event_term, indicator};

use crate::made::{file, small};
use crate::table::rows;

fn contract(feed: &str) -> toml::Table {
    small().feeds().iter().find(|other| other.feed == feed).unwrap().contract.parse().unwrap()
}

#[test]
fn every_feed_names_itself_its_organisation_and_its_agreement() {
    for feed in small().feeds() {
        let contract = contract(feed.feed);
        assert_eq!(contract["name"].as_str(), Some(feed.feed));
        assert_eq!(contract["organisation"].as_str(), Some(feed.organisation));
        assert!(contract["agreement"].as_str().unwrap().starts_with("ISP-"));
        assert_eq!(contract["format"]["kind"].as_str(), Some(feed.format));
        let [english, welsh] = ["en", "cy"].map(|language| contract["organisation_name"][language].as_str().unwrap());
        assert!(!english.is_empty() && !welsh.is_empty() && english != welsh);
        for real in ["Gwent", "Torfaen", "Caerphilly", "Newport", "Monmouth", "Aneurin"] {
            assert!(!english.contains(real) && !welsh.contains(real), "{english} is invented");
        }
    }
}

#[test]
fn every_code_is_a_term_of_the_hub() {
    for feed in small().feeds() {
        for attribute in contract(feed.feed).get("attribute").and_then(toml::Value::as_array).into_iter().flatten() {
            for term in attribute.get("codes").and_then(toml::Value::as_table).into_iter().flatten() {
                match term.1.as_str().unwrap().split_once(':').unwrap() {
                    ("indicator", code) => assert!(indicator(code).is_some(), "{code}"),
                    (_, name) => assert!(event_term(name).is_some(), "{name}"),
                }
            }
        }
    }
}

#[test]
fn every_column_is_in_the_file_and_some_columns_are_not_asked_for() {
    for (feed, delimiter, western) in
        [("cwm-derw-social-care", b',', true), ("gwynfan-admissions", b'|', false), ("gororau-victims", b',', false)]
    {
        let rows = rows(&file(small(), feed), delimiter, western);
        let contract = contract(feed);
        let named: BTreeSet<&str> =
            contract["column"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap()).collect();
        let there: BTreeSet<&str> = rows[0].keys().map(String::as_str).collect();
        assert!(named.is_subset(&there), "{feed}: {:?}", named.difference(&there).collect::<Vec<_>>());
        assert!(named.len() < there.len(), "{feed} has a column that is dropped");
    }
}

#[test]
fn every_council_record_tells_a_need_or_a_service_that_its_contract_knows() {
    let rows = rows(&file(small(), "cwm-derw-social-care"), b',', true);
    let contract = contract("cwm-derw-social-care");
    let codes: BTreeSet<&String> = contract["attribute"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|attribute| attribute["codes"].as_table().unwrap().keys())
        .collect();
    for row in rows {
        assert!(!row["CLASS1"].is_empty() || !row["FLAGS"].is_empty());
        for code in
            ["CLASS1", "CLASS2", "CLASS3"].map(|column| &row[column]).into_iter().filter(|code| !code.is_empty())
        {
            assert!(codes.contains(code), "{code}");
        }
        assert!(Uprn::parse(&row["UPRN"]).is_ok());
    }
}
