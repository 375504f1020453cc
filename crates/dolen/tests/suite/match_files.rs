//! `dolen link` and `dolen evaluate`: the matcher alone.

use crate::dolen::{Place, run, text};

const LEFT: &str = "id,first_name,surname,dob,postcode
1,Quillanna,Zzyzxwell,1980-02-03,NP20 4UX
2,Oswin,Vexbridge,2001-12-01,NP20 4UZ
3,,,,
";
const RIGHT: &str = "id,first_name,surname,dob,postcode
1,Quillana,Zzyzxwell,1980-02-03,NP20 4UX
7,Gethin,Bowen-Hale,1955-06-30,CF10 1AA
";

#[test]
fn every_input_row_is_in_the_clusters_once() {
    let place = Place::new();
    let (left, right) = (place.write("left.csv", LEFT), place.write("right.csv", RIGHT));
    let (clusters, links) = (place.path("clusters.csv"), place.path("links.csv"));
    let arguments = [
        "link",
        text(&left),
        text(&right),
        "--id",
        "id",
        "--clusters",
        text(&clusters),
        "--links",
        text(&links),
        "--json",
    ];
    let figures = run(arguments).ok().json();
    assert_eq!(figures["records"], 5, "{figures}");
    for key in ["pairs_scored", "links", "clusters", "threshold", "seconds", "peak_memory_mb"] {
        assert!(figures[key].is_number(), "{key}: {figures}");
    }
    let written = std::fs::read_to_string(clusters).unwrap();
    let mut lines = written.lines();
    assert_eq!(lines.next(), Some("source,id,cluster"));
    let mut rows: Vec<String> = lines.map(|line| line.rsplit_once(',').expect("a cluster").0.to_owned()).collect();
    rows.sort();
    assert_eq!(rows, ["left,1", "left,2", "left,3", "right,1", "right,7"]);
    let head = std::fs::read_to_string(links).unwrap();
    assert_eq!(head.lines().next(), Some("source_a,id_a,source_b,id_b,weight,probability"));
}

#[test]
fn clusters_are_measured_against_the_truth() {
    let place = Place::new();
    let clusters = place.write("clusters.csv", "source,id,cluster\na,1,x\na,2,x\nb,1,x\nb,2,y\n");
    let truth = place.write("truth.csv", "source,id,person\na,1,p\nb,1,p\na,2,q\nb,2,q\nb,3,r\n");
    let measured = run(["evaluate", "--clusters", text(&clusters), "--truth", text(&truth), "--json"]).ok().json();
    assert_eq!(measured["true_pairs"], 2, "{measured}");
    assert_eq!(measured["predicted_pairs"], 3, "{measured}");
    assert_eq!(measured["missing"], 1, "{measured}");
    assert!((measured["precision"].as_f64().unwrap() - 1.0 / 3.0).abs() < 1e-9, "{measured}");
    assert!((measured["recall"].as_f64().unwrap() - 0.5).abs() < 1e-9, "{measured}");
}

#[test]
fn an_input_that_cannot_be_read_is_one_line() {
    let place = Place::new();
    let missing = place.path("missing.csv");
    let clusters = place.path("clusters.csv");
    let answer = run(["link", text(&missing), "--clusters", text(&clusters)]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.fault().contains("missing.csv"), "{}", answer.fault());
}
