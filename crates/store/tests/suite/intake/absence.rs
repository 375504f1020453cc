//! Records that a full load leaves out.

use dolen_store::absence::{self, Absence};
use dolen_store::staging;

use super::place::{Place, attribute, feed, record, records};
use crate::home::{Kind, on_both};

on_both!(
    what_is_visible_of_the_feed_and_not_in_the_load_is_left_out,
    a_first_load_leaves_out_nobody,
    what_was_landed_later_and_is_published_already_is_not_left_out,
    absences_count_once_their_load_is_published_and_are_cleared_with_it,
);

fn ids(names: &[&str]) -> staging::Batch {
    records(names.iter().map(|name| record(name, 2)).collect())
}

async fn left_out(place: &Place, load: i64) -> Vec<(String, i64)> {
    let mut found = Vec::new();
    let mut after = String::new();
    // Two at a time, so that what is read goes on where it stopped.
    loop {
        let batch = absence::left_out(&place.store, load, &after, 2).await.unwrap();
        let Some(last) = batch.last() else { return found };
        after.clone_from(&last.record);
        found.extend(batch.into_iter().map(|absence| (absence.record, absence.last_load)));
    }
}

fn of(pairs: &[(&str, i64)]) -> Vec<(String, i64)> {
    pairs.iter().map(|(record, load)| ((*record).to_owned(), *load)).collect()
}

async fn what_is_visible_of_the_feed_and_not_in_the_load_is_left_out(kind: Kind) {
    let place = Place::new(kind).await;
    place.publish_at("a", true, 6, ids(&["gone before"])).await;
    place.publish_at("a", true, 7, ids(&["r1", "r2", "r3", "r4", "r5"])).await;
    place.publish_at("a", false, 8, ids(&["r2", "r6"])).await;
    place.publish_at("b", true, 9, ids(&["of another feed"])).await;
    let held = place.land("a", ids(&["not published"])).await;
    let load = place.land("a", ids(&["r3", "new"])).await;
    assert_eq!(left_out(&place, load).await, of(&[("r1", 2), ("r2", 3), ("r4", 2), ("r5", 2), ("r6", 3)]));
    assert_eq!(absence::visible_before(&place.store, load).await.unwrap(), 6);
    place.move_to(load, "published").await;
    place.supersede("a", load).await;
    // The one that was held says nothing of what a later full load stands for.
    assert!(left_out(&place, held).await.is_empty());
}

async fn a_first_load_leaves_out_nobody(kind: Kind) {
    let place = Place::new(kind).await;
    let load = place.land("a", ids(&["r1"])).await;
    assert!(left_out(&place, load).await.is_empty());
    assert_eq!(absence::visible_before(&place.store, load).await.unwrap(), 0);
}

async fn what_was_landed_later_and_is_published_already_is_not_left_out(kind: Kind) {
    let place = Place::new(kind).await;
    place.publish_at("a", true, 6, ids(&["r1", "r2"])).await;
    let load = place.land("a", ids(&["r9"])).await;
    place.publish_at("a", false, 7, ids(&["r2"])).await;
    assert_eq!(left_out(&place, load).await, of(&[("r1", 1)]));
}

async fn absences_count_once_their_load_is_published_and_are_cleared_with_it(kind: Kind) {
    let place = Place::new(kind).await;
    place.add_feed(feed("flags", "attribute")).await;
    place.publish_at("a", true, 6, ids(&["r1", "r2", "r3"])).await;
    let load = place.land("a", ids(&["r9"])).await;
    let noted: Vec<Absence> = absence::left_out(&place.store, load, "", 9).await.unwrap();
    let note = async |load: i64| {
        let mut work = place.store.begin().await.unwrap();
        absence::note(&mut work, load, &noted).await.unwrap();
        work.commit().await.unwrap();
    };
    note(load).await;
    assert!(absence::of_record(&place.store, "r2").await.unwrap().is_empty(), "nobody reads it yet");
    let mut work = place.store.begin().await.unwrap();
    assert!(absence::clear(&mut work, load, 2).await.unwrap(), "one is left");
    assert!(!absence::clear(&mut work, load, 2).await.unwrap());
    work.commit().await.unwrap();
    note(load).await;
    place.move_to(load, "published").await;
    assert_eq!(absence::of_record(&place.store, "r2").await.unwrap(), [(load, 1)]);

    let discarded = place.land("a", staging::Batch { attributes: vec![attribute("r1", "C01", 2)], ..ids(&[]) }).await;
    note(discarded).await;
    place.move_to(discarded, "discarded").await;
    let mut work = place.store.begin().await.unwrap();
    while staging::clear(&mut work, discarded, 2).await.unwrap() {}
    work.commit().await.unwrap();
    assert!(staging::left_behind(&place.store).await.unwrap().is_empty());
    note(discarded).await;
    let left = staging::left_behind(&place.store).await.unwrap();
    assert_eq!(left, [("a".to_owned(), discarded)], "absences are rows that are left too");
}
