//! Looking back: what was known of a person at the end of a day, and nothing that came later.

use dolen_ledger::Verb;
use dolen_model::PersonField::{Address, BirthDate, FamilyName, GivenNames, NhsNumber, Postcode};
use dolen_model::{
    Attribute, AttributeRole, AttributeScheme, AttributeType, FixedClock, PartialDate, PersonField, Timestamp,
};
use dolen_store::{StoreFault, ledger};

use super::loaded::{Loaded, NOW, Row, row};
use crate::consult::open;
use crate::master::{judge, match_pending};
use crate::view::{FactOf, SingleView};
use crate::{Hub, HubFault};

const DAY: i64 = 86_400_000_000;

fn on(day: i64) -> Timestamp {
    Timestamp(NOW.0 + day * DAY)
}

fn date(day: i64) -> PartialDate {
    PartialDate::from_epoch_days(on(day).days()).unwrap()
}

fn person(key: &str, family: &str, address: &str, terms: &[&str]) -> Row {
    let values = [
        (GivenNames, "Ceinwen"),
        (FamilyName, family),
        (BirthDate, "1945-07-14"),
        (Address, address),
        (Postcode, "NP20 4UX"),
        (NhsNumber, "9434765919"),
    ];
    let mut row = row(key, 1, &values);
    row.record.attributes = terms
        .iter()
        .map(|term| Attribute {
            kind: AttributeType::Risk,
            scheme: AttributeScheme(AttributeScheme::INDICATOR.to_owned()),
            term: (*term).to_owned(),
            start: PartialDate::parse_iso("2026-01-05").ok(),
            end: None,
            role: AttributeRole::Subject,
            event_reference: None,
            columns: vec!["FLAG".to_owned()],
        })
        .collect();
    row
}

/// Day 0: she lives in Heol Un, of the council. Day 10: in Heol Dau, one flag less. Day 20: the police know her too.
async fn lived() -> Loaded {
    let mut loaded = Loaded::new(FixedClock(NOW)).await;
    loaded.feed("council", "council").await;
    loaded.feed("police", "police").await;
    let steps = [
        (0, "council", person("1", "Prydderch", "1 Heol Un", &["C01", "P01"])),
        (10, "council", person("1", "Prydderch", "2 Heol Dau", &["C01"])),
        (20, "police", person("9", "Prydderch", "2 Heol Dau", &[])),
    ];
    for (day, feed, row) in steps {
        loaded.hub.clock = std::sync::Arc::new(FixedClock(on(day)));
        loaded.publish_at(feed, true, on(day), vec![row]).await;
        match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    }
    loaded.hub.clock = std::sync::Arc::new(FixedClock(on(30)));
    loaded
}

async fn opened(hub: &Hub, id: &str, day: Option<i64>) -> Result<SingleView, HubFault> {
    open(hub, id, "duty call", "local:ann", day.map(date)).await
}

fn value(view: &SingleView, field: PersonField) -> &str {
    view.value(field).unwrap().expose()
}

