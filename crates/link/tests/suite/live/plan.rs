//! A plan is what a batch run was decided by.

use dolen_link::{Given, LinkFault, Plan, Specification};

use super::support::{batch, live, partition, plan, put};
use crate::people::{People, table_of};

#[test]
fn records_by_a_plan_are_in_the_clusters_of_the_run_that_made_it() {
    for (households, seed) in [(40, 2), (150, 5), (600, 8)] {
        let people = People::new(households, seed);
        let table = table_of(people.rows.iter());
        let (plan, linkage) = Plan::make(&Specification::person(), &table, &Given::NOTHING, &|_| {}).unwrap();
        let mut live = live(&plan);
        put(&mut live, &people.rows);
        let wanted = batch(&people.rows, &linkage.clusters);
        assert!(wanted.len() > households / 2 && wanted.len() < people.rows.len());
        assert_eq!(partition(&live, &people.rows), wanted, "{households} households");
        assert_eq!((live.len(), live.clusters()), (people.rows.len(), wanted.len()));
    }
}

#[test]
fn blocks_that_were_cut_are_cut_the_same_way() {
    let people = People::new(300, 9);
    let mut specification = Specification::person();
    specification.block_cap = 6;
    let table = people.table();
    let (plan, linkage) = Plan::make(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    assert!(linkage.blocking.iter().any(|rule| rule.cut_blocks > 0));
    let mut live = live(&plan);
    put(&mut live, &people.rows);
    assert_eq!(partition(&live, &people.rows), batch(&people.rows, &linkage.clusters));
}

#[test]
fn a_plan_survives_being_stored() {
    let people = People::new(120, 3);
    let plan = plan(&people.rows);
    let bytes = plan.to_bytes().unwrap();
    let stored = Plan::from_bytes(&bytes).unwrap();
    assert_eq!(stored.to_bytes().unwrap(), bytes);
    let further = People::new(80, 4).rows;
    let run = |plan: &Plan| {
        let mut live = live(plan);
        (put(&mut live, &people.rows), put(&mut live, &further[..100]))
    };
    assert_eq!(run(&stored), run(&plan));
}

#[test]
fn a_plan_holds_no_text_of_a_row() {
    let people = People::new(60, 3);
    let stored = String::from_utf8(plan(&people.rows).to_bytes().unwrap()).unwrap().to_lowercase();
    let texts = people.rows.iter().flat_map(|row| row.cells.iter().flatten()).map(|cell| cell.to_lowercase());
    for text in texts.filter(|text| text.len() > 5 && text != "traced" && text != "female") {
        assert!(!stored.contains(&text), "a cell stands in the plan");
    }
}

#[test]
fn bytes_that_are_no_plan_are_refused() {
    let plan = plan(&People::new(20, 3).rows);
    let bytes = plan.to_bytes().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let other_version = text.replacen("\"version\":1", "\"version\":2", 1);
    let other_model = text.replacen("\"birth_date\"", "\"death_date\"", 2);
    for wrong in [&b""[..], b"{}", &bytes[..bytes.len() / 2], other_version.as_bytes(), other_model.as_bytes()] {
        assert!(matches!(Plan::from_bytes(wrong), Err(LinkFault::UnreadablePlan(_))));
    }
}
