//! Models run over a table, held against the pairs, scores and clusters of Splink 5 and Splink 4.

use std::collections::BTreeMap;

use dolen_link::splink::{SplinkFault, SplinkLinkType, SplinkLinkage, SplinkModel};
use dolen_link::{Table, Threshold, VALUE_SEPARATOR};
use serde_json::Value;

use super::scores::{Line, MODELS, distance, lines};
use super::support::recorded;

/// The records as a table, in this order, with their ids by row.
fn table(model: &SplinkModel, is_reversed: bool) -> (Table, Vec<i64>) {
    let recorded: Value = serde_json::from_str(&recorded("records.json")).unwrap();
    let columns: Vec<(String, String)> = serde_json::from_value(recorded["columns"].clone()).unwrap();
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let mut rows = recorded["rows"].as_array().unwrap().clone();
    if is_reversed {
        rows.reverse();
    }
    let (mut table, mut ids) = (Table::new(&names), Vec::new());
    for row in &rows {
        let cells: Vec<String> = row.as_array().unwrap().iter().map(text).collect();
        let source = if model.link_type() == SplinkLinkType::DedupeOnly { "one" } else { row[1].as_str().unwrap() };
        table.push(source, &cells[0], cells.iter().map(|cell| Some(cell.as_str())));
        ids.push(row[0].as_i64().unwrap());
    }
    (table, ids)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(&VALUE_SEPARATOR.to_string()),
        other => other.to_string(),
    }
}

fn link(model: &SplinkModel, table: &Table, threshold: f64) -> SplinkLinkage {
    model.link(table, Threshold::Probability(threshold), &|_| {}).unwrap()
}

/// The clusters of ids that pairs from a threshold on make.
fn components(ids: &[i64], lines: &[Line], threshold: f64) -> BTreeMap<i64, i64> {
    let mut of: BTreeMap<i64, i64> = ids.iter().map(|&id| (id, id)).collect();
    for line in lines.iter().filter(|line| line.probability.is_some_and(|probability| probability >= threshold)) {
        let (one, other) = (of[&line.left], of[&line.right]);
        of.values_mut().filter(|cluster| **cluster == other).for_each(|cluster| *cluster = one);
    }
    of
}

#[test]
fn a_table_gives_the_pairs_scores_and_clusters_of_splink() {
    let mut pairs = 0;
    // An empty list and none are the same in a table of texts, and not the same to that model.
    for name in MODELS.into_iter().filter(|name| !name.starts_with("lists")) {
        let model = SplinkModel::parse(&recorded(&format!("models/{name}.json"))).unwrap();
        let lines = lines(&format!("models/{name}"));
        for is_reversed in [false, true] {
            let (table, ids) = table(&model, is_reversed);
            let linkage = link(&model, &table, 0.0);
            assert_eq!(linkage.pairs_scored, lines.len() as u64, "{name}");
            let found: BTreeMap<(i64, i64), (f64, f64)> = linkage
                .links
                .iter()
                .map(|link| {
                    let (left, right) = (ids[link.left as usize], ids[link.right as usize]);
                    ((left.min(right), left.max(right)), (link.weight, link.probability))
                })
                .collect();
            for line in &lines {
                let of_pair = found.get(&(line.left.min(line.right), line.left.max(line.right)));
                let apart = distance(of_pair.map(|found| found.0), line.weight);
                let apart = apart.max(distance(of_pair.map(|found| found.1), line.probability));
                assert!(apart <= 1e-6, "{name}: {} and {}: {of_pair:?}", line.left, line.right);
                pairs += 1;
            }
            for (rule, report) in linkage.blocking.iter().enumerate() {
                assert_eq!(report.pairs, lines.iter().filter(|line| line.rule == rule).count() as u64, "{name}");
            }
            let joined = link(&model, &table, 0.9);
            let expected = components(&ids, &lines, 0.9);
            for (row, &cluster) in joined.clusters.iter().enumerate() {
                for (other, &of_other) in joined.clusters.iter().enumerate() {
                    assert_eq!(cluster == of_other, expected[&ids[row]] == expected[&ids[other]], "{name}");
                }
            }
            assert!(joined.links.iter().all(|link| link.probability >= 0.9));
        }
    }
    assert!(pairs > 20_000, "{pairs}");
}

const MODEL: &str = r#"{"link_type": "dedupe_only", "comparisons": [{"output_column_name": "n", "comparison_levels": [
    {"sql_condition": "n_l IS NULL OR n_r IS NULL", "is_null_level": true},
    {"sql_condition": "jaro_winkler_similarity(n_l, n_r) >= 0.9", "m_probability": 0.99, "u_probability": 0.0001},
    {"sql_condition": "ELSE", "m_probability": 0.01, "u_probability": 0.9999}]}],
    "probability_two_random_records_match": 0.1, "blocking_rules_to_generate_predictions": RULES}"#;

fn small(rules: &str, names: &[&str], rows: &[&[&str]]) -> Result<SplinkLinkage, SplinkFault> {
    let mut table = Table::new(names);
    rows.iter().zip(1..).for_each(|(row, id)| table.push("s", &id.to_string(), row.iter().map(|&cell| Some(cell))));
    let model = SplinkModel::parse(&MODEL.replace("RULES", rules)).unwrap();
    model.link(&table, Threshold::Probability(0.5), &|_| {})
}

#[test]
fn a_list_that_is_exploded_blocks_by_each_of_its_values_once() {
    let rules = r#"[{"blocking_rule": "l.a = r.a", "arrays_to_explode": ["a"]}]"#;
    let lists = [["Rhys", "x\u{1f}y"], ["Rhys", "y\u{1f}x"], ["Rhys", "z"], ["Rhys", ""]];
    let rows: Vec<&[&str]> = lists.iter().map(|row| row.as_slice()).collect();
    let linkage = small(rules, &["N", "A"], &rows).unwrap();
    assert_eq!((linkage.pairs_scored, linkage.clusters.as_slice()), (1, &[0, 0, 2, 3][..]));
}

#[test]
fn a_rule_may_compare_different_columns() {
    let rules = r#"["l.a = r.b"]"#;
    let rows: [&[&str]; 3] = [&["Rhys", "x", "y"], &["Rhys", "y", "x"], &["Rhys", "x", "q"]];
    let linkage = small(rules, &["n", "a", "b"], &rows).unwrap();
    // The left row is the one of the lesser id: rows 1 and 2 agree, row 3 would have to be left of row 2.
    assert_eq!((linkage.pairs_scored, linkage.links.len()), (1, 1));
    assert_eq!((linkage.links[0].left, linkage.links[0].right), (0, 1));
}

#[test]
fn without_a_rule_everything_is_compared() {
    let rows: [&[&str]; 3] = [&["Rhys"], &["Rhys"], &["Ann"]];
    let linkage = small("[]", &["n"], &rows).unwrap();
    assert_eq!((linkage.pairs_scored, linkage.clusters.as_slice()), (3, &[0, 0, 2][..]));
    let none = small("[]", &["n"], &[]).unwrap();
    assert_eq!((none.pairs_scored, none.blocking.len()), (0, 1));
}

#[test]
fn a_column_that_is_missing_is_named() {
    let fault = small(r#"["l.dob = r.dob"]"#, &["n"], &[&["Rhys"]]).unwrap_err().to_string();
    assert!(fault.contains("dob") && fault.lines().count() == 1, "{fault}");
}
