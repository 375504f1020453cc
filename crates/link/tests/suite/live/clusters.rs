//! Ids of clusters stay with them.

use dolen_link::{Change, Constraint, Live, RecordKey};

use super::support::{key, live, plan, put, remove};
use crate::people::{People, Row};

fn judged(left: &Row, right: &Row, same: bool) -> Constraint {
    Constraint {
        left: key(left),
        right: key(right),
        same,
        actor: "steward".to_owned(),
        reason: "knows them".to_owned(),
        expires: None,
    }
}

/// Rows of as many people who have records of their own alone, most records first.
fn strangers(live: &Live, rows: &[Row], sizes: &[usize]) -> Vec<Vec<Row>> {
    let mut found: Vec<Vec<Row>> = Vec::new();
    for &size in sizes {
        let is_free = |row: &&Row| !found.iter().flatten().any(|known| known.person == row.person);
        let of = |row: &Row| live.cluster_mates(&key(row));
        let row = rows.iter().filter(is_free).find(|row| of(row).len() == size).unwrap();
        let mates: Vec<RecordKey> = of(row);
        found.push(rows.iter().filter(|row| mates.contains(&key(row))).cloned().collect());
    }
    found
}

#[test]
fn the_oldest_cluster_goes_on_and_the_largest_part_does() {
    let people = People::new(120, 6);
    let plan = plan(&people.rows);
    let mut live = live(&plan);
    put(&mut live, &people.rows);
    let [large, small] = strangers(&live, &people.rows, &[4, 2]).try_into().unwrap();
    remove(&mut live, large.iter().chain(&small));
    // The small one is older now.
    put(&mut live, &small);
    put(&mut live, &large);
    let of = |live: &Live, rows: &[Row]| live.cluster_of(&key(&rows[0])).unwrap();
    let (old, young) = (of(&live, &small), of(&live, &large));
    assert_ne!(old, young);
    let mut events = Vec::new();
    let number = live.constrain(judged(&small[0], &large[0], true), &mut |event| events.push(event)).unwrap();
    let [event] = events.as_slice() else { panic!("{events:?}") };
    assert!(matches!(&event.change, Change::Merged { from, into, records } if *from == young && *into == old && records.len() == 4));
    assert_eq!(of(&live, &large), old);
    events.clear();
    assert!(live.lift(number, &mut |event| events.push(event)).unwrap());
    let [event] = events.as_slice() else { panic!("{events:?}") };
    assert!(matches!(&event.change, Change::Split { from, records, .. } if *from == old && records.len() == 2));
    assert_eq!(of(&live, &large), old, "the larger part has the id");
    assert!(of(&live, &small) != old && of(&live, &small) != young, "and the other a new one");
    assert!(!live.lift(number, &mut |_| {}).unwrap());
}

#[test]
fn a_record_that_goes_leaves_and_one_that_moves_leaves_and_joins() {
    let people = People::new(120, 6);
    let plan = plan(&people.rows);
    let mut live = live(&plan);
    put(&mut live, &people.rows);
    let [one, other] = strangers(&live, &people.rows, &[4, 3]).try_into().unwrap();
    let moved = Row { cells: other[0].cells.clone(), ..one[0].clone() };
    let (from, to) = (live.cluster_of(&key(&one[1])).unwrap(), live.cluster_of(&key(&other[0])).unwrap());
    let changes: Vec<Change> = put(&mut live, [&moved]).into_iter().map(|event| event.change).collect();
    assert_eq!(changes, [
        Change::Left { cluster: from, record: key(&moved) },
        Change::Joined { cluster: to, record: key(&moved) }
    ]);
    let changes: Vec<Change> = remove(&mut live, [&moved]).into_iter().map(|event| event.change).collect();
    assert_eq!(changes, [Change::Left { cluster: to, record: key(&moved) }]);
    assert_eq!(live.cluster_of(&key(&moved)), None);
}
