//! Where people live: households at residences in small areas.

use std::collections::{BTreeMap, BTreeSet};

use dolen_model::{Postcode, PostcodeKind, Uprn};
use serde_json::Value;

use crate::made::{middling, small};
use crate::table::truth;

fn areas() -> Value {
    let mut bytes = Vec::new();
    small().write_areas(&mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn every_household_is_at_a_residence_with_uprn_street_and_postcode_in_a_small_area() {
    let areas = areas();
    let codes: BTreeSet<&str> =
        areas["features"].as_array().unwrap().iter().map(|area| area["properties"]["code"].as_str().unwrap()).collect();
    let mut homes = BTreeMap::new();
    for home in truth(|out| small().write_residences(out).unwrap()) {
        assert!(Uprn::parse(&home["uprn"]).is_ok());
        assert_eq!(Postcode::parse(&home["postcode"]).unwrap().kind(), PostcodeKind::Full);
        assert!(home["address"].contains(' ') && !home["town"].is_empty() && !home["town_cy"].is_empty());
        assert!(codes.contains(home["area"].as_str()));
        assert!(homes.insert(home["uprn"].clone(), home).is_none(), "a UPRN is given once");
    }
    let mut home_of: BTreeMap<String, String> = BTreeMap::new();
    let households = truth(|out| small().write_households(out).unwrap());
    assert!(households.len() > 3_000);
    for row in households {
        assert!(homes.contains_key(&row["uprn"]));
        let home = home_of.entry(row["household"].clone()).or_insert_with(|| row["uprn"].clone());
        assert_eq!(*home, row["uprn"], "one household, one residence");
    }
}

#[test]
fn every_small_area_has_a_closed_boundary_and_a_rank_of_its_own() {
    let areas = areas();
    let features = areas["features"].as_array().unwrap();
    let mut ranks: Vec<u64> = Vec::new();
    for area in features {
        let properties = &area["properties"];
        ranks.push(properties["deprivation_rank"].as_u64().unwrap());
        for name in ["name", "name_cy", "authority", "authority_cy"] {
            assert!(!properties[name].as_str().unwrap().is_empty(), "{name}");
        }
        let ring = area["geometry"]["coordinates"][0][0].as_array().unwrap();
        assert!(ring.len() >= 4 && ring.first() == ring.last());
    }
    ranks.sort_unstable();
    assert!(ranks.into_iter().eq(1..=features.len() as u64));
}

#[test]
fn streets_are_many_and_of_both_languages() {
    let homes = truth(|out| middling().write_residences(out).unwrap());
    let street = |address: &str| address.split_once(' ').map_or(String::new(), |(_, street)| street.to_owned());
    let streets: BTreeSet<String> = homes.iter().map(|row| street(&row["address"])).collect();
    assert!(streets.len() > 400, "{}", streets.len());
    assert!(streets.iter().any(|name| name.ends_with("Road")) && streets.iter().any(|name| name.starts_with("Heol ")));
    assert!(homes.iter().any(|row| row["address"].contains(['ŵ', 'ŷ'])), "a circumflex that one encoding lacks");
}

#[test]
fn many_live_at_one_address_in_homes_and_blocks_of_flats() {
    let homes = truth(|out| middling().write_residences(out).unwrap());
    let kinds: BTreeMap<&str, &str> = homes.iter().map(|row| (row["uprn"].as_str(), row["kind"].as_str())).collect();
    for kind in ["care-home", "hostel", "flat", "house"] {
        assert!(kinds.values().any(|other| *other == kind), "{kind}");
    }
    for home in homes.iter().filter(|home| ["care-home", "hostel"].contains(&home["kind"].as_str())) {
        assert!(home["address"].contains(',') && !home["address"].starts_with(','), "it has a name");
    }
    let mut residents: BTreeMap<String, usize> = BTreeMap::new();
    for row in truth(|out| middling().write_households(out).unwrap()) {
        *residents.entry(row["uprn"].clone()).or_default() += 1;
    }
    // Only people of whom there is a record are in the truth.
    let most =
        |kind: &str| residents.iter().filter(|(uprn, _)| kinds[uprn.as_str()] == kind).map(|(_, count)| *count).max();
    assert!(most("care-home").unwrap() >= 8, "{:?}", most("care-home"));
    assert!(most("hostel").unwrap() >= 4, "{:?}", most("hostel"));
}
