//! People who are no longer in a full delivery.

use dolen_store::absence;

use super::support::{ACTOR, PERSONS, Place, rows};
use crate::intake;
use crate::view::LoadState;

const FEED: &str = "cwm-derw-social-care";

/// Which of the numbers are noted as absent, with the load that left them out.
async fn noted(place: &Place, numbers: impl IntoIterator<Item = usize>) -> Vec<(usize, i64)> {
    let mut found = Vec::new();
    for number in numbers {
        let id = place.hub.key.source_record(FEED, &format!("C{number}"));
        for (load, _) in absence::of_record(&place.hub.store, &id).await.unwrap() {
            found.push((number, load));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_are_left_out_are_counted_noted_and_told() {
    let place = Place::new(&[PERSONS]).await;
    let first = place.load(FEED, &rows(1..301)).await;
    assert_eq!(first.absent, 0);
    // More than one batch of them.
    let second = place.load(FEED, &rows(51..301)).await;
    assert_eq!((second.summary.state, second.absent), (LoadState::Published, 50));
    assert_eq!(noted(&place, 1..301).await, (1..51).map(|number| (number, 2)).collect::<Vec<_>>());
    let entries = place.ledger().await;
    assert_eq!(entries.last().unwrap().told().unwrap().detail["absent"], 50);
    let third = place.load(FEED, &rows(1..302)).await;
    assert_eq!(third.absent, 0, "they are back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_of_changes_leaves_out_nobody() {
    let place = Place::new(&[&PERSONS.replace("\"full\"", "\"delta\"")]).await;
    place.load(FEED, &rows(1..101)).await;
    let report = place.load(FEED, &rows(2..101)).await;
    assert_eq!((report.summary.state, report.absent), (LoadState::Published, 0));
    assert!(noted(&place, 1..101).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_rows_of_other_people_are_held_and_say_how_many_would_be_gone() {
    for (first, state) in [(21, LoadState::Published), (22, LoadState::Held)] {
        let place = Place::new(&[PERSONS]).await;
        place.load(FEED, &rows(1..101)).await;
        let report = place.load(FEED, &rows(first..first + 100)).await;
        assert_eq!(report.summary.state, state, "{:?}", report.reasons);
        assert_eq!(report.absent, first as u64 - 1);
        if state == LoadState::Held {
            for text in [&report.reasons[0].en, &report.reasons[0].cy] {
                assert!(text.contains("21") && text.contains("100"), "{text}");
            }
            assert_eq!(report.rules[0].rule, "row-swing");
            assert!(noted(&place, 1..101).await.is_empty(), "nobody is absent while it is held");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_absent_is_counted_anew_when_a_held_load_is_released() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    let held = place.load(FEED, &rows(6..16).replace(",CP\n", ",CP;LA\n")).await;
    assert_eq!((held.summary.state, held.absent), (LoadState::Held, 5));
    // Meanwhile somebody was sent back for good, and so is gone before.
    place.load(FEED, &rows(1..10)).await;
    let released = intake::release(&place.hub, "2", None, ACTOR).await.unwrap();
    assert_eq!(released.absent, 0, "a later full load stands already");
    assert!(noted(&place, 1..16).await.iter().all(|(_, load)| *load == 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discarded_load_leaves_no_absence() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    let held = place.load(FEED, &rows(6..16)).await;
    assert_eq!((held.summary.state, held.absent), (LoadState::Held, 5));
    intake::discard(&place.hub, "2", "wrong keys", ACTOR).await.unwrap();
    assert!(dolen_store::staging::left_behind(&place.hub.store).await.unwrap().is_empty());
    assert!(noted(&place, 1..16).await.is_empty());
}
