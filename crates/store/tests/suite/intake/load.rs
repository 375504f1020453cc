//! Loads and their states.

use dolen_model::Timestamp;
use dolen_store::load;
use dolen_store::staging::Batch;

use crate::home::{Kind, on_both};

use super::place::{Place, enter};

on_both!(
    sequences_count_up_over_all_feeds,
    a_load_is_found_by_its_id_and_by_its_sequence,
    loads_of_the_same_bytes_are_those_of_the_feed,
    the_last_load_before_one_is_of_the_same_feed_and_in_the_state,
    a_report_stays_until_a_load_is_taken_up_again,
);

async fn sequences_count_up_over_all_feeds(kind: Kind) {
    let place = Place::new(kind).await;
    for (feed, sequence) in [("a", 1), ("b", 2), ("a", 3)] {
        assert_eq!(place.land(feed, Batch::default()).await, sequence);
    }
    let sequences: Vec<i64> = load::all(&place.store).await.unwrap().iter().map(|load| load.sequence).collect();
    assert_eq!(sequences, [3, 2, 1]);
}

async fn a_load_is_found_by_its_id_and_by_its_sequence(kind: Kind) {
    let place = Place::new(kind).await;
    place.land("a", Batch::default()).await;
    for name in ["load-1", "1"] {
        let found = load::find(&place.store, name).await.unwrap().unwrap();
        assert_eq!((found.id.as_str(), found.sequence, found.file.as_str()), ("load-1", 1, "file 1"));
    }
    for name in ["2", "load", "01", ""] {
        assert!(load::find(&place.store, name).await.unwrap().is_none(), "{name}");
    }
}

async fn loads_of_the_same_bytes_are_those_of_the_feed(kind: Kind) {
    let place = Place::new(kind).await;
    place.land("a", Batch::default()).await;
    place.land("b", Batch::default()).await;
    let found = load::of_bytes(&place.store, "a", "hash 1").await.unwrap();
    assert_eq!(found.iter().map(|load| load.sequence).collect::<Vec<_>>(), [1]);
    assert!(load::of_bytes(&place.store, "a", "hash 2").await.unwrap().is_empty());
}

async fn the_last_load_before_one_is_of_the_same_feed_and_in_the_state(kind: Kind) {
    let place = Place::new(kind).await;
    for (feed, state) in [("a", "published"), ("b", "published"), ("a", "published"), ("a", "held"), ("a", "landed")] {
        let load = place.land(feed, Batch::default()).await;
        place.move_to(load, state).await;
    }
    let before = |sequence| load::last_before(&place.store, "a", "published", sequence);
    assert_eq!(before(5).await.unwrap().unwrap().sequence, 3);
    assert_eq!(before(3).await.unwrap().unwrap().sequence, 1);
    assert!(before(1).await.unwrap().is_none());
    let published = load::in_state(&place.store, "published").await.unwrap();
    assert_eq!(published.iter().map(|load| load.sequence).collect::<Vec<_>>(), [1, 2, 3]);
}

async fn a_report_stays_until_a_load_is_taken_up_again(kind: Kind) {
    let place = Place::new(kind).await;
    let sequence = place.land("a", Batch::default()).await;
    place.move_to(sequence, "rejected").await;
    let mut work = place.store.begin().await.unwrap();
    let entry = enter(&mut work).await;
    load::set_state(&mut work, sequence, "held", None, entry, Timestamp(7)).await.unwrap();
    work.commit().await.unwrap();
    let held = load::find(&place.store, "1").await.unwrap().unwrap();
    assert_eq!((held.state.as_str(), held.report.as_deref(), held.end_entry), ("held", Some("{}"), Some(entry)));

    let mut work = place.store.begin().await.unwrap();
    let entry = enter(&mut work).await;
    load::take_up(&mut work, sequence, "name = 2", entry).await.unwrap();
    work.commit().await.unwrap();
    let taken = load::find(&place.store, "1").await.unwrap().unwrap();
    assert_eq!((taken.state.as_str(), taken.report, taken.contract.as_str()), ("landed", None, "name = 2"));
    assert_eq!(taken.end_entry, Some(entry));

    let mut work = place.store.begin().await.unwrap();
    load::set_report(&mut work, sequence, "[]").await.unwrap();
    work.commit().await.unwrap();
    let told = load::find(&place.store, "1").await.unwrap().unwrap();
    assert_eq!((told.state.as_str(), told.report.as_deref()), ("landed", Some("[]")));
}
