//! The order in which records come does not show in the clusters.

use dolen_link::{Live, Plan};
use proptest::prelude::*;

use super::support::{Partition, ids, live, partition, plan, put, remove};
use crate::people::{People, Row};

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
