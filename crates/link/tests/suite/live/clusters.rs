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

/// A constraint that splits a cluster in two of different sizes, and the records of the smaller part.
fn splitting(live: &mut Live, rows: &[Row]) -> (Constraint, Vec<RecordKey>) {
    for row in rows {
        let mates = live.cluster_mates(&key(row));
        for mate in rows.iter().filter(|mate| *mate.id > *row.id && mates.contains(&key(mate))) {
            let mut events = Vec::new();
            let constraint = judged(row, mate, false);
            let number = live.constrain(constraint.clone(), &mut |event| events.push(event)).unwrap();
            live.lift(number, &mut |_| {}).unwrap();
            if let [Change::Split { records, .. }] = events.iter().map(|event| &event.change).collect::<Vec<_>>()[..]
                && 2 * records.len() < mates.len()
            {
                return (constraint, records.clone());
            }
        }
    }
    panic!("no cluster is split in two");
}

#[test]
fn the_oldest_cluster_goes_on_and_the_largest_part_does() {
    let people = People::new(120, 6);
    let plan = plan(&people.rows);
    let mut live = live(&plan);
    put(&mut live, &people.rows);
    let (constraint, smaller) = splitting(&mut live, &people.rows);
    let mates = live.cluster_mates(&constraint.left);
    let of_cluster = |row: &&Row| mates.contains(&key(row));
    let (few, more): (Vec<&Row>, Vec<&Row>) =
        people.rows.iter().filter(of_cluster).partition(|row| smaller.contains(&key(row)));
    remove(&mut live, few.iter().chain(&more).copied());
    // The smaller part is the older.
    put(&mut live, few.iter().copied());
    let number = live.constrain(constraint.clone(), &mut |_| {}).unwrap();
    put(&mut live, more.iter().copied());
    let of = |live: &Live, rows: &[&Row]| live.cluster_of(&key(rows[0])).unwrap();
    let (old, young) = (of(&live, &few), of(&live, &more));
    assert_ne!(old, young);

    let mut events = Vec::new();
    assert!(live.lift(number, &mut |event| events.push(event)).unwrap());
    let [event] = events.as_slice() else { panic!("{events:?}") };
    let mut moved: Vec<RecordKey> = more.iter().map(|row| key(row)).collect();
    moved.sort();
    assert_eq!(event.change, Change::Merged { from: young, into: old, records: moved });
    assert_eq!(event.links.len(), 1);
    assert!(!live.lift(number, &mut |_| {}).unwrap());

    events.clear();
    live.constrain(constraint, &mut |event| events.push(event)).unwrap();
    let [event] = events.as_slice() else { panic!("{events:?}") };
    assert!(matches!(&event.change, Change::Split { from, records, .. } if *from == old && *records == smaller));
    assert_eq!(of(&live, &more), old, "the larger part goes on");
    assert!(of(&live, &few) != old && of(&live, &few) != young, "and the other is a new one");
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
    assert_eq!(
        changes,
        [Change::Left { cluster: from, record: key(&moved) }, Change::Joined { cluster: to, record: key(&moved) }]
    );
    let changes: Vec<Change> = remove(&mut live, [&moved]).into_iter().map(|event| event.change).collect();
    assert_eq!(changes, [Change::Left { cluster: to, record: key(&moved) }]);
    assert_eq!(live.cluster_of(&key(&moved)), None);
}
