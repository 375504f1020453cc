//! With a fracture threshold below that of joining, what is joined stays so through small changes.

use dolen_link::{Live, Specification, Threshold};
use proptest::prelude::*;

use super::support::{ids, key, live, partition, plan, put, remove};
use crate::people::{People, Row};

/// A row of another person's cluster, with fewer cells, so that its best pair with the others is neither sure nor unlikely.
fn weakened(live: &mut Live, rows: &[Row]) -> (Row, Row) {
    let Threshold::Probability(join) = Specification::person().thresholds.join else { panic!("a probability") };
    for row in rows {
        let mates = live.cluster_mates(&key(row));
        if mates.len() != 2 {
            continue;
        }
        for kept in 1..1_u32 << 7 {
            let mut changed = row.clone();
            let columns = [0, 1, 4, 6, 7, 10, 11];
            for (place, column) in columns.into_iter().enumerate() {
                if kept >> place & 1 == 0 {
                    changed.cells[column] = None;
                }
            }
            let found = live.search(&crate::people::table_of([&changed].into_iter())).unwrap();
            let best = found.iter().filter(|found| found.record != key(row)).map(|found| f64::from(found.probability));
            let of_mate = found.iter().find(|found| found.record != key(row) && mates.contains(&found.record));
            let is_best = of_mate.is_some_and(|mate| best.clone().all(|best| best <= f64::from(mate.probability)));
            if is_best && best.clone().count() == 1 && best.clone().all(|best| (0.55..join - 0.01).contains(&best)) {
                return (row.clone(), changed);
            }
        }
    }
    panic!("no row can be weakened so");
}

#[test]
fn a_pair_stays_joined_until_it_falls_below_the_fracture() {
    let people = People::new(150, 6);
    let plan = plan(&people.rows);
    let mut steady = Live::new(plan.clone(), Some(0.5), ids()).unwrap();
    let mut without = live(&plan);
    for live in [&mut steady, &mut without] {
        put(live, &people.rows);
    }
    let (row, changed) = weakened(&mut steady, &people.rows);
    let cluster = |live: &Live| live.cluster_of(&key(&row)).unwrap();
    let before = cluster(&steady);
    assert!(put(&mut steady, [&changed]).is_empty(), "nothing happens");
    assert_eq!(cluster(&steady), before);
    assert!(!put(&mut without, [&changed]).is_empty(), "without it the pair falls apart");
    // What is decided again on account of others stays as it is.
    let mate = steady.cluster_mates(&key(&row)).into_iter().find(|mate| *mate != key(&row)).unwrap();
    let mate = people.rows.iter().find(|row| key(row) == mate).unwrap();
    assert!(put(&mut steady, [mate]).is_empty());
    let is_together = |live: &Live| live.cluster_mates(&key(&row)).len() > 1;
    // Until it says nothing any more.
    let nothing = Row { cells: vec![None; row.cells.len()], ..row.clone() };
    assert!(!put(&mut steady, [&nothing]).is_empty());
    assert!(!is_together(&steady));
    // It does not come back of itself.
    put(&mut steady, [&changed]);
    assert!(!is_together(&steady), "once apart, a pair is joined anew only by what would join any");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Additions know of no hysteresis.
    #[test]
    fn additions_alone_are_as_without_it(seed in 0_u64..1_000) {
        let people = People::new(50, seed);
        let plan = plan(&people.rows);
        let mut steady = Live::new(plan.clone(), Some(0.4), ids()).unwrap();
        people.rows.iter().for_each(|row| drop(put(&mut steady, [row])));
        let mut without = live(&plan);
        put(&mut without, &people.rows);
        prop_assert_eq!(partition(&steady, &people.rows), partition(&without, &people.rows));
    }

    /// Whoever goes, what stays of a cluster falls into no more parts than without it.
    #[test]
    fn removals_break_less_with_it(seed in 0_u64..1_000, gone in proptest::collection::btree_set(0_usize..100, 1..40)) {
        let people = People::new(50, seed);
        let plan = plan(&people.rows);
        let mut steady = Live::new(plan.clone(), Some(0.2), ids()).unwrap();
        let mut without = live(&plan);
        let gone: Vec<&Row> = gone.iter().filter_map(|&place| people.rows.get(place)).collect();
        for live in [&mut steady, &mut without] {
            put(live, &people.rows);
            remove(live, gone.iter().copied());
        }
        prop_assert!(steady.clusters() <= without.clusters());
    }
}
