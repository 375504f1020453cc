//! The contracts of `examples/feeds`, on the files that others wrote where somebody has them. The figures were counted by
//! another program: `python3` with `csv`, `xml.etree` and `zipfile`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dolen_model::PersonField;
use dolen_read::{Feed, RowContent};

use crate::support::{Read, read_bytes, real_file};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/feeds")
}

pub(crate) fn example(name: &str) -> Feed {
    let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    Feed::parse(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// Reads a real file by an example, or nothing where there is none.
fn real(name: &str, file: &str) -> Option<Read> {
    let path = real_file(&format!("feeds/{file}"))?;
    Some(read_bytes(&example(name), std::fs::read(path).unwrap()))
}

fn counts(values: Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

fn terms(read: &Read) -> BTreeMap<String, usize> {
    counts(read.attributes().iter().map(|attribute| attribute.term.clone()).collect())
}

fn map<const N: usize>(pairs: [(&str, usize); N]) -> BTreeMap<String, usize> {
    pairs.map(|(name, count)| (name.to_owned(), count)).into()
}

#[test]
fn every_example_is_a_contract_and_in_the_list() {
    let list = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert_eq!(example(name).name, name);
            assert!(list.contains(&format!("[{name}]({name}.toml)")), "{name} is not in the list");
            seen += 1;
        }
    }
    assert_eq!(seen, 9);
}

#[test]
fn street_crime_becomes_events_in_an_area_and_nobody() {
    let Some(read) = real("police-street-events", "2022-07-gwent-street.csv") else { return };
    let read = read.published();
    assert_eq!((read.summary.received, read.summary.published), (5_388, 5_388));
    assert!(read.contents().iter().all(|content| matches!(content, RowContent::Item(_))));
    assert_eq!(read.items("crime_id").len(), 5_388 - 933);
    assert_eq!(counts(read.items("month")), map([("2022-07", 5_388)]));
    let types = counts(read.items("crime_type"));
    assert_eq!(
        (types.len(), types["violence"], types["anti_social_behaviour"], types["weapons"]),
        (14, 2_143, 933, 26)
    );
    let (english, welsh): (Vec<_>, Vec<_>) = read.items("lsoa11").into_iter().partition(|code| code.starts_with('E'));
    assert_eq!((english.len(), welsh.len()), (17, 5_343));
    assert_eq!((read.items("longitude").len(), read.items("location").len()), (5_360, 5_360));
    assert_eq!(read.summary.rules["placeholder"].count, 28);
    assert_eq!(read.summary.dropped_columns, ["Falls within", "Context"]);
    // The first line of the file is its header.
    assert_eq!((read.keys().first(), read.keys().last()), (Some(&"2"), Some(&"5389")));
}

#[test]
fn street_crime_becomes_places_where_there_is_one() {
    let Some(read) = real("police-street-places", "2022-07-gwent-street.csv") else { return };
    let read = read.published();
    assert_eq!((read.summary.published, read.summary.quarantined), (5_360, 28));
    assert_eq!(read.summary.rules["key-missing"].count, 28);
}

#[test]
fn looked_after_children_as_csv() {
    let Some(read) = real("looked-after-children", "ssda903/header.csv") else { return };
    let read = read.published();
    assert_eq!((read.summary.received, read.summary.published), (2_675, 2_675));
    assert_eq!(counts(read.values(PersonField::Sex)), map([("female", 1_342), ("male", 1_333)]));
    let ethnicity = counts(read.values(PersonField::Ethnicity));
    assert_eq!((ethnicity.len(), ethnicity["dfe:REFU"], ethnicity["dfe:CHNE"]), (20, 148, 112));
    let born = read.values(PersonField::BirthDate);
    assert_eq!(
        (born.len(), born.iter().min().unwrap().as_str(), born.iter().max().unwrap().as_str()),
        (2_675, "2001-01-05", "2013-12-29")
    );
    assert_eq!(read.summary.dropped_columns, ["UPN", "MOTHER", "MC_DOB"]);
    assert!(
        read.contents().iter().all(|content| matches!(content, RowContent::Person(person) if !person.can_be_linked()))
    );
}

#[test]
fn episodes_and_absences_become_attributes_of_those_children() {
    let Some(episodes) = real("looked-after-episodes", "ssda903/episodes.csv") else { return };
    let episodes = episodes.published();
    assert_eq!((episodes.summary.received, episodes.summary.published), (5_050, 5_050));
    assert_eq!(terms(&episodes), map([("C02", 5_050), ("C05", 677), ("C10", 606), ("O03", 601)]));
    let ended = episodes.attributes().iter().filter(|attribute| attribute.end.is_some()).count();
    assert_eq!((ended, episodes.attributes().iter().filter(|attribute| attribute.start.is_none()).count()), (3_637, 0));
    let children: std::collections::BTreeSet<_> = episodes.keys().into_iter().collect();
    assert_eq!(children.len(), 2_123);

    let Some(missing) = real("looked-after-missing", "ssda903/missing.csv") else { return };
    let missing = missing.published();
    assert_eq!((missing.summary.received, terms(&missing)), (43, map([("C08", 19), ("missing", 24)])));
}

#[test]
fn looked_after_children_as_xml() {
    let Some(read) = real("looked-after-children-xml", "ssda903/fake_903.xml") else { return };
    let read = read.published();
    assert_eq!((read.summary.received, read.summary.published), (253, 253));
    assert_eq!(counts(read.values(PersonField::Sex)), map([("female", 121), ("male", 132)]));
    assert_eq!(counts(read.values(PersonField::Ethnicity))["dfe:MWBC"], 19);
    assert_eq!(terms(&read), map([("C02", 459), ("C05", 60), ("C08", 4), ("C10", 65), ("O03", 33), ("missing", 2)]));
    let ended = read.attributes().iter().filter(|one| one.term == "C02" && one.end.is_some()).count();
    assert_eq!(ended, 326);
    assert!(read.summary.dropped_columns.contains(&"EPISODE/PL_POST".to_owned()));
    assert!(read.summary.rules.is_empty(), "{:?}", read.rules());
}

#[test]
fn workbooks_of_homes_and_providers() {
    let Some(homes) = real("childrens-homes", "ssda903/ch_fake.xlsx") else { return };
    let homes = homes.published();
    assert_eq!((homes.summary.received, homes.keys()), (1, vec!["njascn"]));
    assert_eq!(
        (homes.items("registered"), homes.items("postcode")),
        (vec!["2023-12-01".to_owned()], vec!["BN20 8JX".to_owned()])
    );
    assert!(homes.items("places").is_empty());

    let Some(providers) = real("social-care-providers", "ssda903/scp_fake.xlsx") else { return };
    let providers = providers.published();
    assert_eq!(providers.keys(), ["bababooey", "p4baboo7"]);
    assert_eq!(providers.items("inspected"), ["2023-01-01", "2023-01-01"]);
    assert_eq!(
        (providers.items("closed"), providers.items("grade")),
        (vec!["2023-01-01".to_owned()], vec!["A".to_owned(), "C-".to_owned()])
    );
}
