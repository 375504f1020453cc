//! Events tell all that happens to clusters.

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::{Change, ClusterId, Event, Live, Membership, RecordKey};
use proptest::prelude::*;

use super::support::{ids, key, live, plan, put, remove};
use crate::people::{People, Row, table_of};

fn members(live: &Live, rows: &[Row]) -> BTreeMap<ClusterId, BTreeSet<RecordKey>> {
    let mut members: BTreeMap<ClusterId, BTreeSet<RecordKey>> = BTreeMap::new();
    for key in rows.iter().map(key) {
        if let Some(cluster) = live.cluster_of(&key) {
            members.entry(cluster).or_default().insert(key);
        }
    }
    members
}

fn replayed(events: &[Event]) -> Membership {
    let mut membership = Membership::default();
    events.iter().for_each(|event| membership.apply(event));
    membership
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn events_replayed_give_the_same_membership(seed in 0_u64..1_000, steps in proptest::collection::vec((0_usize..150, 0_usize..150, 0_u8..4), 1..200)) {
        let people = People::new(50, seed);
        let plan = plan(&people.rows);
        let rows = &people.rows[..150.min(people.rows.len())];
        let mut live = live(&plan);
        let mut events = put(&mut live, &rows[..60.min(rows.len())]);
        for (place, other, what) in steps {
            let (Some(row), Some(other)) = (rows.get(place), rows.get(other)) else { continue };
            events.extend(match what {
                0 if live.cluster_of(&key(row)).is_some() => remove(&mut live, [row]),
                1 => put(&mut live, [&Row { cells: other.cells.clone(), ..row.clone() }]),
                _ => put(&mut live, [row]),
            });
        }
        let membership = replayed(&events);
        let told: BTreeMap<ClusterId, BTreeSet<RecordKey>> =
            membership.clusters().map(|(cluster, records)| (cluster, records.clone())).collect();
        prop_assert_eq!(told, members(&live, rows));
        prop_assert!(events.iter().zip(0..).all(|(event, number)| event.number == number));
        let made: Vec<ClusterId> = events.iter().filter_map(|event| match event.change {
            Change::Created { cluster, .. } => Some(cluster),
            Change::Split { into, .. } => Some(into),
            _ => None,
        }).collect();
        prop_assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len(), "an id is never used again");
    }
}

#[test]
fn an_event_carries_the_links_that_made_it_with_their_evidence() {
    let people = People::new(100, 6);
    let plan = plan(&people.rows);
    let mut live = live(&plan);
    let mut joined = 0;
    for row in &people.rows {
        for event in put(&mut live, [row]) {
            if let Change::Joined { record, .. } = &event.change {
                joined += 1;
                let [link] = event.links.as_slice() else { panic!("{} links", event.links.len()) };
                assert!(&link.left == record || &link.right == record);
                let evidence = live.plan().model().evidence_of_pattern(link.pattern);
                let sum: f64 = evidence.iter().map(|line| line.weight + line.frequency_weight).sum();
                assert!((sum - f64::from(link.weight)).abs() < 1e-5);
            }
        }
    }
    assert!(joined > 100, "{joined}");
    // In one step: each cluster with a tree of its strongest links.
    let mut whole = Live::new(plan, None, ids()).unwrap();
    for event in put(&mut whole, &people.rows) {
        let Change::Created { records, .. } = &event.change else { panic!("nothing else can happen") };
        assert_eq!(event.links.len() + 1, records.len());
    }
}

#[test]
fn clusters_are_recalled_with_their_ids() {
    let people = People::new(80, 6);
    let plan = plan(&people.rows);
    let mut before = live(&plan);
    let mut events = put(&mut before, &people.rows);
    events.extend(remove(&mut before, &people.rows[..3]));
    // Two records are no more when it comes back, and one is new.
    let rows: Vec<Row> = people.rows[2..people.rows.len() - 2].to_vec();
    let mut told = Vec::new();
    let fresh = || {
        let mut next = 1_000_000;
        move || {
            next += 1;
            ClusterId(next)
        }
    };
    let table = table_of(rows.iter());
    let after = Live::resume(plan, None, fresh(), (&table, &replayed(&events)), &mut |event| told.push(event)).unwrap();
    let mut last = before;
    remove(&mut last, &people.rows[people.rows.len() - 2..]);
    put(&mut last, [&people.rows[2]]);
    assert!(!told.is_empty() && told.len() < 8, "only what changed is told: {}", told.len());
    events.extend(told);
    let wanted = members(&after, &rows);
    let same = members(&last, &rows).iter().filter(|(cluster, records)| wanted.get(cluster) == Some(records)).count();
    assert!(same + 2 >= wanted.len(), "{same} of {}", wanted.len());
    let replayed: BTreeMap<_, _> =
        replayed(&events).clusters().map(|(cluster, records)| (cluster, records.clone())).collect();
    assert_eq!(replayed, wanted);
}
