//! Evidence is data: it adds up, and it survives being stored.

use dolen_link::{Model, Specification, link};

use crate::people::People;

#[test]
fn evidence_adds_up_to_the_weight_of_every_link() {
    let people = People::new(120, 3);
    let linkage = link(&Specification::person(), &people.table(), &[], &|_| {}).unwrap();
    assert!(linkage.links.len() > 100);
    let stored: Model = serde_json::from_str(&serde_json::to_string(&linkage.model).unwrap()).unwrap();
    for link in &linkage.links {
        let evidence = stored.evidence(link);
        let sum: f64 = evidence.iter().map(|line| line.weight + line.frequency_weight).sum();
        assert!((sum - f64::from(link.weight)).abs() < 1e-3, "{sum} {}", link.weight);
        assert!(f64::from(link.probability) >= linkage.review_threshold - 1e-6);
    }
}

#[test]
fn evidence_names_every_comparison_once() {
    let people = People::new(120, 3);
    let specification = Specification::person();
    let linkage = link(&specification, &people.table(), &[], &|_| {}).unwrap();
    let evidence = linkage.model.evidence(&linkage.links[0]);
    let names: Vec<&str> = evidence.iter().map(|line| line.comparison.as_str()).collect();
    let mut wanted = vec!["prior"];
    wanted.extend(specification.comparisons.iter().map(|comparison| comparison.name.as_str()));
    wanted.push("household");
    assert_eq!(names, wanted);
}

#[test]
fn every_blocking_rule_reports_and_the_pairs_add_up() {
    let people = People::new(200, 9);
    let mut specification = Specification::person();
    specification.block_cap = 6;
    let linkage = link(&specification, &people.table(), &[], &|_| {}).unwrap();
    assert_eq!(linkage.blocking.iter().map(|rule| rule.pairs).sum::<u64>(), linkage.pairs_scored);
    assert!(linkage.blocking.iter().all(|rule| rule.largest_block <= 6));
    assert!(linkage.blocking.iter().any(|rule| rule.skipped_blocks > 0 && rule.skipped_rows > 6));
}
