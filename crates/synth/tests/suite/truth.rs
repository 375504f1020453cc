//! The truth files fit the agencies' files and one another.

use std::collections::{BTreeMap, BTreeSet};

use crate::made::{file, small};
use crate::table::{Row, rows, truth};

fn people() -> BTreeMap<String, Row> {
    truth(|out| small().write_people(out).unwrap()).into_iter().map(|row| (row["person"].clone(), row)).collect()
}

#[test]
fn every_record_has_one_line_of_truth_and_every_line_its_record() {
    let lines = truth(|out| small().write_truth(out).unwrap());
    let told: BTreeSet<(String, String)> = lines.iter().map(|row| (row["source"].clone(), row["id"].clone())).collect();
    assert_eq!(told.len(), lines.len(), "no key twice");
    assert_eq!(told.len(), small().records());
    for (feed, source, key, delimiter, western) in [
        ("cwm-derw-social-care", "cwm-derw-council", "PERSON_ID", b',', true),
        ("gwynfan-admissions", "gwynfan-health-board", "SPELL_ID", b'|', false),
        ("gororau-victims", "gororau-police", "LINK_REF", b',', false),
    ] {
        for row in rows(&file(small(), feed), delimiter, western) {
            assert!(told.contains(&(source.to_owned(), row[key].clone())), "{feed}");
        }
    }
    let xml = String::from_utf8(file(small(), "glannau-afon-social-care")).unwrap();
    for key in xml.split("<Client id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(told.contains(&("glannau-afon-council".to_owned(), key.to_owned())));
    }
    let people = people();
    assert!(lines.iter().all(|row| people.contains_key(&row["person"])));
}

#[test]
fn a_cause_comes_before_what_it_caused() {
    let events = truth(|out| small().write_causes(out).unwrap());
    let days: BTreeMap<&str, &str> = events.iter().map(|row| (row["event"].as_str(), row["date"].as_str())).collect();
    let mut caused = 0;
    for row in events.iter().filter(|row| !row["parent_event"].is_empty()) {
        if let Some(day) = days.get(row["parent_event"].as_str()) {
            assert!(*day < row["date"].as_str());
            caused += 1;
        }
        assert!(["earlier-event", "parents-event"].contains(&row["cause"].as_str()));
    }
    assert!(caused > 500, "{caused}");
}

#[test]
fn nothing_happens_to_the_dead_or_the_unborn() {
    let people = people();
    for row in truth(|out| small().write_causes(out).unwrap()) {
        let person = &people[&row["person"]];
        assert!(person["birth_date"] <= row["date"]);
        assert!(person["death_date"].is_empty() || row["date"] <= person["death_date"]);
    }
}

#[test]
fn some_of_the_dead_are_still_open_in_social_care() {
    let people = people();
    let lines = truth(|out| small().write_truth(out).unwrap());
    let persons: BTreeMap<&str, &str> = lines
        .iter()
        .filter(|row| row["source"] == "cwm-derw-council")
        .map(|row| (row["id"].as_str(), row["person"].as_str()))
        .collect();
    let own = rows(&file(small(), "cwm-derw-social-care"), b',', true);
    let is_dead = |row: &&Row| !people[persons[row["PERSON_ID"].as_str()]]["death_date"].is_empty();
    let dead: Vec<&Row> = own.iter().filter(is_dead).collect();
    let open = dead.iter().filter(|row| row["CLOSED"].is_empty() && row["DOD"].is_empty()).count();
    assert!(open > 0 && open < dead.len(), "{open} of {}", dead.len());
}

#[test]
fn some_people_are_registered_twice_by_one_council() {
    let lines = truth(|out| small().write_truth(out).unwrap());
    for source in ["cwm-derw-council", "glannau-afon-council", "ochr-y-rhos-council"] {
        let of: Vec<&Row> = lines.iter().filter(|row| row["source"] == source).collect();
        let persons: BTreeSet<&str> = of.iter().map(|row| row["person"].as_str()).collect();
        let twice = (of.len() - persons.len()) as f64 / of.len() as f64;
        assert!((0.03..0.07).contains(&twice), "{source}: {twice}");
    }
}
