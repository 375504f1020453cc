//! Feeds of attributes, and of premises.

use super::support::{ACTOR, HEADER, PERSONS, Place};
use crate::intake;
use crate::view::LoadState;

const ATTRIBUTES: &str = r#"
name = "cwm-derw-flags"
organisation = "cwm-derw-council"
organisation_name = { en = "Cwm Derw Council", cy = "Cyngor Cwm Derw" }
agreement = "ISP-CD-2026-02"
subject = "attribute"
persons = "cwm-derw-social-care"
delivery = "full"
cadence = "monthly"
key = ["PERSON"]

[format]
kind = "csv"

[[attribute]]
code = "FLAG"
codes = { "CP" = "indicator:C01", "LA" = "indicator:A03" }
start = "SINCE"
date_format = "DD/MM/YYYY"
"#;

const PREMISES: &str = r#"
name = "cwm-derw-alarms"
organisation = "cwm-derw-council"
organisation_name = { en = "Cwm Derw Council", cy = "Cyngor Cwm Derw" }
agreement = "ISP-CD-2026-03"
subject = "premises"
delivery = "full"
cadence = "monthly"

[format]
kind = "csv"

[[column]]
name = "UPRN"
type = "uprn"
item = "uprn"

[[column]]
name = "VISIT"
item = "visit"
"#;

/// Terms of the attributes of a person, with the feed's load.
async fn terms(place: &Place, key: &str) -> Vec<(String, i64)> {
    let id = place.hub.key.source_record("cwm-derw-social-care", key);
    let found = dolen_store::source_record::attributes(&place.hub.store, &[id]).await.unwrap();
    found.into_iter().map(|found| (found.attribute.term, found.load)).collect()
}

fn person(key: &str) -> String {
    format!("{key},Vexbridge,Oswin,01/02/1980,NP20 4UX,North,\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn attributes_of_their_own_feed_are_linked_to_the_person_of_the_key() {
    let place = Place::new(&[PERSONS, ATTRIBUTES]).await;
    place.load("cwm-derw-social-care", &[HEADER, &person("C1"), &person("C2")].concat()).await;
    let report =
        place.load("cwm-derw-flags", "PERSON,FLAG,SINCE\nC1,CP,01/03/2025\nC1,LA,02/03/2025\nC2,LA,03/03/2025\n").await;
    assert_eq!(report.summary.state, LoadState::Published, "{:?}", report.rules);
    assert_eq!((report.summary.published, report.records, report.attributes), (3, 0, 3));
    assert!(report.rules.is_empty(), "{:?}", report.rules);
    assert_eq!(terms(&place, "C1").await, [("C01".to_owned(), 2), ("A03".to_owned(), 2)]);
    assert_eq!(terms(&place, "C2").await, [("A03".to_owned(), 2)]);
    assert_eq!(dolen_store::source_record::linked_attribute_count(&place.hub.store).await.unwrap(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attribute_waits_for_its_person_and_is_told_meanwhile() {
    let place = Place::new(&[PERSONS, ATTRIBUTES]).await;
    place.load("cwm-derw-social-care", &[HEADER, &person("C1")].concat()).await;
    let report = place.load("cwm-derw-flags", "PERSON,FLAG,SINCE\nC1,CP,\nC9,LA,\nC8,LA,\nC9,CP,\n").await;
    assert_eq!((report.summary.published, report.summary.quarantined), (4, 0));
    let told = report.rules.iter().find(|count| count.rule == "attribute-person-unknown").unwrap();
    assert_eq!(told.count, 3);
    assert_eq!(told.examples.iter().map(|example| example.line).collect::<Vec<_>>(), [Some(3), Some(4), Some(5)]);
    assert_eq!(dolen_store::source_record::linked_attribute_count(&place.hub.store).await.unwrap(), 1);
    let more = place.reopen("[intake]\nswing = 1.0\n").await;
    more.load("cwm-derw-social-care", &[HEADER, &person("C1"), &person("C9")].concat()).await;
    assert_eq!(terms(&more, "C9").await, [("A03".to_owned(), 2), ("C01".to_owned(), 2)]);
    assert_eq!(dolen_store::source_record::linked_attribute_count(&more.hub.store).await.unwrap(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_full_delivery_of_attributes_replaces_the_earlier() {
    let place = Place::new(&[PERSONS, ATTRIBUTES]).await.reopen("[intake]\nswing = 1.0\n").await;
    place.load("cwm-derw-social-care", &[HEADER, &person("C1")].concat()).await;
    place.load("cwm-derw-flags", "PERSON,FLAG,SINCE\nC1,CP,\n").await;
    place.load("cwm-derw-flags", "PERSON,FLAG,SINCE\nC1,LA,\n").await;
    assert_eq!(terms(&place, "C1").await, [("A03".to_owned(), 3)]);
    // The person's own row is renewed: the attributes of the other feed stay.
    place.load("cwm-derw-social-care", &[HEADER, &person("C1"), &person("C2")].concat()).await;
    assert_eq!(terms(&place, "C1").await, [("A03".to_owned(), 3)]);
}

#[test]
fn a_contract_of_attributes_says_whose_persons_it_means() {
    let fault = |contract: &str| intake::check_contract("c.toml", contract).unwrap_err().to_string();
    let without = ATTRIBUTES.replace("persons = \"cwm-derw-social-care\"\n", "");
    assert!(fault(&without).contains("needs `persons`"), "{}", fault(&without));
    let itself = ATTRIBUTES.replace("persons = \"cwm-derw-social-care\"", "persons = \"cwm-derw-flags\"");
    assert!(fault(&itself).contains("another feed"), "{}", fault(&itself));
    let of_persons = PERSONS.replace("subject = \"person\"", "subject = \"person\"\npersons = \"x\"");
    assert!(fault(&of_persons).contains("`persons` is for a feed of attributes"), "{}", fault(&of_persons));
    intake::check_contract("c.toml", ATTRIBUTES).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_persons_of_a_feed_of_attributes_must_be_a_feed_of_the_same_organisation() {
    let place = Place::new(&[PERSONS, PREMISES]).await;
    for (contract, told) in [
        (ATTRIBUTES.replace("\"cwm-derw-social-care\"", "\"nobody\""), "no feed of this hub"),
        (ATTRIBUTES.replace("\"cwm-derw-social-care\"", "\"cwm-derw-alarms\""), "subject is not person"),
        (ATTRIBUTES.replace("\"cwm-derw-council\"", "\"other-council\""), "another organisation"),
    ] {
        let fault = intake::add_feed(&place.hub, "flags.toml", &contract, ACTOR).await.unwrap_err().to_string();
        assert!(fault.starts_with("flags.toml: `persons` names") && fault.contains(told), "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_about_premises_are_items_and_no_people() {
    let place = Place::new(&[PREMISES]).await;
    let report = place.load("cwm-derw-alarms", "UPRN,VISIT\n100100123456,alarm\n100100123457,advice\n").await;
    assert_eq!((report.summary.published, report.records, report.unlinkable), (2, 0, 0));
    assert_eq!(place.counts(1).await.items, 2);
    assert!(place.visible().await.is_empty());
}
