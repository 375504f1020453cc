//! Rows before anybody sees them.

use dolen_model::Sensitive;
use dolen_store::staging::{self, Batch, Counts, NewItem, NewQuarantinedRow, NewRecord};

use crate::home::{Kind, on_both};

use super::place::{Place, attribute, feed, record, records};

on_both!(
    batches_of_any_length_are_written_whole,
    of_several_rows_of_one_record_the_first_stays_and_attributes_add_up,
    a_record_of_another_load_is_another_version,
    rows_are_cleared_a_bounded_number_at_a_time_and_only_those_of_the_load,
    a_batch_that_is_not_committed_leaves_nothing,
    the_quarantine_is_read_by_line,
    rows_of_attributes_without_a_visible_person_are_found,
    rows_that_a_refusal_or_a_discard_left_are_found,
);

fn item(line: i64) -> NewItem {
    NewItem { key: line.to_string(), line, part: None, content: Sensitive::new("{}".to_owned()) }
}

fn quarantined(line: i64) -> NewQuarantinedRow {
    NewQuarantinedRow { line, part: None, problems: format!("[{line}]") }
}

fn batch(rows: i64) -> Batch {
    Batch {
        records: (0..rows)
            .map(|line| NewRecord { linkable: line % 10 > 0, ..record(&format!("r{line}"), line) })
            .collect(),
        attributes: (0..rows * 2).map(|line| attribute(&format!("r{line}"), "C01", line)).collect(),
        items: (0..rows).map(item).collect(),
        quarantined: (0..rows).map(quarantined).collect(),
    }
}

async fn batches_of_any_length_are_written_whole(kind: Kind) {
    let place = Place::new(kind).await;
    // Around the numbers of rows that one statement writes.
    for rows in [0, 1, 15, 16, 17, 255, 256, 257, 560] {
        let load = place.land("a", batch(rows)).await;
        let counts = staging::count(&place.store, load).await.unwrap();
        let unlinkable = (rows + 9) / 10;
        let wanted = Counts { records: rows, unlinkable, attributes: rows * 2, items: rows, quarantined: rows };
        assert_eq!(counts, wanted, "{rows} rows");
    }
}

async fn of_several_rows_of_one_record_the_first_stays_and_attributes_add_up(kind: Kind) {
    let place = Place::new(kind).await;
    let rows = |lines: std::ops::Range<i64>| Batch {
        records: lines.clone().map(|line| record("r1", line)).collect(),
        attributes: lines.map(|line| attribute("r1", &format!("C{line:02}"), line)).collect(),
        ..Batch::default()
    };
    let load = place.land("a", rows(2..5)).await;
    let mut work = place.store.begin().await.unwrap();
    staging::write(&mut work, load, &rows(5..8)).await.unwrap();
    work.commit().await.unwrap();
    let counts = staging::count(&place.store, load).await.unwrap();
    assert_eq!((counts.records, counts.attributes), (1, 6));
    place.move_to(load, "published").await;
    let found = place.visible().await;
    assert_eq!((found.len(), found[0].line, found[0].content.expose().as_str()), (1, 2, "line 2"));
}

async fn a_record_of_another_load_is_another_version(kind: Kind) {
    let place = Place::new(kind).await;
    place.publish("a", records(vec![record("r1", 2)])).await;
    let second = place.publish("a", records(vec![record("r1", 9)])).await;
    assert_eq!(staging::count(&place.store, second).await.unwrap().records, 1);
    assert_eq!(place.visible().await[0].line, 9);
}

async fn rows_are_cleared_a_bounded_number_at_a_time_and_only_those_of_the_load(kind: Kind) {
    let place = Place::new(kind).await;
    let kept = place.land("a", batch(30)).await;
    let cleared = place.land("a", batch(30)).await;
    let mut rounds = 0;
    loop {
        let before = staging::count(&place.store, cleared).await.unwrap();
        let mut work = place.store.begin().await.unwrap();
        let is_more = staging::clear(&mut work, cleared, 25).await.unwrap();
        work.commit().await.unwrap();
        let after = staging::count(&place.store, cleared).await.unwrap();
        assert!(before.attributes - after.attributes <= 25 && before.records - after.records <= 25);
        rounds += 1;
        if !is_more {
            break;
        }
    }
    assert_eq!(staging::count(&place.store, cleared).await.unwrap(), Counts::default());
    assert_eq!(rounds, 3, "60 attributes, 25 at a time");
    assert_eq!(staging::count(&place.store, kept).await.unwrap().attributes, 60);
}

async fn a_batch_that_is_not_committed_leaves_nothing(kind: Kind) {
    let place = Place::new(kind).await;
    let load = place.land("a", Batch::default()).await;
    let mut work = place.store.begin().await.unwrap();
    staging::write(&mut work, load, &batch(20)).await.unwrap();
    drop(work);
    assert_eq!(staging::count(&place.store, load).await.unwrap(), Counts::default());
}

async fn the_quarantine_is_read_by_line(kind: Kind) {
    let place = Place::new(kind).await;
    let rows = [9, 3, 27].map(quarantined).to_vec();
    let load = place.land("a", Batch { quarantined: rows, ..Batch::default() }).await;
    assert_eq!(staging::quarantine(&place.store, load, 2).await.unwrap(), ["[3]", "[9]"]);
}

async fn rows_of_attributes_without_a_visible_person_are_found(kind: Kind) {
    let place = Place::new(kind).await;
    place.add_feed(feed("flags", "attribute")).await;
    place.publish("a", records(vec![record("known", 2)])).await;
    place.land("a", records(vec![record("landed", 2)])).await;
    let attributes = vec![
        attribute("known", "A03", 2),
        attribute("landed", "A03", 3),
        attribute("nobody", "A03", 4),
        attribute("nobody", "C01", 4),
        attribute("nobody", "C01", 5),
    ];
    let load = place.land("flags", Batch { attributes, ..Batch::default() }).await;
    let (count, places) = staging::unknown_persons(&place.store, load, 2).await.unwrap();
    assert_eq!((count, places), (3, vec![(None, 3), (None, 4)]));
}

async fn rows_that_a_refusal_or_a_discard_left_are_found(kind: Kind) {
    let place = Place::new(kind).await;
    let only = [
        records(vec![record("r1", 2)]),
        Batch { attributes: vec![attribute("r1", "A03", 2)], ..Batch::default() },
        Batch { items: vec![item(2)], ..Batch::default() },
        Batch { quarantined: vec![quarantined(2)], ..Batch::default() },
        Batch::default(),
    ];
    for (batch, state) in only.into_iter().zip(["rejected", "discarded", "rejected", "discarded", "discarded"]) {
        let load = place.land("a", batch).await;
        place.move_to(load, state).await;
    }
    for state in ["landed", "held", "published"] {
        let load = place.land("a", records(vec![record("r2", 2)])).await;
        place.move_to(load, state).await;
    }
    assert_eq!(staging::left_behind(&place.store).await.unwrap(), [1, 2, 3, 4]);
}
