//! People who are hard to tell apart, and names as they are borne in Wales.

use std::collections::{BTreeMap, BTreeSet};

use crate::made::{flat, middling, small};
use crate::table::{Row, truth};

fn people() -> Vec<Row> {
    truth(|out| middling().write_people(out).unwrap())
}

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
fn some_share_name_and_date_of_birth_and_are_not_one() {
    let mut by_names: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut by_all: BTreeMap<(String, String, String), BTreeSet<String>> = BTreeMap::new();
    for (row, person) in flat(middling()) {
        let (forename, family) = (row["forename"].to_uppercase(), row["family_name"].to_uppercase());
        by_names.entry((forename.clone(), family.clone())).or_default().insert(person.clone());
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
    let sons =
        people.values().filter(|row| row["sex"] == "male").filter_map(|row| Some((row, people.get(&row["father"])?)));
    let (mut all, mut named) = (0, 0);
    for (son, father) in sons {
        all += 1;
        named += usize::from(names(son) == names(father));
    }
    assert!(named > 0 && named * 10 < all, "{named} of {all}");
}

#[test]
fn names_are_those_of_wales_and_of_those_who_came() {
    let people = people();
    let share =
        |wanted: &dyn Fn(&Row) -> bool| people.iter().filter(|row| wanted(row)).count() as f64 / people.len() as f64;
    let family = |names: &'static [&'static str]| move |row: &Row| names.contains(&row["family_name"].as_str());
    let jones = share(&family(&["Jones"]));
    assert!((0.04..0.08).contains(&jones), "{jones}");
    let ten = share(&family(&[
        "Jones", "Williams", "Davies", "Evans", "Thomas", "Lewis", "Roberts", "Morgan", "Hughes", "Smith",
    ]));
    assert!((0.2..0.4).contains(&ten), "{ten}");
    let double = share(&|row| row["family_name"].contains('-'));
    assert!((0.005..0.08).contains(&double), "{double}");
    for word in ["ap ", "ab ", "ferch "] {
        assert!(people.iter().any(|row| row["family_name"].starts_with(word)), "{word}");
    }
    for (sex, word) in [("male", "ferch "), ("female", "ap ")] {
        assert!(
            !people.iter().any(|row| row["sex"] == sex && row["family_name"].starts_with(word)),
            "{word} of a {sex}"
        );
    }
    for letter in ['â', 'ô', 'ŷ', 'ł'] {
        assert!(
            people
                .iter()
                .any(|row| format!("{} {}", row["forename"], row["family_name"]).to_lowercase().contains(letter)),
            "{letter}"
        );
    }
    for names in [
        &["Khan", "Hussain", "Begum"][..],
        &["Singh", "Kaur"],
        &["Patel"],
        &["Kowalski", "Kowalska", "Nowak"],
        &["Ahmed", "Hassan"],
    ] {
        let bearers = people.iter().filter(|row| names.contains(&row["family_name"].as_str())).count();
        assert!(bearers > 5, "{names:?}: {bearers}");
    }
}

/// Forenames of two records of one person, both ways round.
fn forename_pairs() -> BTreeSet<(String, String)> {
    let mut borne: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (row, person) in flat(middling()) {
        borne.entry(person).or_default().insert(row["forename"].to_lowercase());
    }
    let mut pairs = BTreeSet::new();
    for names in borne.values() {
        for one in names {
            pairs.extend(names.iter().filter(|other| *other != one).map(|other| (one.clone(), other.clone())));
        }
    }
    pairs
}

#[test]
fn one_person_is_siôn_here_and_john_there() {
    let pairs = forename_pairs();
    let any = |names: &[(&str, &str)]| {
        names.iter().any(|(one, other)| pairs.contains(&((*one).to_owned(), (*other).to_owned())))
    };
    // Other languages' forms, transliterations, familiar forms; which of them come up depends on the seed.
    assert!(any(&[
        ("siôn", "john"),
        ("sion", "john"),
        ("dafydd", "david"),
        ("siân", "jane"),
        ("ifan", "evan"),
        ("rhys", "reece")
    ]));
    assert!(any(&[
        ("mohammed", "muhammad"),
        ("mohammed", "mohammad"),
        ("muhammad", "mohammad"),
        ("mohamed", "mohammed"),
        ("yusuf", "yousef"),
        ("ahmed", "ahmad"),
    ]));
    assert!(any(&[
        ("margaret", "maggie"),
        ("margaret", "peggy"),
        ("william", "bill"),
        ("thomas", "tom"),
        ("david", "dai")
    ]));
    assert!(pairs.len() > 300, "{}", pairs.len());
}
