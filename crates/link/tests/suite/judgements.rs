//! What a person decided counts.

use dolen_link::{Given, Guard, Judgement, LinkFault, Linkage, Specification, link};
use proptest::prelude::*;

use crate::people::People;

fn run(people: &People, judgements: &[Judgement]) -> Linkage {
    link(&Specification::person(), &people.table(), &Given { judgements, ..Given::NOTHING }, &|_| {}).unwrap()
}

#[test]
fn a_judged_pair_is_joined_or_kept_apart_and_undoing_restores() {
    let people = People::new(150, 5);
    let before = run(&people, &[]);
    let joined = before
        .links
        .iter()
        .find(|link| before.clusters[link.left as usize] == before.clusters[link.right as usize])
        .unwrap();
    let (left, right) = (joined.left, joined.right);
    let apart = run(&people, &[Judgement { left, right, same: false }]);
    assert_ne!(apart.clusters[left as usize], apart.clusters[right as usize]);
    let marked = apart.links.iter().find(|link| (link.left, link.right) == (left, right)).unwrap();
    assert_eq!(marked.guard, Some(Guard::JudgedDifferent));

    let other = (0..u32::try_from(people.rows.len()).unwrap())
        .find(|&row| people.rows[row as usize].person != people.rows[left as usize].person)
        .unwrap();
    let together = run(&people, &[Judgement { left, right: other, same: true }]);
    assert_eq!(together.clusters[left as usize], together.clusters[other as usize]);

    let after = run(&people, &[]);
    assert_eq!((after.clusters, after.links), (before.clusters, before.links));
}

#[test]
fn a_judgement_about_a_row_that_is_not_there_is_refused() {
    let people = People::new(5, 5);
    let rows = u32::try_from(people.rows.len()).unwrap();
    let judgement = Judgement { left: 0, right: rows, same: true };
    let given = Given { judgements: &[judgement], ..Given::NOTHING };
    let fault = link(&Specification::person(), &people.table(), &given, &|_| {}).unwrap_err();
    assert_eq!(fault, LinkFault::UnknownRow { row: rows, rows: people.rows.len() });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_judgement_is_honoured_or_told(judged in proptest::collection::vec((0_u32..60, 0_u32..60, any::<bool>()), 1..25)) {
        let people = People::new(30, 11);
        let judgements: Vec<Judgement> = judged
            .into_iter()
            .filter(|(left, right, _)| left != right)
            .map(|(left, right, same)| Judgement { left, right, same })
            .collect();
        let linkage = run(&people, &judgements);
        for (position, judgement) in judgements.iter().enumerate() {
            let is_same = linkage.clusters[judgement.left as usize] == linkage.clusters[judgement.right as usize];
            prop_assert!(linkage.unhonoured.contains(&position) || is_same == judgement.same, "{position}");
        }
    }
}
