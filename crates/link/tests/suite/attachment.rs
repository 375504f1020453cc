//! Records that say little, where people have many records.

use std::collections::BTreeSet;

use dolen_link::{Given, Linkage, Specification, Table, Threshold, link};

const COLUMNS: &[&str] =
    &["given_names", "family_name", "birth_date", "postcode", "nhs_number", "nhs_number_status", "sex"];
const START: &[&str] = &["Em", "Dil", "Mac", "Rhi", "Gwil", "Nes", "Hel", "Tre"];
const END: &[&str] = &["rys", "ys", "sen", "an", "ym", "ta", "edd", "for"];

/// Eighty people of twelve records each, of whom some share a given name, some a family name, and none both.
fn crowd() -> Table {
    let mut table = Table::new(COLUMNS);
    for person in 0..80 {
        for copy in 0..12 {
            let row = cells(person);
            let known = |column: usize| (copy + person) % 5 != column;
            let cells = row.iter().enumerate().map(|(column, cell)| known(column).then_some(cell.as_str()));
            table.push("s", &format!("{person:03}-{copy:02}"), cells);
        }
    }
    table
}

/// Given and family name, date of birth, postcode.
fn cells(person: usize) -> [String; 4] {
    let (given, family) = (person % 16, person % 40);
    [
        format!("{}{}", START[given / 2], END[given % 8]),
        format!("{}{}son", END[family / 8], START[family % 8]),
        format!("{}-{:02}-{:02}", 1930 + person % 70, 1 + person % 12, 2 + person % 25),
        format!("NP{} {}{}{}", 10 + person % 9, person % 10, ['A', 'B', 'D', 'E'][person % 4], 'F'),
    ]
}

fn run(table: &Table) -> Linkage {
    let columns = |name: &str| COLUMNS.contains(&name);
    let mut specification = Specification::person();
    specification.columns.retain(|column| columns(&column.name));
    let mut specification = Specification::for_columns(specification.columns).unwrap();
    // So that no pair under the threshold is told for its own sake.
    (specification.thresholds.join, specification.thresholds.review) = (Threshold::Probability(0.95), 0.95);
    link(&specification, table, &Given::NOTHING, &|_| {}).unwrap()
}

fn row(table: &Table, id: &str) -> u32 {
    (0..u32::try_from(table.len()).unwrap()).find(|&row| table.id(row) == id).unwrap()
}

#[test]
fn a_record_without_a_rival_is_attached_and_the_pair_that_attached_it_is_told() {
    let mut table = crowd();
    let [given, family, ..] = cells(23);
    table.push("s", "poor", [Some(given.as_str()), Some(family.as_str())]);
    let linkage = run(&table);
    let (poor, known) = (row(&table, "poor"), row(&table, "023-00"));
    assert_eq!(linkage.clusters[poor as usize], linkage.clusters[known as usize]);
    let own: Vec<_> = linkage.links.iter().filter(|link| link.left == poor || link.right == poor).collect();
    assert!(
        own.iter().all(|link| f64::from(link.probability) < linkage.threshold),
        "no pair alone would have joined it"
    );
    let strongest = own.iter().map(|link| link.probability).fold(0.0, f32::max);
    let weakest = linkage.weakest_links()[&linkage.clusters[poor as usize]];
    assert!((weakest.probability - strongest).abs() < f32::EPSILON, "the cluster is as sure as what attached it");
}

#[test]
fn a_record_between_two_people_is_attached_to_neither() {
    let mut table = crowd();
    // Two people of one name.
    for (id, born, postcode) in [("one", "1931-03-04", "NP10 1AF"), ("two", "1987-10-21", "NP15 5BF")] {
        for copy in 0..12 {
            let cells = [Some("Mabli"), Some("Rosser"), Some(born), Some(postcode)];
            table.push("s", &format!("{id}-{copy:02}"), cells);
        }
    }
    table.push("s", "between", [Some("Mabli"), Some("Rosser")]);
    let linkage = run(&table);
    let cluster = |id: &str| linkage.clusters[row(&table, id) as usize];
    let told = BTreeSet::from([cluster("one-00"), cluster("two-00"), cluster("between")]);
    assert_eq!(told.len(), 3);
}

#[test]
fn a_verified_number_keeps_a_record_from_a_cluster_however_large() {
    let mut table = crowd();
    let own = [Some("Mabli"), Some("Rosser"), Some("1931-03-04"), Some("NP10 1AF")];
    for copy in 0..120 {
        // One of so many rows has a verified number.
        let number = if copy == 1 { [Some("9434765919"), Some("traced")] } else { [None, None] };
        table.push("s", &format!("own-{copy:03}"), own.into_iter().chain(number));
    }
    table.push("s", "other", own.into_iter().chain([Some("9449305552"), Some("traced")]));
    let linkage = run(&table);
    let cluster = |id: &str| linkage.clusters[row(&table, id) as usize];
    assert_eq!(cluster("own-000"), cluster("own-119"));
    assert_ne!(cluster("own-001"), cluster("other"));
    assert_ne!(cluster("own-000"), cluster("other"), "neither number is preferred");
}
