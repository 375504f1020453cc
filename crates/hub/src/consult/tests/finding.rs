//! Searches: who is found, in which order, and what the ledger has of it.

use dolen_ledger::Verb;
use dolen_model::Sensitive;

use super::filled::{Filled, entries, filled, opened};
use crate::HubFault;
use crate::consult::find;
use crate::view::{Query, SearchHit};

fn some(text: &str) -> Option<Sensitive<String>> {
    Some(Sensitive::new(text.to_owned()))
}

/// Who is found: `s` the son, `f` the father.
async fn found(filled: &Filled, query: Query) -> String {
    let result = find(&filled.hub, &query, None, "local:ann").await.unwrap();
    let short = |golden: &String| match golden {
        golden if *golden == filled.son => 's',
        golden if *golden == filled.father => 'f',
        _ => '?',
    };
    result.hits.iter().map(|hit| short(&hit.golden)).collect()
}

fn named(name: &str, birth_date: &str, postcode: &str) -> Query {
    Query { name: some(name), birth_date: some(birth_date), postcode: some(postcode), ..Query::default() }
}

#[tokio::test]
async fn an_identifier_finds_its_person_in_any_spelling() {
    let filled = filled().await;
    for number in ["9434765919", "943 476 5919", "943-476-5919"] {
        assert_eq!(found(&filled, Query { nhs_number: some(number), ..Query::default() }).await, "s");
    }
    for (reference, who) in [("c1", "s"), (" H 1 ", "s"), ("C2", "f"), ("C3", "")] {
        assert_eq!(found(&filled, Query { reference: some(reference), ..Query::default() }).await, who, "{reference}");
    }
    let with_name = Query { reference: some("C1"), name: some("Gwen"), ..Query::default() };
    assert_eq!(found(&filled, with_name).await, "", "what is given beside counts too");
}

#[tokio::test]
async fn names_are_found_without_marks_by_their_beginnings_and_in_any_order() {
    let filled = filled().await;
    for (name, who) in [
        ("Sion Prydderch", "fs"),
        ("PRYDDERCH, Siôn", "fs"),
        ("pryd", "fs"),
        ("Rhys Pryd", "s"),
        ("R Prydderch", ""),
        ("Sion Rees", ""),
    ] {
        assert_eq!(found(&filled, named(name, "", "NP20 4UX")).await, who, "{name}");
    }
}

#[tokio::test]
async fn dates_and_postcodes_are_found_whole_or_in_part() {
    let filled = filled().await;
    for (birth_date, who) in [
        ("1/2/1980", "s"),
        ("1980-02-01", "s"),
        ("1980", "s"),
        ("02/1980", "s"),
        ("3/1980", ""),
        ("2/2/1980", ""),
        ("1951", "f"),
        // The year is all that is known of the father: every day of it may be his.
        ("4/5/1951", "f"),
        ("5/1951", "f"),
    ] {
        assert_eq!(found(&filled, named("Prydderch", birth_date, "")).await, who, "{birth_date}");
    }
    for (postcode, who) in
        [("np204ux", "fs"), ("NP20", "fs"), ("NP20 4", "fs"), ("NP20 1", "s"), ("NP2", ""), ("NP20 1AB", "s")]
    {
        assert_eq!(found(&filled, named("Prydderch", "", postcode)).await, who, "{postcode}");
    }
}

#[tokio::test]
async fn whose_name_is_as_asked_comes_first() {
    let filled = filled().await;
    // By name alone the father comes first; the son has the whole word.
    assert_eq!(found(&filled, named("Prydderch", "", "NP20")).await, "fs");
    assert_eq!(found(&filled, named("Rhy", "", "NP20")).await, "s");
    let query = Query { name: some("Rhys"), postcode: some("NP20"), ..Query::default() };
    assert_eq!(found(&filled, query).await, "s");
}

