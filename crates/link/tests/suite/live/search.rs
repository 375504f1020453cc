//! A search finds what a record of the same content would be linked with.

use dolen_link::{Given, Specification, Table, link};

use super::support::{key, live, plan, put};
use crate::people::{COLUMNS, People, table_of};

#[test]
fn a_search_has_the_scores_of_a_batch_run_and_keeps_nothing() {
    let people = People::new(100, 7);
    let linkage = link(&Specification::person(), &people.table(), &Given::NOTHING, &|_| {}).unwrap();
    let plan = plan(&people.rows);
    let mut live = live(&plan);
    put(&mut live, &people.rows);
    let mut met = 0;
    for (row, number) in people.rows.iter().zip(0_u32..).step_by(3) {
        let found = live.search(&table_of([row].into_iter())).unwrap();
        let mut found: Vec<_> = found
            .into_iter()
            .filter(|found| found.record != key(row))
            .map(|found| (found.record, found.weight.to_bits(), found.pattern, found.guard))
            .collect();
        found.sort();
        let linked = linkage.links.iter().filter(|link| link.left == number || link.right == number);
        let other = |link: &dolen_link::Link| if link.left == number { link.right } else { link.left };
        let mut wanted: Vec<_> = linked
            .map(|link| (key(&people.rows[other(link) as usize]), link.weight.to_bits(), link.pattern, link.guard))
            .collect();
        wanted.sort();
        met += wanted.len();
        assert_eq!(found, wanted);
    }
    assert!(met > 100, "{met}");
    assert_eq!(live.len(), people.rows.len());
}

#[test]
fn a_partial_record_finds_its_person_and_what_it_lacks_says_nothing() {
    let people = People::new(100, 7);
    let mut live = live(&plan(&people.rows));
    put(&mut live, &people.rows);
    let column = |name: &str| COLUMNS.iter().position(|&column| column == name).unwrap();
    let names = ["birth_date", "given_names", "family_name"];
    let row = people.rows.iter().find(|row| names.iter().all(|name| row.cells[column(name)].is_some())).unwrap();
    let mut table = Table::new(&names);
    table.push("", "", names.map(|name| row.cells[column(name)].as_deref()));
    let found = live.search(&table).unwrap();
    assert!(found.iter().any(|found| found.record == key(row)));
    assert!(found.is_sorted_by(|one, other| one.weight >= other.weight));
    let evidence = live.plan().model().evidence_of_pattern(found[0].pattern);
    assert!(evidence.iter().any(|line| line.comparison == "place" && line.level == "missing"));
    assert!(live.search(&Table::new(&names)).unwrap().is_empty());
}

#[test]
fn what_was_searched_for_leaves_no_trace() {
    let people = People::new(60, 7);
    let others = People::new(60, 8);
    let plan = plan(&people.rows);
    let run = |searches: &[usize]| {
        let mut live = live(&plan);
        put(&mut live, &people.rows[..50]);
        for &place in searches {
            live.search(&table_of([&others.rows[place]].into_iter())).unwrap();
        }
        let events = put(&mut live, &people.rows[50..]);
        (events, live.search(&table_of([&others.rows[3]].into_iter())).unwrap())
    };
    assert_eq!(run(&[]), run(&(0..others.rows.len()).collect::<Vec<_>>()));
}

#[test]
fn a_word_that_was_searched_for_is_not_taken_for_another() {
    let people = People::new(60, 7);
    let plan = plan(&people.rows);
    let given = |name: &str, id: &str| {
        let mut row = people.rows[0].clone();
        row.id = id.to_owned();
        row.cells[0] = Some(name.to_owned());
        row
    };
    let run = |is_searched: bool| {
        let mut live = live(&plan);
        put(&mut live, [&given("Mablina", "one")]);
        if is_searched {
            live.search(&table_of([&given("Mablino", "two")].into_iter())).unwrap();
        }
        put(&mut live, [&given("Zyxwvut", "three")]);
        live.search(&table_of([&given("Mablina", "four")].into_iter())).unwrap()
    };
    assert_eq!(run(true), run(false));
    let found = run(true);
    let levels: Vec<String> =
        found.iter().map(|found| plan.model().evidence_of_pattern(found.pattern)[1].level.clone()).collect();
    assert!(levels.contains(&"different".to_owned()), "{levels:?}");
}
