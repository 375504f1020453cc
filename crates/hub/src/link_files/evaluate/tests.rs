//! What `dolen evaluate` promises of its files.

use super::*;

const CLUSTERS: &str = "source,id,cluster\na,1,x\na,2,x\nb,1,x\nb,9,y\n";

#[test]
fn truth_is_read_by_position_and_missing_rows_are_told() {
    let truth = "s,i,p\na,1,p\na,2,p\nb,1,q\nb,2,q\n";
    let told = evaluate_clusters(read(CLUSTERS), read(truth), None).unwrap();
    assert_eq!((told.true_pairs, told.predicted_pairs, told.missing, told.unknown), (2, 3, 1, 1));
    assert_eq!(told.recall, Some(0.5));
    assert_eq!(told.cross_source.unwrap().true_pairs, 0);
}

#[test]
fn a_truth_without_sources_needs_ids_that_are_unique() {
    let truth = "id,cluster\n1,p\n2,p\n";
    let fault = evaluate_clusters(read(CLUSTERS), read(truth), None);
    assert!(matches!(fault, Err(LinkFilesFault::AmbiguousId)));
    let clusters = "source,id,cluster\na,1,x\nb,2,x\n";
    let told = evaluate_clusters(read(clusters), read(truth), None).unwrap();
    assert_eq!((told.precision, told.recall, told.missing), (Some(1.0), Some(1.0), 0));
}

#[test]
fn a_row_in_two_clusters_is_told_with_its_line() {
    let (clusters, truth) = ("s,i,c\na,1,x\na,1,x\na,1,y\n", "s,i,p\na,1,p\n");
    let fault = evaluate_clusters(read(clusters), read(truth), None).unwrap_err();
    assert!(matches!(fault, LinkFilesFault::Twice { file: "clusters", line: 4 }), "{fault}");
    let truth = "i,p\n1,p\n1,q\n";
    let fault = evaluate_clusters(read(CLUSTERS), read(truth), None).unwrap_err();
    assert!(matches!(fault, LinkFilesFault::Twice { file: "truth", line: 3 }), "{fault}");
}

#[test]
fn links_are_measured_as_pairs() {
    let links = "source_a,id_a,source_b,id_b,weight,probability\na,1,a,2,9,1\na,1,b,1,9,1\n";
    let truth = "s,i,p\na,1,p\na,2,p\nb,1,q\n";
    let told = evaluate_links(read(links), read(truth)).unwrap();
    assert_eq!((told.predicted_pairs, told.true_pairs, told.precision, told.recall), (2, 1, Some(0.5), Some(1.0)));
}

fn read(text: &str) -> Box<dyn Source + Send> {
    Box::new(std::io::Cursor::new(text.to_owned()))
}

#[test]
fn groups_are_a_column_of_the_truth_or_a_file_of_their_own() {
    let clusters = "source,id,cluster\na,1,x\na,2,x\nb,1,x\nb,2,y\n";
    let column = |file: Option<&'static str>| Some(GroupColumn { name: "sex".to_owned(), file: file.map(read) });
    let truth = "source,id,sex,person\na,1,F,p\na,2,M,q\nb,1,F,p\nb,2,,r\n";
    let groups = evaluate_clusters(read(clusters), read(truth), column(None)).unwrap().groups.unwrap();
    let told: Vec<(&str, u64, Option<f64>, Option<f64>)> = groups
        .iter()
        .map(|group| (group.value.as_str(), group.measures.rows, group.measures.precision, group.measures.recall))
        .collect();
    assert_eq!(told, [("", 1, None, None), ("F", 2, Some(0.5), Some(1.0)), ("M", 1, Some(0.0), None)]);
    let truth = "source,id,person\na,1,p\na,2,q\nb,1,p\nb,2,r\n";
    let file = "sex,source,id\nF,a,1\nM,a,2\nF,b,1\n";
    let of_file = evaluate_clusters(read(clusters), read(truth), column(Some(file))).unwrap().groups.unwrap();
    assert_eq!(of_file, groups);
    let fault = evaluate_clusters(read(clusters), read(truth), column(None)).unwrap_err();
    assert!(matches!(fault, LinkFilesFault::NoGroup { .. }), "{fault}");
    let all = evaluate_clusters(read(clusters), read(truth), None).unwrap();
    assert_eq!((all.cluster_precision, all.cluster_recall, all.groups), (Some(0.5), Some(1.0 / 3.0), None));
}

#[test]
fn labels_are_measured_on_clusters_and_links() {
    let labels = "source_a,id_a,source_b,id_b,same\na,1,a,2,yes\nb,1,a,1,0\na,1,b,9,1\na,2,a,1,1\n";
    let told = evaluate_labelled(Predicted::Clusters(read(CLUSTERS)), read(labels)).unwrap();
    let of = told.measures;
    assert_eq!((of.labelled, of.same, of.predicted, of.correct, told.unknown), (3, 2, 2, 1, 0));
    assert!(!of.is_weighted);
    let links = "source_a,id_a,source_b,id_b\na,2,a,1\n";
    let of = evaluate_labelled(Predicted::Links(read(links)), read(labels)).unwrap().measures;
    assert_eq!((of.labelled, of.predicted, of.correct), (3, 1, 1));
    for (labels, line) in [("a,b,c,d,e\na,1,a,2,perhaps\n", 2), ("a,b,c,d,e,weight\na,1,a,2,1,1\na,1,a,2,1,0\n", 3)] {
        let fault = evaluate_labelled(Predicted::Clusters(read(CLUSTERS)), read(labels)).unwrap_err();
        assert!(matches!(fault, LinkFilesFault::Shape { line: told, .. } if told == line), "{fault}");
    }
    let twice = "a,b,c,d,e\na,1,a,2,1\na,2,a,1,0\n";
    let fault = evaluate_labelled(Predicted::Clusters(read(CLUSTERS)), read(twice)).unwrap_err();
    assert!(matches!(fault, LinkFilesFault::LabelledTwice { earlier: 2, line: 3 }), "{fault}");
}

#[test]
fn a_sample_needs_to_be_told_how_it_was_drawn() {
    let sample = "id,person\n1,p\n2,p\n5,q\n";
    let clusters = "source,id,cluster\na,1,x\na,2,x\na,3,x\na,4,y\n";
    let fault = evaluate_sampled(read(clusters), read(sample), None).unwrap_err();
    assert!(matches!(fault, LinkFilesFault::NoDesign), "{fault}");
    let told = evaluate_sampled(read(clusters), read(sample), Some(Drawn::Clusters)).unwrap();
    // Row 5 is not among the clusters and counts as one of its own, which is right.
    assert_eq!((told.measures.clusters, told.measures.rows, told.missing), (2, 3, 1));
    assert_eq!(told.measures.recall.value, Some(1.0));
    let weighted = "id,person,weight\n1,p,2\n2,p,2\n5,q,1.5\n";
    assert_eq!(evaluate_sampled(read(clusters), read(weighted), None).unwrap().drawn, Drawn::Weights);
    for weighted in ["id,person,weight\n1,p,2\n2,p,3\n", "id,person,weight\n1,p,0\n"] {
        let fault = evaluate_sampled(read(clusters), read(weighted), None).unwrap_err();
        assert!(matches!(fault, LinkFilesFault::NoWeight), "{fault}");
    }
}
