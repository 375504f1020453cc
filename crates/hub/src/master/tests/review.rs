//! What waits for a steward.

use std::collections::BTreeSet;

use dolen_ledger::Verb;
use dolen_model::{FixedClock, PersonField};
use dolen_store::ledger;

use super::everything::Everything;
use super::loaded::NOW;
use super::region::{loaded, region};
use crate::master::{judge, match_pending, review_list};

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_shown_once_and_the_ledger_has_it_first() {
    let loaded = loaded(&region(5, 0.01), FixedClock(NOW)).await;
    let hub = &loaded.hub;
    assert_eq!(review_list(hub, 5, "steward").await.unwrap().waiting, 0, "nothing was matched yet");
    let report = match_pending(hub, "tester", &|_| ()).await.unwrap();
    let before = ledger::entries_of(&hub.store, Verb::Consultation, 100).await.unwrap().len();
    let list = review_list(hub, 1_000, "steward").await.unwrap();
    assert_eq!(list.waiting, report.pairs_for_review);
    assert_eq!(list.pairs.len() as u64, list.waiting);
    assert!(list.waiting > 3, "{}", list.waiting);

    let entries = ledger::entries_of(&hub.store, Verb::Consultation, 100).await.unwrap();
    assert_eq!(entries.len(), before + 1, "one entry for one list");
    let mut shown: Vec<String> =
        list.pairs.iter().flat_map(|pair| [&pair.left, &pair.right]).filter_map(|side| side.golden.clone()).collect();
    shown.sort();
    shown.dedup();
    assert_eq!(entries[0].told().unwrap().subject, shown, "all who are shown, and nobody else");
    assert_eq!(entries[0].told().unwrap().detail["pairs"].as_u64().unwrap(), list.waiting);

    let all = Everything::current(hub).await;
    let mut asked = BTreeSet::new();
    for pair in &list.pairs {
        let (left, right) = (all.golden_of(&pair.left.record).unwrap(), all.golden_of(&pair.right.record).unwrap());
        assert_eq!((pair.left.golden.as_deref(), pair.right.golden.as_deref()), (Some(left), Some(right)));
        assert!(
            left != right && asked.insert([left.min(right), left.max(right)]),
            "two golden records are asked of once"
        );
        let told: f64 = pair.evidence.fields.iter().map(|field| field.weight + field.frequency_weight).sum();
        assert!((told - pair.evidence.weight).abs() < 0.001, "the evidence adds up to the weight");
        assert!(pair.left.values.iter().map(|(field, _)| *field).is_sorted());
        assert!(pair.left.values.iter().any(|(field, _)| *field == PersonField::FamilyName));
        assert!(pair.left.organisation != pair.left.record && !pair.right.organisation.is_empty());
    }
    let order: Vec<(bool, f64)> = list.pairs.iter().map(|pair| (pair.guard.is_some(), -pair.evidence.weight)).collect();
    assert!(order.is_sorted_by(|one, other| one <= other), "without a guard first, then the strongest");

    let few = review_list(hub, 2, "steward").await.unwrap();
    assert_eq!((few.pairs.len(), few.waiting), (2, list.waiting));
    assert_eq!(few.pairs[0].left.record, list.pairs[0].left.record);

    // A decision by golden records settles the question before and after the next match.
    let first = &list.pairs[0];
    let sides = [first.left.golden.clone().unwrap(), first.right.golden.clone().unwrap()];
    judge(hub, &sides[0], &sides[1], false, "two people", "steward").await.unwrap();
    let settled = review_list(hub, 1_000, "steward").await.unwrap();
    assert_eq!(settled.waiting, list.waiting - 1);
    assert!(
        settled
            .pairs
            .iter()
            .all(|pair| pair.left.record != first.left.record || pair.right.record != first.right.record)
    );
    match_pending(hub, "tester", &|_| ()).await.unwrap();
    assert_eq!(review_list(hub, 1_000, "steward").await.unwrap().waiting, list.waiting - 1);
}
