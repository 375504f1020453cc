//! What people decided acts, by whom and until when.

use dolen_link::{Constraint, Given, Judgement, Specification, link};
use jiff::Timestamp;
use proptest::prelude::*;

use super::support::{batch, key, live, partition, plan, put};
use crate::people::{People, Row};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn constraint(left: &Row, right: &Row, same: bool, expires: Option<i64>) -> Constraint {
    Constraint {
        left: key(left),
        right: key(right),
        same,
        actor: "steward".to_owned(),
        reason: "knows them".to_owned(),
        expires: expires.map(at),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn constraints_act_as_they_do_in_a_batch_run(judged in proptest::collection::vec((0_usize..60, 0_usize..60, any::<bool>(), 0_i64..40), 0..25), come in 0_usize..3) {
        let people = People::new(30, 11);
        let rows = &people.rows;
        let constraints: Vec<Constraint> = judged
            .into_iter()
            .filter(|(left, right, ..)| left != right)
            .map(|(left, right, same, expires)| constraint(&rows[left], &rows[right], same, (expires < 30).then_some(expires)))
            .collect();
        let plan = plan(rows);
        let mut live = live(&plan);
        if come == 0 {
            put(&mut live, rows);
        }
        for constraint in &constraints {
            live.constrain(constraint.clone(), &mut |_| {}).unwrap();
        }
        if come == 1 {
            put(&mut live, rows);
        }
        live.advance(at(15), &mut |_| {}).unwrap();
        if come == 2 {
            rows.iter().for_each(|row| drop(put(&mut live, [row])));
        }
        let table = people.table();
        let judgements: Vec<Judgement> =
            Constraint::judgements(&constraints, &table, at(15)).into_iter().map(|(_, judgement)| judgement).collect();
        prop_assert_eq!(judgements.len(), constraints.iter().filter(|constraint| constraint.is_in_force(at(15))).count());
        let given = Given { judgements: &judgements, ..Given::NOTHING };
        let linkage = link(&Specification::person(), &table, &given, &|_| {}).unwrap();
        prop_assert_eq!(partition(&live, rows), batch(rows, &linkage.clusters));
    }
}

#[test]
fn a_constraint_expires() {
    let people = People::new(60, 11);
    let rows = &people.rows;
    let mut live = live(&plan(rows));
    put(&mut live, rows);
    let (left, right) = (&rows[0], rows.iter().find(|row| row.person != rows[0].person).unwrap());
    live.constrain(constraint(left, right, true, Some(100)), &mut |_| {}).unwrap();
    let is_one = |live: &dolen_link::Live| live.cluster_of(&key(left)) == live.cluster_of(&key(right));
    assert!(is_one(&live));
    live.advance(at(99), &mut |_| {}).unwrap();
    assert!(is_one(&live));
    live.advance(at(100), &mut |_| {}).unwrap();
    assert!(!is_one(&live));
    let [(0, known)] = live.constraints().collect::<Vec<_>>()[..] else { panic!("it is kept") };
    assert_eq!((known.actor.as_str(), known.reason.as_str()), ("steward", "knows them"));
}
