//! Every constructor of Splink's libraries, in every dialect that it has one in.

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::splink::{SplinkBlockingRuleSettings, SplinkDialect, SplinkModel, SplinkSettings};
use serde_json::Value;

use super::support::{of_conditions, recorded};

const DIALECTS: [(&str, SplinkDialect); 5] = [
    ("duckdb", SplinkDialect::DuckDb),
    ("spark", SplinkDialect::Spark),
    ("sqlite", SplinkDialect::Sqlite),
    ("postgres", SplinkDialect::Postgres),
    ("athena", SplinkDialect::Athena),
];

#[test]
fn every_condition_of_every_constructor_is_read() {
    let mut refused = Vec::new();
    let (mut conditions, mut rules, mut constructors) = (0, 0, BTreeSet::new());
    for file in ["constructors_splink5.json", "constructors_splink4.json"] {
        let recorded: BTreeMap<String, Value> = serde_json::from_str(&recorded(file)).unwrap();
        for (name, dialect) in DIALECTS {
            let Some(part) = recorded.get(name) else { continue };
            for (constructor, sqls) in part["conditions"].as_object().unwrap() {
                constructors.insert(constructor.clone());
                for sql in sqls.as_array().unwrap() {
                    let settings =
                        SplinkSettings { dialect, ..of_conditions(&[sql.as_str().unwrap(), "1 = 1", "ELSE"]) };
                    if sql != "ELSE"
                        && let Err(fault) = SplinkModel::compile(settings)
                    {
                        refused.push(format!("{name} {constructor}: {fault}"));
                    }
                    conditions += 1;
                }
            }
            for rule in part["rules"].as_array().unwrap() {
                let mut settings = SplinkSettings { dialect, ..of_conditions(&["1 = 1", "ELSE"]) };
                settings.blocking_rules_to_generate_predictions.push(SplinkBlockingRuleSettings {
                    blocking_rule: rule["blocking_rule"].as_str().unwrap().to_owned(),
                    arrays_to_explode: serde_json::from_value(rule["arrays_to_explode"].clone()).unwrap_or_default(),
                });
                if let Err(fault) = SplinkModel::compile(settings) {
                    refused.push(format!("{name}: {fault}"));
                }
                rules += 1;
            }
        }
    }
    println!("{} constructors, {conditions} conditions and {rules} rules", constructors.len());
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(constructors.len() > 40 && conditions > 900 && rules > 80, "{constructors:?} {conditions} {rules}");
}
