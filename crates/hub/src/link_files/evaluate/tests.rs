//! What `dolen evaluate` promises of its files.

use super::*;

const CLUSTERS: &str = "source,id,cluster\na,1,x\na,2,x\nb,1,x\nb,9,y\n";

#[test]
fn truth_is_read_by_position_and_missing_rows_are_told() {
    let truth = "s,i,p\na,1,p\na,2,p\nb,1,q\nb,2,q\n";
    let told = evaluate_clusters(Box::new(CLUSTERS.as_bytes()), Box::new(truth.as_bytes()), None).unwrap();
    assert_eq!((told.true_pairs, told.predicted_pairs, told.missing, told.unknown), (2, 3, 1, 1));
    assert_eq!(told.recall, Some(0.5));
    assert_eq!(told.cross_source.unwrap().true_pairs, 0);
}

#[test]
fn a_truth_without_sources_needs_ids_that_are_unique() {
    let truth = "id,cluster\n1,p\n2,p\n";
    let fault = evaluate_clusters(Box::new(CLUSTERS.as_bytes()), Box::new(truth.as_bytes()), None);
    assert!(matches!(fault, Err(LinkFilesFault::AmbiguousId)));
    let clusters = "source,id,cluster\na,1,x\nb,2,x\n";
    let told = evaluate_clusters(Box::new(clusters.as_bytes()), Box::new(truth.as_bytes()), None).unwrap();
    assert_eq!((told.precision, told.recall, told.missing), (Some(1.0), Some(1.0), 0));
}

#[test]
fn a_row_in_two_clusters_is_told_with_its_line() {
    let (clusters, truth) = ("s,i,c\na,1,x\na,1,x\na,1,y\n", "s,i,p\na,1,p\n");
    let fault = evaluate_clusters(Box::new(clusters.as_bytes()), Box::new(truth.as_bytes()), None).unwrap_err();
    assert!(matches!(fault, LinkFilesFault::Twice { file: "clusters", line: 4 }), "{fault}");
    let truth = "i,p\n1,p\n1,q\n";
    let fault = evaluate_clusters(Box::new(CLUSTERS.as_bytes()), Box::new(truth.as_bytes()), None).unwrap_err();
    assert!(matches!(fault, LinkFilesFault::Twice { file: "truth", line: 3 }), "{fault}");
}

#[test]
fn links_are_measured_as_pairs() {
    let links = "source_a,id_a,source_b,id_b,weight,probability\na,1,a,2,9,1\na,1,b,1,9,1\n";
    let truth = "s,i,p\na,1,p\na,2,p\nb,1,q\n";
    let told = evaluate_links(Box::new(links.as_bytes()), Box::new(truth.as_bytes())).unwrap();
    assert_eq!((told.predicted_pairs, told.true_pairs, told.precision, told.recall), (2, 1, Some(0.5), Some(1.0)));
}
