//! What is visible after a load, and how little it takes to make it so.

use std::fs;

use super::support::{ACTOR, HEADER, PERSONS, Place, rows};
use crate::intake;
use crate::view::LoadState;

const FEED: &str = "cwm-derw-social-care";

/// Key, load and team of every visible record.
async fn seen(place: &Place) -> Vec<(String, i64, String)> {
    let mut seen = Vec::new();
    dolen_store::source_record::visible::<dolen_store::StoreFault>(
        &mut dolen_store::Snapshot::of(&place.hub.store).await.unwrap(),
        |record| {
            let team = record.values()?.into_iter().find(|value| value.column == "TEAM");
            let team = team.map(|value| value.value.into_owned()).unwrap_or_default();
            seen.push((record.key, record.load, team));
            Ok(())
        },
    )
    .await
    .unwrap();
    seen
}

fn row(key: &str, team: &str) -> String {
    format!("{key},Vexbridge,Oswin,01/02/1980,NP20 4UX,{team},\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_delivery_stands_for_everything_before_it() {
    let place = Place::new(&[PERSONS]).await.reopen("[intake]\nswing = 1.0\n").await;
    place.load(FEED, &[HEADER, &row("A", "North"), &row("B", "North")].concat()).await;
    place.load(FEED, &[HEADER, &row("B", "South"), &row("C", "South")].concat()).await;
    let wanted = [("B", 2, "South"), ("C", 2, "South")];
    assert_eq!(seen(&place).await, wanted.map(|(key, load, team)| (key.to_owned(), load, team.to_owned())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delta_adds_and_the_newest_version_of_a_record_counts() {
    let delta = PERSONS.replace("delivery = \"full\"", "delivery = \"delta\"");
    let place = Place::new(&[&delta]).await.reopen("[intake]\nswing = 1.0\n").await;
    place.load(FEED, &[HEADER, &row("A", "North"), &row("B", "North")].concat()).await;
    place.load(FEED, &[HEADER, &row("B", "South"), &row("C", "South")].concat()).await;
    let wanted = [("A", 1, "North"), ("B", 2, "South"), ("C", 2, "South")];
    assert_eq!(seen(&place).await, wanted.map(|(key, load, team)| (key.to_owned(), load, team.to_owned())));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_full_delivery_that_is_completed_late_does_not_come_back() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    let held = place.load(FEED, &rows(1..31)).await;
    assert_eq!(held.summary.state, LoadState::Held);
    let newest = place.load(FEED, &rows(1..12)).await;
    assert_eq!(newest.summary.state, LoadState::Published);
    intake::release(&place.hub, &held.summary.load, None, ACTOR).await.unwrap();
    assert_eq!(seen(&place).await.len(), 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_key_are_one_person_of_the_first_rows_values_and_all_attributes() {
    let many = PERSONS.replace("key = [", "rows_per_key = \"many\"\nkey = [");
    let place = Place::new(&[&many]).await;
    let mut text = HEADER.to_owned();
    // More rows than a batch holds, so that the rows of one person fall into several.
    for number in 0..100 {
        let (team, flag) = if number < 50 { ("North", "CP") } else { ("South", "LA") };
        text.push_str(&format!("K{},Vexbridge,Oswin,01/02/1980,NP20 4UX,{team},{flag}\n", number % 5));
    }
    let report = place.load(FEED, &text).await;
    assert_eq!((report.summary.published, report.records, report.attributes), (100, 5, 100));
    assert_eq!(report.rules[0].rule, "person-differs");
    assert_eq!(report.rules[0].count, 50);
    assert!(seen(&place).await.iter().all(|(_, _, team)| team == "North"), "a later row's values stand");
    let mut terms = Vec::new();
    let id = place.hub.key.source_record(FEED, "K3");
    for found in dolen_store::source_record::attributes(&place.hub.store, std::slice::from_ref(&id)).await.unwrap() {
        terms.push((found.line, found.attribute.term));
    }
    assert_eq!(terms.len(), 20);
    assert_eq!((terms[0].0, terms[0].1.as_str()), (5, "C01"));
    assert_eq!((terms[19].0, terms[19].1.as_str()), (100, "A03"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_hangs_on_feed_and_key_and_on_nothing_else() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..3)).await;
    let before = place.visible().await;
    let other = Place::new(&[PERSONS]).await;
    other.load(FEED, &rows([2, 1])).await;
    let id = |line: &String| line.split([' ', '@']).nth(2).unwrap().to_owned();
    assert_eq!(
        before.iter().map(id).collect::<Vec<_>>(),
        other.visible().await.iter().map(id).collect::<Vec<_>>(),
        "the place of a row changed its id"
    );
    assert_eq!(id(&before[0]), place.hub.key.source_record(FEED, "C1"));
}

/// Bytes that making a load visible writes: pages of the journal, which a new start has emptied.
async fn bytes_of_publishing(rows_of_load: usize) -> u64 {
    let place = Place::on(None, &[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    let held = place.load(FEED, &rows(1..rows_of_load + 1)).await;
    assert_eq!(held.summary.state, LoadState::Held);
    let place = place.reopen("").await;
    let journal = || fs::metadata(place.hub.folder().join("dolen.sqlite-wal")).map_or(0, |file| file.len());
    let before = journal();
    let report = intake::release(&place.hub, "2", None, ACTOR).await.unwrap();
    assert_eq!(report.summary.published, rows_of_load as u64);
    journal() - before
}

#[tokio::test(flavor = "multi_thread")]
async fn the_transaction_that_publishes_does_not_grow_with_the_file() {
    let (small, large) = (bytes_of_publishing(20).await, bytes_of_publishing(4_000).await);
    assert!(small > 0 && large <= small + 4 * 4_120, "{small} bytes for 20 rows, {large} for 4,000");
}
