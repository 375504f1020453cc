//! Feeds and their contracts.

use super::support::{ACTOR, PERSONS, Place, rows};
use crate::{HubFault, intake};

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_added_listed_and_replaced_with_each_change_in_the_ledger() {
    let place = Place::new(&[]).await;
    assert!(intake::feeds(&place.hub).await.unwrap().is_empty());
    intake::add_feed(&place.hub, "c.toml", PERSONS, ACTOR).await.unwrap();
    let again = intake::add_feed(&place.hub, "c.toml", PERSONS, ACTOR).await.unwrap();
    assert_eq!(place.actions().await, ["hub made", "feed added"], "the same contract changed something");
    assert_eq!((again.subject.as_str(), again.format.as_str()), ("person", "csv"));
    let changed = PERSONS.replace("ISP-CD-2026-01", "ISP-CD-2027-01");
    intake::add_feed(&place.hub, "c.toml", &changed, ACTOR).await.unwrap();
    let feeds = intake::feeds(&place.hub).await.unwrap();
    assert_eq!((feeds.len(), feeds[0].agreement.as_str()), (1, "ISP-CD-2027-01"));
    let entries = place.ledger().await;
    let entry = entries.last().unwrap();
    let last = entry.told().unwrap();
    assert_eq!(last.detail["action"], "contract replaced");
    assert_eq!((entry.verb, &last.detail["agreement"]), (dolen_ledger::Verb::Alteration, &"ISP-CD-2027-01".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_is_not_there_is_answered_with_those_that_are() {
    let place = Place::new(&[]).await;
    let fault = place.try_load("nobody", "extract.csv", "a\n").await.unwrap_err();
    assert!(fault.to_string().ends_with("known feeds: none"), "{fault}");
    intake::add_feed(&place.hub, "c.toml", PERSONS, ACTOR).await.unwrap();
    let fault = place.try_load("nobody", "extract.csv", "a\n").await.unwrap_err();
    assert!(matches!(&fault, HubFault::UnknownFeed { known, .. } if known == "cwm-derw-social-care"), "{fault}");
    assert_eq!(std::fs::read_dir(place.hub.landing()).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_loaded_keeps_its_organisation_and_its_subject() {
    let place = Place::new(&[PERSONS]).await;
    let other = PERSONS.replace("\"cwm-derw-council\"", "\"other-council\"");
    // Nothing was loaded yet: a slip in the contract can be mended.
    intake::add_feed(&place.hub, "c.toml", &other, ACTOR).await.unwrap();
    intake::add_feed(&place.hub, "c.toml", PERSONS, ACTOR).await.unwrap();
    place.load("cwm-derw-social-care", &rows(1..3)).await;
    let fault = intake::add_feed(&place.hub, "c.toml", &other, ACTOR).await.unwrap_err().to_string();
    assert!(fault.contains("has loads of `cwm-derw-council` about `person`"), "{fault}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_contract_is_told_with_its_file_and_changes_nothing() {
    let place = Place::new(&[]).await;
    let wrong = PERSONS.replace("agreement =", "agreemnt =");
    let fault = intake::add_feed(&place.hub, "wrong.toml", &wrong, ACTOR).await.unwrap_err().to_string();
    assert!(fault.starts_with("wrong.toml: ") && fault.contains("agreemnt"), "{fault}");
    assert_eq!(intake::check_contract("wrong.toml", &wrong).unwrap_err().to_string(), fault);
    assert_eq!(place.actions().await, ["hub made"]);
}
