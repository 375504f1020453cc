//! The order in which records come does not show in the clusters.

use dolen_link::{Given, Live, Plan, Specification};
use proptest::prelude::*;

use super::support::{Partition, batch, ids, live, partition, plan, put, remove};
use crate::people::{Chance, People, Row, table_of};

/// One step: some rows are put or removed.
#[derive(Clone, Debug)]
enum Step {
    Put(Vec<usize>),
    Remove(usize),
    /// The row says what another row says, and later what it said.
    Change(usize, usize),
}

fn steps(rows: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => proptest::collection::vec(0..rows, 1..12).prop_map(Step::Put),
        1 => (0..rows).prop_map(Step::Remove),
        1 => (0..rows, 0..rows).prop_map(|(row, other)| Step::Change(row, other)),
    ];
    proptest::collection::vec(step, 1..60)
}

/// The rows as they are after the steps, which are taken on the way.
fn take(live: &mut Live, rows: &[Row], steps: &[Step]) -> Vec<Row> {
    let mut there: Vec<Option<Row>> = vec![None; rows.len()];
    for step in steps {
        match step {
            Step::Put(some) => {
                let mut some = some.clone();
                some.sort_unstable();
                some.dedup();
                put(live, some.iter().map(|&place| &rows[place]));
                some.iter().for_each(|&place| there[place] = Some(rows[place].clone()));
            }
            Step::Remove(place) => {
                if there[*place].take().is_some() {
                    remove(live, [&rows[*place]]);
                }
            }
            Step::Change(place, other) => {
                let changed = Row { cells: rows[*other].cells.clone(), ..rows[*place].clone() };
                put(live, [&changed]);
                there[*place] = Some(changed);
            }
        }
    }
    there.into_iter().flatten().collect()
}

fn anew(plan: &Plan, rows: &[Row]) -> Partition {
    let mut live = live(plan);
    put(&mut live, rows);
    partition(&live, rows)
}

fn shuffled(rows: &[Row], turns: &[prop::sample::Index]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for (place, turn) in (0..rows.len()).zip(turns.iter().cycle()) {
        let other = turn.index(rows.len());
        rows.swap(place, other);
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_there_is_decides_and_not_how_it_came(seed in 0_u64..1_000, steps in steps(200)) {
        let people = People::new(60, seed);
        let rows = &people.rows[..200.min(people.rows.len())];
        let plan = plan(&people.rows);
        let steps: Vec<Step> = steps
            .into_iter()
            .filter(|step| match step {
                Step::Put(some) => some.iter().all(|&place| place < rows.len()),
                Step::Remove(place) => *place < rows.len(),
                Step::Change(place, other) => *place < rows.len() && *other < rows.len(),
            })
            .collect();
        let mut live = live(&plan);
        let there = take(&mut live, rows, &steps);
        prop_assert_eq!(live.len(), there.len());
        prop_assert_eq!(partition(&live, &there), anew(&plan, &there));
    }

    #[test]
    fn a_base_and_single_additions_are_one_run_over_all(seed in 0_u64..1_000, base in 0_usize..200, turns in proptest::collection::vec(any::<prop::sample::Index>(), 100)) {
        let people = People::new(50, seed);
        let base = base.min(people.rows.len());
        // A plan of part of the rows: the others hold values that it does not know.
        let plan = plan(&people.rows[..base]);
        let rows = shuffled(&people.rows, &turns);
        let mut live = Live::new(plan.clone(), None, ids()).unwrap();
        put(&mut live, &rows[..base]);
        for row in &rows[base..] {
            put(&mut live, [row]);
        }
        prop_assert_eq!(partition(&live, &rows), anew(&plan, &people.rows));
    }
}

/// People of many records each, so that records that say little are attached.
fn crowd(seed: u64, people: usize) -> Vec<Row> {
    let chance = &mut Chance::new(seed);
    let few = People::new(people, seed);
    let mut rows: Vec<Row> = Vec::new();
    let mut persons: Vec<&Row> = Vec::new();
    for row in &few.rows {
        if !persons.iter().any(|known| known.person == row.person) {
            persons.push(row);
        }
    }
    for person in persons {
        for copy in 0..6 + chance.below(8) {
            let mut cells = person.cells.clone();
            cells.iter_mut().filter(|_| chance.below(100) < 45).for_each(|cell| *cell = None);
            // No number: what is attached has none.
            cells[7] = None;
            rows.push(Row { source: "s", id: format!("{}-{copy}", person.id), person: person.person, cells });
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn what_is_attached_is_attached_in_any_order(seed in 0_u64..1_000, turns in proptest::collection::vec(any::<prop::sample::Index>(), 200), base in 0_usize..300) {
        let rows = crowd(seed, 12);
        let (plan, linkage) = Plan::make(&Specification::person(), &table_of(rows.iter()), &Given::NOTHING, &|_| {}).unwrap();
        prop_assert_eq!(anew(&plan, &rows), batch(&rows, &linkage.clusters));
        let shuffled = shuffled(&rows, &turns);
        let mut live = live(&plan);
        put(&mut live, &shuffled[..base.min(rows.len())]);
        shuffled[base.min(rows.len())..].iter().for_each(|row| drop(put(&mut live, [row])));
        prop_assert_eq!(partition(&live, &rows), anew(&plan, &rows));
        // And back again: what was attached on account of those that go is so no more.
        let (gone, left) = shuffled.split_at(rows.len() / 3);
        gone.iter().for_each(|row| drop(remove(&mut live, [row])));
        prop_assert_eq!(partition(&live, left), anew(&plan, left));
        for (row, other) in left.iter().zip(&shuffled) {
            put(&mut live, [&Row { cells: other.cells.clone(), ..row.clone() }]);
        }
        let changed: Vec<Row> =
            left.iter().zip(&shuffled).map(|(row, other)| Row { cells: other.cells.clone(), ..row.clone() }).collect();
        prop_assert_eq!(partition(&live, &changed), anew(&plan, &changed));
    }
}