/// What is told of the address and of the flags, with both clocks in days.
fn told(view: &SingleView) -> Vec<String> {
    let days = |time: Timestamp| (time.0 - NOW.0) / DAY;
    let fact = |fact: &crate::view::Fact| {
        let value = match &fact.of {
            FactOf::Field(Address) => fact.value.expose().clone(),
            FactOf::Attribute { .. } => fact.value.expose().rsplit(':').next().unwrap().to_owned(),
            FactOf::Field(_) => return None,
        };
        let so = |day: Option<PartialDate>| day.map_or("-".to_owned(), |day| day.to_string());
        let until = fact.known_until.map_or("-".to_owned(), |time| days(time).to_string());
        let (from, to) = (so(fact.valid_from), so(fact.valid_until));
        Some(format!("{value} {from}..{to} known {}..{until}", days(fact.known_from)))
    };
    view.facts.iter().filter_map(fact).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_shows_what_was_known_at_its_end_and_nothing_that_came_later() {
    let loaded = lived().await;
    let id = loaded.id("council", "1");
    for (day, address, flags, records) in [
        (0, "1 Heol Un", 2, 1),
        (9, "1 Heol Un", 2, 1),
        (10, "2 Heol Dau", 1, 1),
        (19, "2 Heol Dau", 1, 1),
        (20, "2 Heol Dau", 1, 2),
    ] {
        let view = opened(&loaded.hub, &id, Some(day)).await.unwrap();
        assert_eq!(
            (value(&view, Address), view.timeline.len(), view.sources.len()),
            (address, flags, records),
            "day {day}"
        );
        assert_eq!((view.as_at, view.viewed_at), (Some(date(day)), on(30)));
        assert!(view.facts.iter().all(|fact| fact.known_from <= on(day)), "day {day}");
        assert!(view.facts.iter().all(|fact| fact.known_until.is_none_or(|until| until <= on(day))), "day {day}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_clocks_are_told_of_what_was_said() {
    let loaded = lived().await;
    let view = opened(&loaded.hub, &loaded.id("council", "1"), Some(25)).await.unwrap();
    let mut told = told(&view);
    told.sort();
    // The old address was held to be the present one until day 10; from then on it is known to have ended.
    let wanted = [
        "1 Heol Un 2026-11-24..- known 0..10",
        "1 Heol Un 2026-11-24..2026-12-04 known 10..-",
        "2 Heol Dau 2026-12-04..- known 10..-",
        "2 Heol Dau 2026-12-14..- known 20..-",
        "C01 2026-01-05..- known 0..-",
        "P01 2026-01-05..- known 0..10",
    ];
    assert_eq!(told, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_back_to_today_is_looking() {
    let loaded = lived().await;
    let id = loaded.id("council", "1");
    let text = |mut view: SingleView| {
        (view.as_at, view.consultation) = (None, 0);
        view.facts.clear();
        serde_json::to_value(&view).unwrap()
    };
    let now = text(opened(&loaded.hub, &id, None).await.unwrap());
    assert_eq!(text(opened(&loaded.hub, &id, Some(30)).await.unwrap()), now);
    assert_ne!(text(opened(&loaded.hub, &id, Some(15)).await.unwrap()), now);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judgement_counts_from_its_day_and_is_forgotten_before() {
    let mut loaded = lived().await;
    let id = loaded.id("council", "1");
    judge(&loaded.hub, "council:1", "police:9", false, "two people", "steward").await.unwrap();
    match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    loaded.hub.clock = std::sync::Arc::new(FixedClock(on(40)));
    assert_eq!(opened(&loaded.hub, &id, None).await.unwrap().sources.len(), 1);
    assert_eq!(opened(&loaded.hub, &id, Some(30)).await.unwrap().sources.len(), 1);
    let before = opened(&loaded.hub, &id, Some(29)).await.unwrap();
    assert_eq!(before.sources.len(), 2, "they were held to be one");
    assert!(before.evidence.pairs.iter().all(|pair| pair.judgement.is_none()));
    // The id that the police's record got by being parted leads back to the one it was part of.
    let parted = opened(&loaded.hub, &loaded.id("police", "9"), None).await.unwrap().golden;
    assert_ne!(parted, before.golden);
    assert_eq!(opened(&loaded.hub, &parted, Some(29)).await.unwrap().golden, before.golden);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_not_known_then_is_told_and_the_attempt_is_in_the_ledger() {
    let loaded = lived().await;
    let police = loaded.id("police", "9");
    let current = opened(&loaded.hub, &police, None).await.unwrap().golden;
    assert!(opened(&loaded.hub, &current, Some(15)).await.is_ok(), "by the council's record");
    let entries = async || {
        let mut entries = Vec::new();
        ledger::walk::<StoreFault>(&loaded.hub.store, |entry| {
            entries.push(entry);
            Ok(())
        })
        .await
        .unwrap();
        entries
    };
    let fault = opened(&loaded.hub, &police, Some(15)).await.unwrap_err();
    assert!(matches!(&fault, HubFault::NotKnownThen(day) if *day == date(15).to_string()), "{fault}");
    let after = entries().await;
    let last = after.last().unwrap();
    let detail = &last.told().unwrap().detail;
    assert_eq!((last.verb, &detail["outcome"]), (Verb::Consultation, &"not known then".into()));
    assert_eq!(detail["as_at"], date(15).to_string());
    let nobody = opened(&loaded.hub, "00000000-0000-8000-8000-000000000000", Some(15)).await.unwrap_err();
    assert!(matches!(nobody, HubFault::UnknownRecord(_)), "{nobody}");

    let count = entries().await.len();
    for day in [date(31), PartialDate::from_month(2026, 12).unwrap(), PartialDate::from_year(2026).unwrap()] {
        let fault = open(&loaded.hub, &current, "duty call", "local:ann", Some(day)).await.unwrap_err();
        assert!(matches!(fault, HubFault::LookBack), "{day}: {fault}");
    }
    assert_eq!(entries().await.len(), count, "nothing was looked at");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_left_out_and_comes_back_lived_there_twice_and_not_in_between() {
    let mut loaded = Loaded::new(FixedClock(NOW)).await;
    loaded.feed("council", "council").await;
    let there = || vec![person("1", "Prydderch", "1 Heol Un", &["C01"])];
    for (day, rows) in [(0, there()), (10, Vec::new()), (20, there())] {
        loaded.hub.clock = std::sync::Arc::new(FixedClock(on(day)));
        loaded.publish_at("council", true, on(day), rows).await;
        match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    }
    let id = loaded.id("council", "1");
    let mut told = told(&opened(&loaded.hub, &id, Some(20)).await.unwrap());
    told.sort();
    let wanted = [
        "1 Heol Un 2026-11-24..- known 0..10",
        "1 Heol Un 2026-11-24..2026-12-04 known 10..-",
        "1 Heol Un 2026-12-14..- known 20..-",
        "C01 2026-01-05..- known 0..10",
        "C01 2026-01-05..- known 20..-",
    ];
    assert_eq!(told, wanted);
    let between = opened(&loaded.hub, &id, Some(15)).await.unwrap_err();
    assert!(matches!(between, HubFault::NotKnownThen(_)), "{between}");
    assert!(opened(&loaded.hub, &id, Some(9)).await.is_ok());
}
