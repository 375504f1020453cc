//! `dolen demo`, small.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::Value;

use crate::dolen::{Answer, Place, answer, command, run, text};

/// One demo for the tests that only look at it.
struct Demo {
    place: Place,
    answer: Answer,
}

fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let place = Place::new();
        let folder = place.path("demo");
        let mut demo =
            command(["demo", "--scale", "0.01", "--seed", "5", "--no-serve", "--json", "--dir", text(&folder)]);
        let answer = answer(demo.env("DOLEN_LOG", "trace")).ok();
        Demo { place, answer }
    })
}

#[test]
fn the_figures_have_every_key() {
    let figures = demo().answer.json();
    for key in ["source_records", "golden_records", "attributes_linked", "peak_memory_mb"] {
        assert!(figures[key].as_f64().is_some_and(|figure| figure > 0.0), "{key}: {}", figures[key]);
    }
    for part in [&figures["match"], &figures["match"]["cross_agency"]] {
        for key in ["precision", "recall", "f1", "bcubed_precision", "bcubed_recall"] {
            assert!(part[key].as_f64().is_some_and(|figure| (0.0..=1.0).contains(&figure)), "{key}: {part}");
        }
    }
    let seconds = |key: &str| figures["seconds"][key].as_f64().unwrap_or_else(|| panic!("seconds.{key}"));
    let parts: f64 = ["generate", "load", "match", "merge"].into_iter().map(seconds).sum();
    assert!(parts <= seconds("total"), "{}", figures["seconds"]);
}

#[test]
fn every_row_is_accounted_for() {
    let figures = demo().answer.json();
    let feeds = figures["feeds"].as_array().unwrap();
    assert_eq!(feeds.len(), 5, "{feeds:?}");
    for feed in feeds {
        let count = |key: &str| feed[key].as_u64().unwrap_or_else(|| panic!("{key} of {feed}"));
        assert_eq!(count("received"), count("published") + count("quarantined"), "{feed}");
        assert!(feed["name"].is_string() && feed["format"].is_string(), "{feed}");
    }
}

#[test]
fn clusters_and_truth_name_the_same_records() {
    let folder = demo().place.path("demo");
    let read = |name: &str, head: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some(head));
        let rows: Vec<(String, String)> = lines
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                assert_eq!(cells.len(), 3, "{line}");
                (format!("{},{}", cells[0], cells[1]), cells[2].to_owned())
            })
            .collect();
        let map: BTreeMap<String, String> = rows.iter().cloned().collect();
        assert_eq!(map.len(), rows.len(), "a record twice in {name}");
        map
    };
    let clusters = read("clusters.csv", "source,id,cluster");
    let truth = read("truth.csv", "source,id,person");
    assert!(!clusters.is_empty());
    for record in clusters.keys() {
        assert!(truth.contains_key(record), "{record} has no truth");
    }
}

#[test]
fn the_executable_evaluates_the_demo_as_the_demo_did() {
    let place = Place::new();
    let folder = demo().place.path("demo");
    let (clusters, truth) = (folder.join("clusters.csv"), folder.join("truth.csv"));
    // The demo measures published records; those in the quarantine are in the truth alone.
    let written = std::fs::read_to_string(&clusters).unwrap();
    let published: BTreeSet<&str> = written.lines().filter_map(|line| Some(line.rsplit_once(',')?.0)).collect();
    let whole = std::fs::read_to_string(&truth).unwrap();
    let is_published = |line: &&str| line.rsplit_once(',').is_some_and(|(record, _)| published.contains(record));
    let of_published: Vec<&str> = whole.lines().take(1).chain(whole.lines().skip(1).filter(is_published)).collect();
    let truth = place.write("truth.csv", of_published.join("\n"));
    let evaluated = run(["evaluate", "--clusters", text(&clusters), "--truth", text(&truth), "--json"]).ok().json();
    let figures = demo().answer.json();
    for key in ["precision", "recall", "f1", "bcubed_precision", "bcubed_recall", "true_pairs", "predicted_pairs"] {
        assert!(evaluated[key].is_number(), "{key}: {evaluated}");
        assert_eq!(evaluated[key], figures["match"][key], "{key}");
        assert_eq!(evaluated["cross_source"][key], figures["match"]["cross_agency"][key], "{key} across agencies");
    }
    assert_eq!((evaluated["missing"].as_u64(), evaluated["unknown"].as_u64()), (Some(0), Some(0)), "{evaluated}");
}

#[test]
fn a_demo_is_taken_up_again_and_not_mixed_with_another() {
    let folder = demo().place.path("demo");
    let again = |options: &[&str]| {
        let mut arguments = vec!["demo", "--scale", "0.01", "--no-serve", "--json", "--dir", text(&folder)];
        arguments.extend(options);
        run(arguments)
    };
    let taken_up = again(&["--seed", "5"]).ok();
    assert_eq!(taken_up.json(), demo().answer.json());
    assert!(!taken_up.stderr.contains("region"), "the region was made again: {}", taken_up.stderr);
    let other = again(&["--seed", "6"]);
    assert_eq!(other.code, 1, "{other:?}");
    assert!(other.fault().contains("hint"), "{other:?}");
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let place = Place::new();
    let flat = |name: &str, seed: &str| {
        let file = place.path(name);
        run(["demo", "--flat", text(&file), "--scale", "0.002", "--seed", seed]).ok();
        let truth = file.with_extension("truth.csv");
        (std::fs::read(&file).unwrap(), std::fs::read(truth).unwrap())
    };
    assert!(flat("a.csv", "3") == flat("b.csv", "3"), "one seed, other bytes");
    assert!(flat("a.csv", "3") != flat("c.csv", "4"), "another seed, the same bytes");
}

#[test]
fn logs_name_nobody() {
    let place = Place::new();
    let file = place.path("flat.csv");
    run(["demo", "--flat", text(&file), "--scale", "0.01", "--seed", "5"]).ok();
    let people = sensitive_words(&std::fs::read_to_string(&file).unwrap());
    assert!(people.len() > 500, "too few words to look for: {}", people.len());
    let told = &demo().answer.stderr;
    let words = told.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned);
    let leaked: BTreeSet<String> = words.filter(|word| people.contains(&word.to_uppercase())).collect();
    assert!(leaked.is_empty(), "{leaked:?} in\n{told}");
    let is_json = |line: &str| !line.starts_with('{') || serde_json::from_str::<Value>(line).is_ok();
    assert!(told.lines().all(is_json), "a log line that is no JSON");
}

/// Family names and NHS numbers of a flat file, in capitals.
fn sensitive_words(flat: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(flat.as_bytes());
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|cell| cell == name).unwrap_or_else(|| panic!("{name} in {head:?}"));
    let columns = [column("family_name"), column("nhs_number")];
    let mut words = BTreeSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        words.extend(columns.iter().filter_map(|column| row.get(*column)).map(str::to_uppercase));
    }
    words.retain(|word| word.chars().count() > 5 && word.chars().all(char::is_alphanumeric));
    words
}

#[test]
fn a_folder_with_a_hub_of_somebody_else_is_not_touched() {
    let place = Place::new();
    run(["init", text(&place.path("hub"))]).ok();
    let answer = run(["demo", "--no-serve", "--scale", "0.002", "--dir", text(&place.path(""))]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.fault().contains("hint"), "{answer:?}");
}
