//! One result, whatever the order of rows and the number of threads.

use dolen_link::{Given, LinkFault, Linkage, Memory, Specification, link, link_and_forget};
use proptest::prelude::*;

use crate::people::{People, Row, table_of};

/// Clusters as sets of ids, and links as ids with weights: what does not name a row by its number.
type Told = (Vec<Vec<String>>, Vec<(String, String, u32, u64)>);

fn told(rows: &[Row], linkage: &Linkage) -> Told {
    let id = |row: u32| rows[row as usize].id.clone();
    let mut clusters: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    for (row, &cluster) in linkage.clusters.iter().enumerate() {
        clusters[cluster as usize].push(rows[row].id.clone());
    }
    clusters.iter_mut().for_each(|cluster| cluster.sort());
    clusters.sort();
    let mut links: Vec<_> = linkage
        .links
        .iter()
        .map(|link| {
            let (left, right) = (id(link.left), id(link.right));
            (left.clone().min(right.clone()), left.max(right), link.weight.to_bits(), link.pattern)
        })
        .collect();
    links.sort();
    (clusters, links)
}

fn run(rows: &[Row], threads: usize) -> Told {
    let table = table_of(rows.iter());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let linkage = pool.install(|| link(&Specification::person(), &table, &Given::NOTHING, &|_| {})).unwrap();
    for (row, &cluster) in linkage.clusters.iter().enumerate() {
        assert!(cluster as usize <= row && linkage.clusters[cluster as usize] == cluster);
    }
    told(rows, &linkage)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn neither_order_nor_threads_change_anything(seed in any::<u64>(), turns in proptest::collection::vec(any::<prop::sample::Index>(), 400)) {
        let people = People::new(60, seed);
        let wanted = run(&people.rows, 1);
        let mut shuffled = people.rows.clone();
        for (place, turn) in (0..shuffled.len()).zip(turns.iter().cycle()) {
            let other = turn.index(shuffled.len());
            shuffled.swap(place, other);
        }
        prop_assert_eq!(&run(&shuffled, 2), &wanted);
        prop_assert_eq!(&run(&people.rows, 8), &wanted);
    }
}

#[test]
fn a_table_that_forgets_its_cells_is_linked_the_same_and_is_not_linked_again() {
    let people = People::new(60, 7);
    let (mut table, specification) = (table_of(people.rows.iter().rev()), Specification::person());
    let order = table.canonical_order();
    let wanted = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let linkage = link_and_forget(&specification, &mut table, &Given::NOTHING, Memory::UNLIMITED, &|_| {}).unwrap();
    assert_eq!((&linkage.clusters, linkage.links.len()), (&wanted.clusters, wanted.links.len()));
    assert_eq!(
        (table.len(), table.id(0), table.canonical_order()),
        (order.len(), people.rows.last().unwrap().id.as_str(), order)
    );
    assert_eq!(link(&specification, &table, &Given::NOTHING, &|_| {}).err(), Some(LinkFault::CellsForgotten));
}

#[test]
fn a_run_that_has_no_room_takes_the_rules_in_turn_and_links_the_same() {
    let people = People::new(300, 7);
    let specification = Specification::person();
    let mut tables = [(); 3].map(|()| table_of(people.rows.iter()));
    let mut run =
        |table: usize, memory| link_and_forget(&specification, &mut tables[table], &Given::NOTHING, memory, &|_| {});
    let wanted = run(0, Memory::UNLIMITED).unwrap();
    let linkage = run(1, Memory::within(1, || 0)).unwrap();
    assert_eq!((&linkage.clusters, &linkage.links), (&wanted.clusters, &wanted.links));
    assert_eq!((&linkage.blocking, &linkage.weights), (&wanted.blocking, &wanted.weights));
    assert!(wanted.links.len() > 100 && wanted.blocking.len() > 5);
    let refused = run(2, Memory::within(1_000_000, || 2_000_000)).unwrap_err();
    assert_eq!(refused, LinkFault::NoRoom { used: 2, budget: 1 });
}

/// So many rows that pairs are drawn and keys sorted digit by digit.
#[test]
fn neither_order_nor_threads_change_anything_of_many_rows() {
    let people = People::new(900, 7);
    assert!(people.rows.len() > 2_100, "{}", people.rows.len());
    let wanted = run(&people.rows, 1);
    let turned: Vec<Row> = people.rows.iter().rev().cloned().collect();
    assert!(run(&turned, 3) == wanted);
    assert!(run(&people.rows, 2) == wanted);
}
