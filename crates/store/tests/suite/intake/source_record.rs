//! Source records as they are read.

use dolen_model::{FieldValue, PersonField, Sensitive};
use dolen_store::source_record::{self, UnlinkablePlace};
use dolen_store::staging::NewRecord;

use crate::home::{Kind, on_both};

use super::place::{Place, record, records};

on_both!(
    records_come_by_organisation_feed_and_key,
    the_values_of_a_record_are_those_that_were_stored,
    a_damaged_content_is_told_without_what_it_holds,
    what_was_published_first_stays_first_when_an_older_load_is_released_later,
    versions_come_in_the_order_in_which_they_are_wanted,
    records_that_identify_nobody_are_told_by_their_place,
);

fn value(field: PersonField, value: &str, column: &str) -> FieldValue {
    FieldValue { field, value: Sensitive::new(value.to_owned()), column: column.to_owned() }
}

async fn records_come_by_organisation_feed_and_key(kind: Kind) {
    let place = Place::new(kind).await;
    place.publish("b", records(vec![record("r1", 2)])).await;
    place.publish("a", records(vec![record("r3", 2), record("r2", 3)])).await;
    let order: Vec<(String, String)> =
        place.visible().await.into_iter().map(|record| (record.organisation, record.key)).collect();
    let wanted = [("a-council", "key of r2"), ("a-council", "key of r3"), ("b-council", "key of r1")];
    assert_eq!(order, wanted.map(|(organisation, key)| (organisation.to_owned(), key.to_owned())));
}

async fn the_values_of_a_record_are_those_that_were_stored(kind: Kind) {
    let values = [
        value(PersonField::FamilyName, "O'Ŵyn \"y Bryn\"\\", "SURNAME"),
        value(PersonField::Phone, "01633", "TEL 1"),
        value(PersonField::Phone, "07700", "TEL, \"2\""),
    ];
    let place = Place::new(kind).await;
    let content = source_record::content(&values).unwrap();
    place.publish("a", records(vec![NewRecord { content, ..record("r1", 2) }])).await;
    let found = source_record::find(&place.store, "r1").await.unwrap().unwrap();
    let read: Vec<FieldValue> =
        found.values().unwrap().into_iter().map(|stored| value(stored.field, &stored.value, &stored.column)).collect();
    assert_eq!(read, values);
}

async fn a_damaged_content_is_told_without_what_it_holds(kind: Kind) {
    let place = Place::new(kind).await;
    for damaged in ["[[\"no_such_field\",\"Vexbridge\",\"SURNAME\"]]", "[[\"family_name\",\"Vexbridge\"", "Vexbridge"] {
        let content = Sensitive::new(damaged.to_owned());
        place.publish("a", records(vec![NewRecord { content, ..record("r1", 2) }])).await;
        let found = source_record::find(&place.store, "r1").await.unwrap().unwrap();
        let fault = found.values().err().unwrap().to_string();
        assert!(fault.contains("source_record.content") && !fault.contains("Vexbridge"), "{fault}");
    }
}

async fn what_was_published_first_stays_first_when_an_older_load_is_released_later(kind: Kind) {
    let place = Place::new(kind).await;
    let held = place.land("a", records(vec![record("r1", 40)])).await;
    place.publish("a", records(vec![record("r1", 7)])).await;
    place.publish("b", records(vec![record("other", 9)])).await;
    let first = || async { source_record::find(&place.store, "r1").await.unwrap().unwrap().first };
    let before = first().await;
    place.move_to(held, "published").await;
    assert_eq!(first().await, before, "the release of an older load changed who came first");
    assert_eq!(before.1, 7, "the line is not the one of the first version");
    let versions = [("r1".to_owned(), held), ("r1".to_owned(), 2)];
    for version in source_record::versions(&place.store, &versions).await.unwrap() {
        assert_eq!(version.first, before);
    }
    let other = source_record::find(&place.store, "other").await.unwrap().unwrap().first;
    assert!(before < other, "{before:?} {other:?}");
}

async fn versions_come_in_the_order_in_which_they_are_wanted(kind: Kind) {
    let place = Place::new(kind).await;
    place.publish("a", records(vec![record("r1", 2), record("r2", 3)])).await;
    place.publish("a", records(vec![record("r1", 4)])).await;
    let wanted = [("r2", 1), ("r1", 2), ("nobody", 1), ("r1", 1)].map(|(id, load)| (id.to_owned(), load));
    let found = source_record::versions(&place.store, &wanted).await.unwrap();
    assert_eq!(found.iter().map(|record| record.line).collect::<Vec<_>>(), [3, 4, 2]);
}

async fn records_that_identify_nobody_are_told_by_their_place(kind: Kind) {
    let place = Place::new(kind).await;
    let nobody = |id: &str, line| NewRecord { linkable: false, part: Some("Plant".to_owned()), ..record(id, line) };
    place.publish("b", records(vec![nobody("r1", 9)])).await;
    place.publish("a", records(vec![nobody("r3", 8), record("r4", 4), nobody("r2", 5)])).await;
    let found = source_record::unlinkable(&place.store, 10).await.unwrap();
    let row = |organisation: &str, feed: &str, load: i64, line: i64| UnlinkablePlace {
        organisation: organisation.to_owned(),
        feed: feed.to_owned(),
        file: format!("file {load}"),
        part: Some("Plant".to_owned()),
        line,
    };
    assert_eq!(found, [row("a-council", "a", 2, 5), row("a-council", "a", 2, 8), row("b-council", "b", 1, 9)]);
    assert_eq!(source_record::unlinkable(&place.store, 2).await.unwrap().len(), 2);
}