#[tokio::test]
async fn a_hit_shows_as_little_as_choosing_needs() {
    let filled = filled().await;
    let result = find(&filled.hub, &named("Prydderch", "", "NP20 4UX"), None, "local:ann").await.unwrap();
    let [father, son] = result.hits.as_slice() else { panic!("{} hits", result.hits.len()) };
    let organisations = |hit: &SearchHit| hit.organisations.iter().map(|name| name.cy.clone()).collect::<Vec<_>>();
    assert_eq!((father.name.expose().as_str(), father.dead), ("PRYDDERCH, Siôn", true));
    assert_eq!((father.birth_date.unwrap().to_string().as_str(), &father.part_address), ("1951", &None));
    assert_eq!(organisations(father), ["Cyngor Cwm Derw"]);
    assert_eq!((son.name.expose().as_str(), son.dead), ("PRYDDERCH, Siôn Rhys", false));
    assert_eq!(son.part_address.as_ref().unwrap().expose(), "12 Heol Afallon, NP20 4UX");
    assert_eq!(organisations(son), ["Cyngor Cwm Derw", "Bwrdd Iechyd Gwynfan"]);
    assert!(!result.more);
}

#[tokio::test]
async fn the_ledger_has_the_kinds_and_the_people_and_no_value() {
    let filled = filled().await;
    let before = entries(&filled.hub).await.len();
    found(&filled, named("Prydderch", "1980", "NP20 4UX")).await;
    found(&filled, Query { nhs_number: some("943 476 5919"), ..Query::default() }).await;
    found(&filled, Query { reference: some("nobody-has-this"), ..Query::default() }).await;
    let entries = entries(&filled.hub).await;
    let [by_name, by_number, nobody] = &entries[before..] else { panic!("{} entries", entries.len() - before) };
    assert!(entries[before..].iter().all(|entry| entry.verb == Verb::Consultation));
    assert!(entries[before..].iter().all(|entry| entry.actor == "local:ann"));
    assert_eq!(by_name.told().unwrap().subject, [filled.son.as_str()]);
    assert_eq!(by_name.told().unwrap().detail["criteria"], serde_json::json!(["name", "birth_date", "postcode"]));
    assert_eq!(by_number.told().unwrap().detail["criteria"], serde_json::json!(["nhs_number"]));
    assert_eq!(
        (nobody.told().unwrap().subject.len(), &nobody.told().unwrap().detail["shown"]),
        (0, &serde_json::json!(0))
    );
    for entry in &entries[before..] {
        let told = format!("{:?} {} {:?}", entry.told(), entry.actor, entry.organisation).to_uppercase();
        for value in ["PRYDDERCH", "1980", "NP20", "9434765919", "943 476", "NOBODY-HAS"] {
            assert!(!told.contains(value), "{value} in {told}");
        }
    }
}

#[tokio::test]
async fn a_reason_that_is_given_is_in_the_ledger_and_must_say_something() {
    let filled = filled().await;
    let query = named("Prydderch", "1980", "NP20 4UX");
    find(&filled.hub, &query, Some("asked by her nurse"), "local:ann").await.unwrap();
    let kept = entries(&filled.hub).await;
    assert_eq!(kept.last().unwrap().told().unwrap().reason.as_deref(), Some("asked by her nurse"));
    assert!(matches!(find(&filled.hub, &query, Some(" - "), "local:ann").await, Err(HubFault::NoReason)));
    assert_eq!(entries(&filled.hub).await.len(), kept.len());
}

#[tokio::test]
async fn what_is_refused_is_no_search() {
    let filled = filled().await;
    let before = entries(&filled.hub).await.len();
    let refused = [
        Query::default(),
        Query { name: some("Prydderch"), ..Query::default() },
        Query { nhs_number: some("9434765918"), ..Query::default() },
        named("Prydderch", "31/2/1980", ""),
    ];
    for query in refused {
        let fault = find(&filled.hub, &query, None, "local:ann").await.unwrap_err();
        assert!(matches!(fault, HubFault::TooFewCriteria | HubFault::Criterion(_)), "{fault}");
    }
    assert_eq!(entries(&filled.hub).await.len(), before);
}

#[tokio::test]
async fn a_hub_in_which_nothing_was_matched_finds_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let hub = opened(&folder.path().join("hub")).await;
    let result = find(&hub, &Query { reference: some("C1"), ..Query::default() }, None, "local:ann").await.unwrap();
    assert!(result.hits.is_empty() && !result.more);
}
