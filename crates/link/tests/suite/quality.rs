//! How good the clusters are on an invented population, and what must never be joined.

use dolen_link::{Given, Specification, Table, evaluate, evaluate_across, link};

use crate::people::{COLUMNS, People};

#[test]
fn a_population_with_households_is_linked_well() {
    let people = People::new(1_200, 7);
    let table = people.table();
    let linkage = link(&Specification::person(), &table, &Given::NOTHING, &|_| {}).unwrap();
    let all = evaluate(&linkage.clusters, &people.truth());
    let across = evaluate_across(&linkage.clusters, &people.truth(), table.source_codes());
    assert!(all.true_pairs > 3_000);
    assert!(all.precision.unwrap() > 0.98, "{all:?}");
    assert!(all.recall.unwrap() > 0.95, "{all:?}");
    assert!(across.recall.unwrap() > 0.95, "{across:?}");
}

/// The population with some rows of its own at the end, and the clusters of those.
fn with(rows: &[&[(&str, &str)]]) -> Vec<u32> {
    let people = People::new(300, 21);
    let mut table: Table = people.table();
    let start = table.len();
    for (number, row) in rows.iter().enumerate() {
        let cell = |name: &&str| row.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
        table.push("council-one", &format!("x{number}"), COLUMNS.iter().map(cell));
    }
    let linkage = link(&Specification::person(), &table, &Given::NOTHING, &|_| {}).unwrap();
    linkage.clusters[start..].to_vec()
}

const HOME: [(&str, &str); 3] = [("address", "7 Heol Newydd"), ("postcode", "CF99 1NA"), ("phone", "029 2000 0001")];

fn at_home<'a>(own: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    own.iter().copied().chain(HOME).collect()
}

#[test]
fn twins_are_two_people() {
    let twin = |given| {
        at_home(&[("given_names", given), ("family_name", "Prosser"), ("birth_date", "2011-05-06"), ("sex", "male")])
    };
    let clusters = with(&[&twin("Macsen"), &twin("Gruffydd")]);
    assert_ne!(clusters[0], clusters[1]);
}

#[test]
fn father_and_son_of_one_name_are_two_people() {
    let man = |birth| {
        at_home(&[("given_names", "Emrys"), ("family_name", "Prosser"), ("birth_date", birth), ("sex", "male")])
    };
    let clusters = with(&[&man("1961-05-06"), &man("1994-11-23")]);
    assert_ne!(clusters[0], clusters[1]);
}

#[test]
fn couples_and_siblings_are_two_people() {
    let one = |given, birth, sex| {
        at_home(&[("given_names", given), ("family_name", "Prosser"), ("birth_date", birth), ("sex", sex)])
    };
    let clusters = with(&[
        &one("Emrys", "1961-05-06", "male"),
        &one("Dilys", "1962-01-30", "female"),
        &one("Macsen", "1990-08-08", "male"),
    ]);
    assert!(clusters[0] != clusters[1] && clusters[1] != clusters[2] && clusters[0] != clusters[2]);
}

#[test]
fn a_mothers_number_on_her_baby_does_not_join_them() {
    let one = |given, birth| {
        at_home(&[
            ("given_names", given),
            ("family_name", "Prosser"),
            ("birth_date", birth),
            ("sex", "female"),
            ("nhs_number", "9434765919"),
        ])
    };
    let clusters = with(&[&one("Dilys", "1985-02-03"), &one("Macsen", "2024-07-21")]);
    assert_ne!(clusters[0], clusters[1]);
}

#[test]
fn two_verified_numbers_are_never_in_one_cluster() {
    let one = |number| {
        let own = [
            ("given_names", "Emrys"),
            ("family_name", "Prosser"),
            ("birth_date", "1961-05-06"),
            ("nhs_number_status", "traced"),
        ];
        let mut row = at_home(&own);
        row.push(("nhs_number", number));
        row
    };
    let without = at_home(&[("given_names", "Emrys"), ("family_name", "Prosser"), ("birth_date", "1961-05-06")]);
    let clusters = with(&[&one("9434765919"), &one("9449305552"), &without]);
    assert_ne!(clusters[0], clusters[1]);
}

#[test]
fn other_forms_of_a_name_are_one_person() {
    for (left, right) in [
        (
            [("given_names", "Siôn Rhys"), ("family_name", "ap Gwilym")],
            [("given_names", "John"), ("family_name", "GWILYM")],
        ),
        (
            [("given_names", "Elizabeth"), ("family_name", "Lloyd-Prosser")],
            [("given_names", "Bethan"), ("family_name", "Prosser")],
        ),
        (
            [("given_names", "Prosser"), ("family_name", "Emrys")],
            [("given_names", "Emrys"), ("family_name", "Prosser")],
        ),
    ] {
        let one = |own: &[(&'static str, &'static str)]| {
            let mut row = at_home(own);
            row.push(("birth_date", "1961-05-06"));
            row
        };
        let clusters = with(&[&one(&left), &one(&right)]);
        assert_eq!(clusters[0], clusters[1], "{left:?}");
    }
}
