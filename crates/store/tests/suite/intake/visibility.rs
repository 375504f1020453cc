//! What is published, and nothing else, is read.

use dolen_store::staging::{Batch, NewRecord};
use dolen_store::{load, source_record};

use crate::home::{Kind, on_both};

use super::place::{Place, attribute, feed, record, records};

on_both!(
    no_reading_function_sees_a_load_that_is_not_published,
    a_full_delivery_hides_what_its_feed_delivered_before,
    the_newest_version_of_a_record_counts_with_its_own_attributes,
    attributes_of_another_feed_stay_when_the_persons_row_is_renewed,
    attributes_of_a_person_who_is_no_longer_delivered_do_not_count,
);

/// What every reading function of published data answers, as text.
async fn everything(place: &Place) -> String {
    let store = &place.store;
    let mut told = format!("loads {:?}\n", load::visible(store).await.unwrap());
    told += &format!("visible {:?}\n", place.visible().await);
    for id in ["r1", "r2", "r3"] {
        told += &format!("{id} {:?}\n", source_record::find(store, id).await.unwrap());
        told += &format!("{:?}\n", source_record::attributes(store, &[id.to_owned()]).await.unwrap());
        let versions: Vec<(String, i64)> = (1..5).map(|load| (id.to_owned(), load)).collect();
        told += &format!("{:?}\n", source_record::versions(store, &versions).await.unwrap());
    }
    told += &format!("attributes {}\n", source_record::linked_attribute_count(store).await.unwrap());
    told + &format!("unlinkable {:?}\n", source_record::unlinkable(store, 10).await.unwrap())
}

/// Another version of one record, a new one, one that identifies nobody, and attributes.
fn second() -> Batch {
    Batch {
        records: vec![record("r1", 20), record("r2", 21), NewRecord { linkable: false, ..record("r3", 22) }],
        attributes: vec![attribute("r1", "C02", 20), attribute("r2", "C02", 21)],
        ..Batch::default()
    }
}

async fn no_reading_function_sees_a_load_that_is_not_published(kind: Kind) {
    let place = Place::new(kind).await;
    let first =
        Batch { records: vec![record("r1", 2)], attributes: vec![attribute("r1", "C01", 2)], ..Batch::default() };
    place.publish("a", first).await;
    let before = everything(&place).await;
    let sequence = place.land("a", second()).await;
    for state in ["landed", "held", "rejected", "discarded"] {
        place.move_to(sequence, state).await;
        assert_eq!(everything(&place).await, before, "a load that is {state} is seen");
    }
    place.move_to(sequence, "published").await;
    let after = everything(&place).await;
    for seen in ["r2", "line: 20", "C02", "attributes 2", "line: 22"] {
        assert!(after.contains(seen), "{seen} is not seen once published: {after}");
    }
}

async fn a_full_delivery_hides_what_its_feed_delivered_before(kind: Kind) {
    let place = Place::new(kind).await;
    place.publish("a", second()).await;
    place.publish("b", records(vec![record("other", 2)])).await;
    let third = place.publish("a", records(vec![record("r2", 30)])).await;
    let mut work = place.store.begin().await.unwrap();
    load::supersede_before(&mut work, "a", third).await.unwrap();
    // An older delivery that is published late does not bring the past back.
    load::supersede_before(&mut work, "a", 1).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(place.versions().await, [("r2".to_owned(), 3), ("other".to_owned(), 2)]);
    assert_eq!(load::visible(&place.store).await.unwrap(), [("b".to_owned(), 2), ("a".to_owned(), 3)]);
    assert_eq!(source_record::linked_attribute_count(&place.store).await.unwrap(), 0);
    assert!(source_record::find(&place.store, "r1").await.unwrap().is_none());
    assert!(source_record::unlinkable(&place.store, 10).await.unwrap().is_empty());
    // What a match took earlier can still be read.
    let old = source_record::versions(&place.store, &[("r1".to_owned(), 1)]).await.unwrap();
    assert_eq!(old[0].line, 20);
}

async fn the_newest_version_of_a_record_counts_with_its_own_attributes(kind: Kind) {
    let place = Place::new(kind).await;
    for (line, term) in [(2, "C01"), (3, "C02")] {
        let batch = Batch {
            records: vec![record("r1", line)],
            attributes: vec![attribute("r1", term, line)],
            ..Batch::default()
        };
        place.publish("a", batch).await;
    }
    assert_eq!(place.versions().await, [("r1".to_owned(), 2)]);
    let terms = source_record::attributes(&place.store, &["r1".to_owned()]).await.unwrap();
    assert_eq!(terms.iter().map(|found| found.attribute.term.as_str()).collect::<Vec<_>>(), ["C02"]);
    assert_eq!(source_record::linked_attribute_count(&place.store).await.unwrap(), 1);
}

async fn attributes_of_another_feed_stay_when_the_persons_row_is_renewed(kind: Kind) {
    let place = Place::new(kind).await;
    place.add_feed(feed("flags", "attribute")).await;
    place.publish("a", records(vec![record("r1", 2)])).await;
    let flags = Batch { attributes: vec![attribute("r1", "A03", 5), attribute("r9", "A03", 6)], ..Batch::default() };
    place.publish("flags", flags).await;
    let renewed = place.publish("a", records(vec![record("r1", 3)])).await;
    assert_eq!(place.versions().await, [("r1".to_owned(), renewed)]);
    let found = source_record::attributes(&place.store, &["r1".to_owned()]).await.unwrap();
    assert_eq!((found.len(), found[0].load, found[0].line), (1, 2, 5));
    assert_eq!(found[0].attribute.columns, ["A", "B"]);
    // The one whose person nobody described does not count.
    assert_eq!(source_record::linked_attribute_count(&place.store).await.unwrap(), 1);
}

async fn attributes_of_a_person_who_is_no_longer_delivered_do_not_count(kind: Kind) {
    let place = Place::new(kind).await;
    place.add_feed(feed("flags", "attribute")).await;
    place.publish("a", records(vec![record("r1", 2)])).await;
    place.publish("flags", Batch { attributes: vec![attribute("r1", "A03", 5)], ..Batch::default() }).await;
    let without = place.publish("a", records(vec![record("r2", 2)])).await;
    assert_eq!(source_record::linked_attribute_count(&place.store).await.unwrap(), 1);
    let mut work = place.store.begin().await.unwrap();
    load::supersede_before(&mut work, "a", without).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(source_record::linked_attribute_count(&place.store).await.unwrap(), 0);
}
