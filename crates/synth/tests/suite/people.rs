//! People who are hard to tell apart, and places where many live.

use std::collections::{BTreeMap, BTreeSet};

use crate::made::small;
use crate::table::{Row, rows, truth};

#[test]
fn there_are_twins_and_they_are_few() {
    let mut births: BTreeMap<(String, String), usize> = BTreeMap::new();
    let people = truth(|out| small().write_people(out).unwrap());
    for row in people.iter().filter(|row| !row["mother"].is_empty()) {
        *births.entry((row["mother"].clone(), row["birth_date"].clone())).or_default() += 1;
    }
    let twins = births.values().filter(|&&count| count > 1).count();
    assert!(twins > 0 && twins * 20 < births.len(), "{twins} of {}", births.len());
}

#[test]
fn many_live_at_one_address_in_homes_and_blocks_of_flats() {
    let homes = truth(|out| small().write_residences(out).unwrap());
    let uprns: BTreeMap<&str, &str> = homes.iter().map(|row| (row["uprn"].as_str(), row["kind"].as_str())).collect();
    for kind in ["care-home", "hostel", "flat", "house"] {
        assert!(uprns.values().any(|other| *other == kind), "{kind}");
    }
    let mut residents: BTreeMap<String, usize> = BTreeMap::new();
    for row in truth(|out| small().write_households(out).unwrap()) {
        *residents.entry(row["uprn"].clone()).or_default() += 1;
    }
    let most = residents.iter().filter(|(uprn, _)| uprns[uprn.as_str()] == "care-home").map(|(_, count)| *count).max();
    assert!(most.unwrap() >= 8, "{most:?}");
}

#[test]
fn some_share_name_and_date_of_birth_and_are_not_one() {
    let region = crate::made::make(5, 0.15);
    let mut flat = Vec::new();
    let mut lines = Vec::new();
    region.write_flat(&mut flat, &mut lines).unwrap();
    let persons: BTreeMap<(String, String), String> = rows(&lines, b',', false)
        .into_iter()
        .map(|row| ((row["source"].clone(), row["id"].clone()), row["person"].clone()))
        .collect();
    let mut by_names: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
    let mut by_all: BTreeMap<(String, String, String), BTreeSet<&str>> = BTreeMap::new();
    let records: Vec<Row> = rows(&flat, b',', false);
    for row in &records {
        let person = persons[&(row["source"].clone(), row["id"].clone())].as_str();
        let (forename, family) = (row["forename"].to_uppercase(), row["family_name"].to_uppercase());
        by_names.entry((forename.clone(), family.clone())).or_default().insert(person);
        if !row["birth_date"].is_empty() && !row["birth_date"].starts_with("1900") && !forename.is_empty() {
            by_all.entry((forename, family, row["birth_date"].clone())).or_default().insert(person);
        }
    }
    let shared = by_names.values().filter(|people| people.len() > 1).count();
    let ambiguous = by_all.values().filter(|people| people.len() > 1).count();
    assert!(shared > 200, "{shared}");
    assert!(ambiguous * 100 < by_all.len(), "{ambiguous} of {}", by_all.len());
}

#[test]
fn some_sons_bear_their_fathers_forename_and_family_name() {
    let people: BTreeMap<String, Row> =
        truth(|out| small().write_people(out).unwrap()).into_iter().map(|row| (row["person"].clone(), row)).collect();
    let names = |row: &Row| (row["forename"].clone(), row["family_name"].clone());
    let sons = people.values().filter(|row| row["sex"] == "male").filter_map(|row| Some((row, people.get(&row["father"])?)));
    let (mut all, mut named) = (0, 0);
    for (son, father) in sons {
        all += 1;
        named += usize::from(names(son) == names(father));
    }
    assert!(named > 0 && named * 10 < all, "{named} of {all}");
}
