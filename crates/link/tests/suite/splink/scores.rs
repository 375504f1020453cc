//! Scores of whole models, held against those of Splink 5 and Splink 4.

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::splink::{
    SplinkLinkType, SplinkModel, SplinkRecord, SplinkTermFrequencies, SplinkValue, SplinkVersion,
};
use serde_json::Value;

use super::support::{recorded, value};

pub(super) const MODELS: [&str; 15] = [
    "adjusted_splink5",
    "blocked_splink5",
    "extremes_splink5",
    "lists_splink5",
    "names_splink5",
    "no_else_splink5",
    "thresholds_splink5",
    "times_splink5",
    "untrained_splink5",
    "adjusted_splink4",
    "blocked_splink4",
    "certain_splink4",
    "extremes_splink4",
    "names_splink4",
    "no_else_splink4",
];

/// Records by id, in the order of the model's columns.
pub(super) fn records(model: &SplinkModel) -> BTreeMap<i64, SplinkRecord> {
    let recorded: Value = serde_json::from_str(&recorded("records.json")).unwrap();
    let columns: Vec<(String, String)> = serde_json::from_value(recorded["columns"].clone()).unwrap();
    let of_row = |row: &Value| {
        let of_column = |name: &str| {
            let place = columns.iter().position(|(known, _)| known == name).unwrap();
            value(&row[place], &columns[place].1)
        };
        let values: Vec<SplinkValue> = model.columns().iter().map(|column| of_column(&column.name)).collect();
        (row[0].as_i64().unwrap(), SplinkRecord::new(values))
    };
    recorded["rows"].as_array().unwrap().iter().map(of_row).collect()
}

/// A line of recorded scores: ids, weight, probability, number of the blocking rule.
pub(super) struct Line {
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) weight: Option<f64>,
    pub(super) probability: Option<f64>,
    pub(super) rule: usize,
}

pub(super) fn lines(file: &str) -> Vec<Line> {
    let text = recorded(&format!("{file}.csv"));
    let number = |field: &str| (field != "null").then(|| field.trim_matches('"').parse().unwrap());
    let of_line = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        Line {
            left: fields[0].parse().unwrap(),
            right: fields[1].parse().unwrap(),
            weight: number(fields[2]),
            probability: number(fields[3]),
            rule: fields[4].parse().unwrap(),
        }
    };
    text.lines().skip(1).map(of_line).collect()
}

/// How far apart two scores are; infinite where one is none.
pub(super) fn distance(left: Option<f64>, right: Option<f64>) -> f64 {
    match (left, right) {
        (None, None) => 0.0,
        (Some(left), Some(right)) if left == right => 0.0,
        (Some(left), Some(right)) => (left - right).abs(),
        _ => f64::INFINITY,
    }
}

#[test]
fn every_pair_has_the_score_that_splink_gives_it() {
    let (mut pairs, mut near, mut furthest) = (0, 0, 0.0_f64);
    for name in MODELS {
        let model = SplinkModel::parse(&recorded(&format!("models/{name}.json"))).unwrap();
        let expected = if name.ends_with('4') { SplinkVersion::Four } else { SplinkVersion::Five };
        assert_eq!(model.settings().version, expected, "{name}");
        let records = records(&model);
        let frequencies = SplinkTermFrequencies::count(&model, records.values());
        for line in lines(&format!("models/{name}")) {
            let score = model.score(&records[&line.left], &records[&line.right], &frequencies).unwrap();
            let apart = distance(score.match_weight, line.weight);
            let apart = apart.max(distance(score.match_probability, line.probability));
            assert!(apart <= 1e-6, "{name}: {} and {}: {:?} is not {:?}", line.left, line.right, score, line.weight);
            furthest = furthest.max(apart);
            pairs += 1;
            near += usize::from(score.is_near_threshold());
        }
    }
    println!("{pairs} pairs, {near} of them near a threshold; the furthest apart are {furthest:e}");
    assert!(pairs > 10_000, "{pairs}");
}

#[test]
fn rules_make_the_pairs_that_splink_makes_of_them() {
    for name in ["blocked_splink5", "blocked_splink4"] {
        let model = SplinkModel::parse(&recorded(&format!("models/{name}.json"))).unwrap();
        assert_eq!(model.link_type(), SplinkLinkType::DedupeOnly);
        let records = records(&model);
        let mut found = BTreeSet::new();
        for (left, first) in &records {
            for (right, second) in records.range(left + 1..) {
                let holds = model.blocking_rules().iter().position(|rule| {
                    let (first, second) = (rule.derive(first).unwrap(), rule.derive(second).unwrap());
                    let holds = rule.holds(&first, &second).unwrap();
                    // By its blocks a rule makes the same pairs as by its condition.
                    let right_keys = rule.right_keys(&second);
                    let shares_a_key = rule.left_keys(&first).iter().any(|key| right_keys.contains(key));
                    let by_blocks = shares_a_key && rule.holds_within_block(&first, &second).unwrap();
                    assert!(rule.key_count() > 0 && by_blocks == holds, "{}: {left} {right}", rule.sql());
                    holds
                });
                found.extend(holds.map(|rule| (*left, *right, rule)));
            }
        }
        let expected: BTreeSet<_> =
            lines(&format!("models/{name}")).iter().map(|line| (line.left, line.right, line.rule)).collect();
        assert_eq!(found, expected, "{name}");
    }
}
