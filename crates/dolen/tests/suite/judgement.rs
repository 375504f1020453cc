//! Judgements from the command line: honoured by the next match, undone without a trace in the records.

use serde_json::Value;

use crate::dolen::{CONTRACT, EXTRACT, Place, run, text};

/// Names and clusters as `match` writes them.
fn clusters(place: &Place) -> String {
    let file = place.path("clusters.csv");
    place.run(["match", "--clusters", text(&file)]).ok();
    std::fs::read_to_string(file).unwrap()
}

fn cluster_of<'a>(clusters: &'a str, id: &str) -> &'a str {
    let ending = |line: &&str| line.split(',').nth(1) == Some(id);
    clusters
        .lines()
        .find(ending)
        .and_then(|line| line.rsplit(',').next())
        .unwrap_or_else(|| panic!("{id} in {clusters}"))
}

fn source_record(place: &Place, golden: &str) -> String {
    let shown = place.run(["person", "show", golden, "--reason", "test", "--json"]).ok().json();
    shown["sources"][0]["provenance"]["record"].as_str().unwrap_or_else(|| panic!("{shown}")).to_owned()
}

#[test]
fn undo_gives_back_the_records_as_they_were() {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    let (contract, extract) = (place.write("contract.toml", CONTRACT), place.write("extract.csv", EXTRACT));
    place.run(["feed", "add", text(&contract)]).ok();
    place.run(["load", text(&extract), "--feed", "cwm-derw-social-care"]).ok();

    let before = clusters(&place);
    let (first, last) = (cluster_of(&before, "C1"), cluster_of(&before, "C4"));
    assert_ne!(first, last, "{before}");
    let (left, right) = (source_record(&place, first), source_record(&place, last));
    let decided: Value =
        place.run(["review", "same", &left, &right, "--reason", "one household book", "--json"]).ok().json();
    let decision = decided["decision"].as_str().unwrap_or_else(|| panic!("{decided}")).to_owned();
    let joined = clusters(&place);
    assert_eq!(cluster_of(&joined, "C1"), cluster_of(&joined, "C4"), "{joined}");

    place.run(["review", "undo", &decision, "--reason", "the book was another"]).ok();
    assert_eq!(clusters(&place), before);
    place.run(["audit", "verify"]).ok();
}

#[test]
fn a_judgement_on_nobody_is_refused() {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    let answer = place.run(["review", "same", "a", "b", "--reason", "test"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    answer.fault();
}
