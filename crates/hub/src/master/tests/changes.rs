//! What changes from one match to the next, and what stays.

use dolen_ledger::Verb;
use dolen_model::PersonField::{BirthDate, FamilyName, GivenNames, Postcode};
use dolen_model::{FixedClock, Timestamp};
use dolen_store::master::{golden, run};
use dolen_store::{StoreFault, ledger};

use super::everything::{Everything, rows};
use super::loaded::{Loaded, NOW, Row, row};
use super::region::{loaded, region};
use crate::HubFault;
use crate::master::{MatchReport, RecordPlace, judge, match_pending, undo, walk_records};

async fn matched(loaded: &Loaded) -> MatchReport {
    match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap()
}

/// A person of no one's name, so that only judgements join it.
fn person(key: &str, line: i64, given: &str, family: &str, born: &str) -> Row {
    row(key, line, &[(GivenNames, given), (FamilyName, family), (BirthDate, born)])
}

async fn places(loaded: &Loaded) -> Vec<RecordPlace> {
    let mut places = Vec::new();
    walk_records::<HubFault>(&loaded.hub, |place| {
        places.push(place);
        Ok(())
    })
    .await
    .unwrap();
    places
}

/// Three records of three people, in two feeds.
async fn three() -> Loaded {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    loaded.feed("council", "council").await;
    loaded.feed("police", "police").await;
    let council =
        vec![person("1", 2, "Ceinwen", "Prydderch", "1945-07-14"), person("2", 1, "Gwilym", "Bebb", "1980-01-02")];
    loaded.publish("council", true, council).await;
    loaded.publish("police", true, vec![person("9", 1, "Olwen", "Tudor", "1999-12-31")]).await;
    loaded
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_hub_is_matched_to_nothing() {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    let report = matched(&loaded).await;
    assert_eq!((report.run, report.is_new, report.source_records, report.golden_records), (1, true, 0, 0));
    assert!(!matched(&loaded).await.is_new);
    assert!(places(&loaded).await.is_empty());
    assert_eq!(Everything::current(&loaded.hub).await, Everything::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn records_that_identify_nobody_become_no_golden_record() {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    loaded.feed("f", "o").await;
    loaded.publish("f", true, vec![row("1", 1, &[(GivenNames, "Siân")]), row("2", 2, &[(Postcode, "NP20 4UX")])]).await;
    let report = matched(&loaded).await;
    assert_eq!((report.source_records, report.unlinkable, report.golden_records), (2, 2, 0));
    let places = places(&loaded).await;
    assert_eq!(places.iter().map(|place| place.key.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert!(places.iter().all(|place| place.golden.is_none() && place.household.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_pending_nothing_is_written() {
    let loaded = three().await;
    let report = matched(&loaded).await;
    let before = rows(&loaded.hub).await;
    let again = matched(&loaded).await;
    assert_eq!(MatchReport { is_new: true, ..again.clone() }.golden_records, report.golden_records);
    assert_eq!((again.run, again.is_new, again.source_records), (1, false, 3));
    assert_eq!(rows(&loaded.hub).await, before);
    // Rows about premises and areas are not matched.
    let decision = judge(&loaded.hub, "council:1", "police:9", false, "met both", "steward").await.unwrap();
    undo(&loaded.hub, &decision.decision, "not needed", "steward").await.unwrap();
    assert!(!matched(&loaded).await.is_new, "a judgement that was undone before it was matched");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_rows_that_changed_are_written() {
    let region = region(5, 0.003);
    let loaded = loaded(&region, FixedClock(NOW)).await;
    matched(&loaded).await;
    let before = Everything::current(&loaded.hub).await;
    let (one, other) = (before.members[0].0.clone(), before.members[9].0.clone());
    assert_ne!(before.golden_of(&one), before.golden_of(&other));
    let judged = judge(&loaded.hub, &one, &other, true, "one person", "steward").await.unwrap();
    matched(&loaded).await;
    let (mut kept, mut new) = (0, 0);
    golden::walk::<StoreFault>(&loaded.hub.store, 2, |_, _| {
        kept += 1;
        Ok(())
    })
    .await
    .unwrap();
    let entries = ledger::entries_of(&loaded.hub.store, Verb::Combination, 1).await.unwrap();
    let detail = &entries[0].told().unwrap().detail;
    new += detail["rows_added"].as_u64().unwrap();
    assert!(kept > 500 && new < 60, "{kept} golden records stand, {new} rows were added");
    assert_eq!(detail["golden_records"].as_u64().unwrap(), kept);
    assert_eq!(Everything::of(&loaded.hub, 1).await, before, "the run before can still be read");

    undo(&loaded.hub, &judged.decision, "mistaken", "steward").await.unwrap();
    matched(&loaded).await;
    assert_eq!(Everything::current(&loaded.hub).await, before, "and undoing gives it back");
    assert_eq!(run::current(&loaded.hub.store).await.unwrap(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_keeps_the_id_of_the_older_record_and_a_split_leaves_it_with_the_founder() {
    let loaded = three().await;
    matched(&loaded).await;
    let apart = Everything::current(&loaded.hub).await;
    let (first, second, third) = (loaded.id("council", "1"), loaded.id("council", "2"), loaded.id("police", "9"));
    let id = |all: &Everything, record: &str| all.golden_of(record).unwrap().to_owned();
    assert_eq!(apart.golden.len(), 3);

    let one = judge(&loaded.hub, &first, &third, true, "one person", "steward").await.unwrap();
    let other = judge(&loaded.hub, "council:2", "council:1", true, "one person", "steward").await.unwrap();
    matched(&loaded).await;
    let merged = Everything::current(&loaded.hub).await;
    // Line 1 of the first load is the key 2.
    assert_eq!(merged.members_of(&id(&apart, &second)), [second.as_str(), &first, &third]);
    assert_eq!(merged.golden.len(), 1);

    undo(&loaded.hub, &other.decision, "two people", "steward").await.unwrap();
    matched(&loaded).await;
    let split = Everything::current(&loaded.hub).await;
    assert_eq!(id(&split, &second), id(&apart, &second), "the part with the founder keeps the id");
    assert_eq!(split.members_of(&id(&apart, &first)), [first.as_str(), &third]);
    undo(&loaded.hub, &one.decision, "three people", "steward").await.unwrap();
    matched(&loaded).await;
    assert_eq!(Everything::current(&loaded.hub).await, apart);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_delivery_changes_values_and_not_ids() {
    let mut loaded = three().await;
    matched(&loaded).await;
    let before = Everything::current(&loaded.hub).await;
    let later = Timestamp(NOW.0 + 86_400_000_000);
    loaded.hub.clock = std::sync::Arc::new(FixedClock(later));
    // Other lines, another family name; one person is no longer there.
    loaded.publish_at("council", true, later, vec![person("1", 9, "Ceinwen", "Prydderch-Bebb", "1945-07-14")]).await;
    let pending = places(&loaded).await;
    assert_eq!(pending.len(), 2, "the delivery is visible before it is matched");
    let report = matched(&loaded).await;
    assert_eq!((report.is_new, report.source_records, report.golden_records), (true, 2, 2));
    let after = Everything::current(&loaded.hub).await;
    let first = loaded.id("council", "1");
    assert_eq!(after.golden_of(&first), before.golden_of(&first));
    let content = &after.golden.iter().find(|golden| Some(golden.0.as_str()) == after.golden_of(&first)).unwrap().1;
    assert!(content.contains("Prydderch-Bebb"));
    assert_eq!(after.golden_of(&loaded.id("council", "2")), None);
    let found = |all: &Everything, value: &str| all.terms.iter().any(|term| term.1 == value);
    assert!(found(&before, "GWILYM") && !found(&after, "GWILYM") && found(&after, "BEBB"));
    assert_eq!(Everything::of(&loaded.hub, 1).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_delivers_nobody_any_more_leaves_nobody() {
    let loaded = three().await;
    matched(&loaded).await;
    loaded.publish("council", true, Vec::new()).await;
    assert_eq!(matched(&loaded).await.golden_records, 1);
    loaded.publish("police", true, Vec::new()).await;
    let report = matched(&loaded).await;
    assert_eq!((report.source_records, report.golden_records, report.households), (0, 0, 0));
    assert_eq!(Everything::current(&loaded.hub).await, Everything::default());
    assert_eq!(Everything::of(&loaded.hub, 1).await.golden.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judgement_of_a_record_that_went_away_is_kept_for_its_return() {
    let loaded = three().await;
    matched(&loaded).await;
    judge(&loaded.hub, "council:2", "police:9", true, "one person", "steward").await.unwrap();
    loaded.publish("council", true, vec![person("1", 1, "Ceinwen", "Prydderch", "1945-07-14")]).await;
    assert_eq!(matched(&loaded).await.golden_records, 2);
    let back =
        vec![person("1", 1, "Ceinwen", "Prydderch", "1945-07-14"), person("2", 2, "Gwilym", "Bebb", "1980-01-02")];
    loaded.publish("council", true, back).await;
    assert_eq!(matched(&loaded).await.golden_records, 2, "three records, two of them judged the same");
    let all = Everything::current(&loaded.hub).await;
    assert_eq!(all.golden_of(&loaded.id("council", "2")), all.golden_of(&loaded.id("police", "9")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_says_is_pending_when_it_changes() {
    let loaded = three().await;
    matched(&loaded).await;
    let home = loaded.folder.path().join("hub");
    loaded.hub.close().await;
    crate::testing::configure(&home, "[survivorship]\ntrusted = [\"police\"]\n");
    let hub = crate::Hub::open(
        &home,
        std::sync::Arc::new(FixedClock(NOW)),
        std::sync::Arc::new(dolen_model::CountingIds::starting_at(1_000_000)),
        dolen_model::counted_secrets(9),
    )
    .await
    .unwrap();
    let report = match_pending(&hub, "tester", &|_| ()).await.unwrap();
    assert!(report.is_new && report.run == 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_at_a_time_matches() {
    let loaded = three().await;
    let lock = loaded.hub.store.try_lock(dolen_store::LockName::Match).await.unwrap().unwrap();
    assert!(matches!(match_pending(&loaded.hub, "tester", &|_| ()).await, Err(HubFault::Busy(_))));
    lock.release().await;
    matched(&loaded).await;
}
