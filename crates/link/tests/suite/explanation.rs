//! Evidence is data: it adds up, and it survives being stored.

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::{Given, Link, Model, Specification, link};

use crate::people::People;

#[test]
fn evidence_adds_up_to_the_weight_of_every_link() {
    let people = People::new(120, 3);
    let linkage = link(&Specification::person(), &people.table(), &Given::NOTHING, &|_| {}).unwrap();
    assert!(linkage.links.len() > 100);
    let stored: Model = serde_json::from_str(&serde_json::to_string(&linkage.model).unwrap()).unwrap();
    // To the last bit: what is explained later is what was decided by.
    assert_eq!(stored, linkage.model);
    for link in &linkage.links {
        let evidence = stored.evidence(link);
        let sum: f64 = evidence.iter().map(|line| line.weight + line.frequency_weight).sum();
        assert!((sum - f64::from(link.weight)).abs() < 1e-5, "{sum} {}", link.weight);
        assert!(f64::from(link.probability) >= linkage.review_threshold - 1e-6);
    }
}

#[test]
fn evidence_names_every_comparison_once() {
    let people = People::new(120, 3);
    let specification = Specification::person();
    let linkage = link(&specification, &people.table(), &Given::NOTHING, &|_| {}).unwrap();
    let evidence = linkage.model.evidence(&linkage.links[0]);
    let names: Vec<&str> = evidence.iter().map(|line| line.comparison.as_str()).collect();
    let mut wanted = vec!["prior"];
    wanted.extend(specification.comparisons.iter().map(|comparison| comparison.name.as_str()));
    wanted.push("household");
    assert_eq!(names, wanted);
}

#[test]
fn links_survive_being_stored() {
    let people = People::new(120, 3);
    let linkage = link(&Specification::person(), &people.table(), &Given::NOTHING, &|_| {}).unwrap();
    let stored: Vec<Link> = serde_json::from_str(&serde_json::to_string(&linkage.links).unwrap()).unwrap();
    assert_eq!(stored, linkage.links);
}

#[test]
fn a_cluster_is_as_sure_as_the_weakest_link_that_it_cannot_do_without() {
    let people = People::new(200, 6);
    let linkage = link(&Specification::person(), &people.table(), &Given::NOTHING, &|_| {}).unwrap();
    let weakest = linkage.weakest_links();
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (&cluster, row) in linkage.clusters.iter().zip(0..) {
        rows.entry(cluster).or_default().push(row);
    }
    let mut largest = 0;
    for (cluster, rows) in &rows {
        assert_eq!(weakest.contains_key(cluster), rows.len() > 1);
        let Some(weakest) = weakest.get(cluster) else { continue };
        // Links stronger than it do not hold the cluster together; with it they do.
        let reached = |least: f32, includes: bool| {
            let mut reached = BTreeSet::from([rows[0]]);
            loop {
                let before = reached.len();
                for link in linkage.links.iter().filter(|link| link.guard.is_none()) {
                    let inside = rows.contains(&link.left) && rows.contains(&link.right);
                    let counts = link.weight > least || (includes && link.weight >= least);
                    if inside && counts && (reached.contains(&link.left) || reached.contains(&link.right)) {
                        reached.extend([link.left, link.right]);
                    }
                }
                if reached.len() == before {
                    return reached.len();
                }
            }
        };
        assert!(reached(weakest.weight, false) < rows.len());
        assert_eq!(reached(weakest.weight, true), rows.len());
        largest = largest.max(rows.len());
    }
    assert!(largest > 3, "no cluster with a choice of links");
}

#[test]
fn every_blocking_rule_reports_and_the_pairs_add_up() {
    let people = People::new(200, 9);
    let mut specification = Specification::person();
    specification.block_cap = 6;
    let linkage = link(&specification, &people.table(), &Given::NOTHING, &|_| {}).unwrap();
    assert_eq!(linkage.blocking.iter().map(|rule| rule.pairs).sum::<u64>(), linkage.pairs_scored);
    assert!(linkage.blocking.iter().all(|rule| rule.largest_block <= 6));
    assert!(linkage.blocking.iter().any(|rule| rule.cut_blocks > 0));
    // Nothing over the cap is told to have been compared whole, and what is not compared at all is within what was cut.
    assert!(linkage.blocking.iter().all(|rule| rule.skipped_blocks <= rule.cut_blocks));
}
