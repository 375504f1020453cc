//! Who lives with whom.

use std::collections::BTreeMap;

use dolen_model::FixedClock;
use dolen_model::PersonField::{self, Address, BirthDate, DeathDate, FamilyName, GivenNames, Postcode, Uprn};

use super::everything::Everything;
use super::loaded::{Loaded, NOW, Row, row};
use crate::master::match_pending;

/// A key, and what is said of the home.
type Home<'a> = (&'a str, &'a [(PersonField, &'a str)]);

/// People of names that nobody shares, each with what is said of the home.
fn people(homes: &[Home<'_>]) -> Vec<Row> {
    const GIVEN: [&str; 8] = ["Ceinwen", "Gwilym", "Olwen", "Pryderi", "Tegid", "Myfanwy", "Idwal", "Luned"];
    const FAMILY: [&str; 8] = ["Prydderch", "Bebb", "Tudor", "Kowalski", "Nasser", "Okafor", "Singh", "Whitcombe"];
    let person = |(place, (key, home)): (usize, &Home<'_>)| {
        let born = format!("19{}-0{}-1{}", 30 + 7 * place, place + 1, place);
        let mut values = vec![(GivenNames, GIVEN[place]), (FamilyName, FAMILY[place]), (BirthDate, born.as_str())];
        values.extend_from_slice(home);
        row(key, i64::try_from(place).unwrap(), &values)
    };
    homes.iter().enumerate().map(person).collect()
}

/// For each key the residence and household.
async fn dwellings(loaded: &Loaded, rows: Vec<Row>) -> BTreeMap<String, (Option<String>, Option<String>)> {
    let keys: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
    loaded.feed("f", "o").await;
    loaded.publish("f", true, rows).await;
    let report = match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    assert_eq!(report.golden_records, keys.len() as u64, "nobody was joined");
    let all = Everything::current(&loaded.hub).await;
    let dwelling = |key: &String| {
        let golden = all.golden_of(&loaded.id("f", key)).unwrap();
        let (_, _, residence, household) = all.golden.iter().find(|row| row.0 == golden).unwrap();
        (key.clone(), (residence.clone(), household.clone()))
    };
    keys.iter().map(dwelling).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_home_is_one_household_however_it_is_told() {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    let rows = people(&[
        ("both", &[(Uprn, "100023"), (Address, "14 Station Road, Trefin"), (Postcode, "NP20 4UX")]),
        ("uprn", &[(Uprn, "100023")]),
        ("address", &[(Address, "14 HEOL YR ORSAF"), (Postcode, "NP20 4UX")]),
        ("next door", &[(Address, "16 Station Road, Trefin"), (Postcode, "NP20 4UX")]),
        ("postcode", &[(Postcode, "NP20 4UX")]),
        ("street", &[(Address, "Station Road, Trefin"), (Postcode, "NP20 4UX")]),
    ]);
    let dwellings = dwellings(&loaded, rows).await;
    let home = &dwellings["both"];
    assert!(home.0.is_some() && home.1.is_some() && home.0 != home.1);
    assert_eq!((&dwellings["uprn"], &dwellings["address"]), (home, home), "the UPRN is learnt from who has both");
    assert!(dwellings["next door"].1.is_some() && dwellings["next door"] != *home);
    assert_eq!(dwellings["postcode"], (None, None));
    assert_eq!(dwellings["street"], (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_homes_of_one_number_are_told_apart_by_their_building() {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    let rows = people(&[
        ("house", &[(Uprn, "100"), (Address, "3 Station Road"), (Postcode, "NP20 4UX")]),
        ("flat", &[(Uprn, "200"), (Address, "Flat 3, Llys Derwen, Station Road"), (Postcode, "NP20 4UX")]),
        ("house too", &[(Address, "3 Station Rd, Trefin"), (Postcode, "NP20 4UX")]),
        ("flat too", &[(Address, "Apt 3, LLYS DERWEN"), (Postcode, "NP20 4UX")]),
    ]);
    let dwellings = dwellings(&loaded, rows).await;
    assert_ne!(dwellings["house"], dwellings["flat"]);
    assert_eq!(dwellings["house too"], dwellings["house"]);
    assert_eq!(dwellings["flat too"], dwellings["flat"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dead_live_nowhere() {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    let rows = people(&[("dead", &[(Uprn, "100023"), (DeathDate, "2025-01-01")]), ("living", &[(Uprn, "100023")])]);
    let dwellings = dwellings(&loaded, rows).await;
    assert_eq!(dwellings["dead"], (None, None));
    assert!(dwellings["living"].1.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_of_many_is_a_residence_without_a_household() {
    let loaded = Loaded::configured(FixedClock(NOW), "[households]\nlargest = 2\n").await;
    let home: &[(PersonField, &str)] = &[(Uprn, "100023")];
    let dead: &[(PersonField, &str)] = &[(Uprn, "500"), (DeathDate, "2025-01-01")];
    let rows =
        people(&[("1", home), ("2", home), ("3", home), ("4", &[(Uprn, "500")]), ("5", &[(Uprn, "500")]), ("6", dead)]);
    let dwellings = dwellings(&loaded, rows).await;
    assert!(dwellings["1"].0.is_some() && dwellings["1"].1.is_none());
    assert_eq!((&dwellings["2"], &dwellings["3"]), (&dwellings["1"], &dwellings["1"]));
    assert!(dwellings["4"].1.is_some() && dwellings["4"] == dwellings["5"], "the dead are not counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_fixed_abode_lives_with_nobody() {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    let homeless: &[(PersonField, &str)] = &[(Address, "No fixed abode"), (Postcode, "ZZ99 3VZ")];
    let unknown: &[(PersonField, &str)] = &[(Address, "14 Station Road"), (Postcode, "ZZ99 3WZ")];
    let rows = people(&[("1", homeless), ("2", homeless), ("3", unknown), ("4", unknown)]);
    let dwellings = dwellings(&loaded, rows).await;
    assert!(dwellings.values().all(|dwelling| *dwelling == (None, None)));
}
