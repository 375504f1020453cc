//! The single view: what it tells, and that the ledger has it first.

use dolen_ledger::Verb;
use dolen_model::{AttributeRole, PersonField, Timestamp};
use dolen_store::master::judgement::{self, StoredJudgement};
use dolen_store::master::{golden, member, run};

use super::filled::{COUNCIL, Filled, entries, filled};
use crate::HubFault;
use crate::consult::open;
use crate::view::{SingleView, WhyChosen};

async fn opened(filled: &Filled) -> SingleView {
    open(&filled.hub, &filled.son, " duty call ", "local:ann").await.unwrap()
}

#[tokio::test]
async fn who_whom_and_why_is_in_the_ledger() {
    let filled = filled().await;
    let view = opened(&filled).await;
    let entries = entries(&filled.hub).await;
    let entry = entries.last().unwrap();
    assert_eq!((entry.verb, entry.actor.as_str()), (Verb::Consultation, "local:ann"));
    assert_eq!(entry.told().unwrap().subject, [filled.son.as_str()]);
    assert_eq!(entry.told().unwrap().reason.as_deref(), Some("duty call"));
    assert_eq!(view.consultation, entry.sequence);
}

#[tokio::test]
async fn nothing_opens_without_a_reason() {
    let filled = filled().await;
    let before = entries(&filled.hub).await.len();
    for nothing in ["", " ", "\u{200b}", "\u{a0}\t", "...", "-"] {
        let refused = open(&filled.hub, &filled.son, nothing, "local:ann").await;
        assert!(matches!(refused, Err(HubFault::NoReason)), "{nothing:?}");
    }
    let long = "x".repeat(1_001);
    assert!(matches!(open(&filled.hub, &filled.son, &long, "local:ann").await, Err(HubFault::LongReason(_))));
    assert_eq!(entries(&filled.hub).await.len(), before);
}

#[tokio::test]
async fn an_attempt_at_nobody_is_entered_without_what_may_be_a_name() {
    let filled = filled().await;
    for id in ["00000000-0000-8000-8000-000000000000", "Siôn Prydderch"] {
        let fault = open(&filled.hub, id, "test", "local:ann").await.unwrap_err();
        assert!(matches!(fault, HubFault::UnknownRecord(_)), "{fault}");
        let entries = entries(&filled.hub).await;
        let entry = entries.last().unwrap();
        assert_eq!(entry.told().unwrap().detail["outcome"], "unknown");
        assert!(!entry.told().unwrap().subject.concat().contains("Prydderch"));
    }
}

#[tokio::test]
async fn every_value_leads_to_its_row_and_column() {
    let filled = filled().await;
    let view = opened(&filled).await;
    let given = &view.values[0];
    assert_eq!((given.field, given.why), (PersonField::GivenNames, WhyChosen::MostComplete));
    let place = &given.provenance[0];
    assert_eq!(place.record, filled.records[0]);
    assert_eq!((place.file.as_str(), place.line, place.feed.as_str()), ("cwm-derw-social-care.csv", 2, COUNCIL));
    assert_eq!((place.column.as_deref(), place.agreement.as_str()), (Some("COL_GIVEN_NAMES"), "ISP-1"));
    assert_eq!((place.load.as_str(), place.as_at.to_string()), ("load-1", "2026-10-31".to_owned()));
    // A record that does not say to when it is true is so to the day of its load.
    let conflict = &given.conflicts[0];
    assert_eq!(conflict.value.expose(), "SION");
    assert_eq!(conflict.provenance[0].as_at.to_string(), "2026-11-14");
    assert!(view.values.iter().all(|value| !value.provenance.is_empty()));
    let sources: Vec<(&str, usize)> =
        view.sources.iter().map(|source| (source.reference.expose().as_str(), source.attributes)).collect();
    assert_eq!(sources, [("C1", 7), ("H1", 3)]);
}

#[tokio::test]
async fn the_open_involvement_comes_first() {
    let filled = filled().await;
    let told: Vec<(String, bool)> = opened(&filled)
        .await
        .involvements
        .iter()
        .map(|involvement| (involvement.organisation_name.en.clone(), involvement.open))
        .collect();
    assert_eq!(told, [("Cwm Derw Council".to_owned(), true), ("Gwynfan Health Board".to_owned(), false)]);
}

#[tokio::test]
async fn an_indicator_counts_until_it_expires_and_one_event_counts_once() {
    let filled = filled().await;
    let view = opened(&filled).await;
    let told: Vec<(&str, AttributeRole, u32, Option<String>)> = view
        .indicators
        .iter()
        .map(|one| (one.code.as_str(), one.role, one.events, one.expires.map(|date| date.to_string())))
        .collect();
    assert_eq!(
        told,
        [
            ("P03", AttributeRole::Perpetrator, 1, Some("2027-06-01".to_owned())),
            // INC-1 is told by both; INC-2 by one.
            ("P01", AttributeRole::Victim, 2, Some("2028-06-01".to_owned())),
            // Two years from a month, to the end of a month that is not over.
            ("P11", AttributeRole::Victim, 1, Some("2026-11".to_owned())),
            // It lasts on at the day of the extract.
            ("A03", AttributeRole::Subject, 1, Some("2027-10-31".to_owned())),
        ]
    );
    // A plan that ended half a year and four days ago, and somebody missing a year and a day ago.
    assert!(view.indicators.iter().all(|one| one.code != "A02" && one.code != "P08"));
    let abuse = view.indicators.iter().find(|one| one.code == "P01").unwrap();
    assert_eq!(abuse.first.unwrap().to_string(), "2026-02-11");
    assert_eq!(abuse.provenance.len(), 3 - 1, "two rows told it, one of them twice");
}

#[tokio::test]
async fn the_timeline_has_everything_newest_first() {
    let filled = filled().await;
    let view = opened(&filled).await;
    assert_eq!(view.timeline.len(), 10);
    let starts: Vec<_> = view.timeline.iter().map(|event| event.start).collect();
    assert!(starts.is_sorted_by(|one, other| one >= other), "{}", starts.len());
    assert_eq!(view.timeline[0].name.cy, "Adolygiad");
    assert_eq!(view.timeline[0].provenance.column.as_deref(), Some("COL_review"));
}

#[tokio::test]
async fn one_address_is_one_line_however_it_is_written() {
    let filled = filled().await;
    let view = opened(&filled).await;
    let told: Vec<(&str, Option<&str>, bool, usize)> = view
        .addresses
        .iter()
        .map(|line| {
            let postcode = line.postcode.as_ref().map(|postcode| postcode.expose().as_str());
            (line.address.expose().as_str(), postcode, line.current, line.provenance.len())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("12, HEOL AFALLON, OAKVALE", Some("NP20 4UX"), true, 2),
            ("3 Stryd y Bont, Cwm Derw", Some("NP20 1AB"), false, 1),
        ]
    );
    assert_eq!(view.addresses[0].uprn.as_ref().unwrap().expose(), "100100200300");
}

#[tokio::test]
async fn the_others_of_the_household_are_named() {
    let filled = filled().await;
    let view = opened(&filled).await;
    let members: Vec<(&str, &str)> =
        view.household.iter().map(|member| (member.golden.as_str(), member.name.expose().as_str())).collect();
    assert_eq!(members, [(filled.father.as_str(), "PRYDDERCH, Siôn")]);
    assert_eq!(view.residence_size, 2);
}

#[tokio::test]
async fn pairs_are_explained_and_their_lines_add_up() {
    let filled = filled().await;
    let view = opened(&filled).await;
    let evidence = &view.evidence;
    assert_eq!((evidence.pairs.len(), evidence.near_misses.len()), (1, 1));
    assert_eq!(evidence.weakest_link, Some(14.5));
    let names: Vec<&str> = evidence.pairs[0].fields.iter().map(|field| field.comparison.as_str()).collect();
    assert!(names.contains(&"birth_date") && !names.contains(&"prior"), "{names:?}");
    assert!(evidence.near_misses[0].judgement.is_none());
}

#[tokio::test]
async fn a_judgement_in_force_is_told() {
    let filled = filled().await;
    let [council, _, father] = &filled.records;
    let mut work = filled.hub.store.begin().await.unwrap();
    let judged = StoredJudgement {
        id: "decision".to_owned(),
        left: council.clone().min(father.clone()),
        right: council.clone().max(father.clone()),
        is_same: false,
        actor: "local:ann".to_owned(),
        reason: "two men".to_owned(),
        decided_at: Timestamp(0),
        ledger_entry: 1,
        is_undone: false,
    };
    judgement::insert(&mut work, &judged).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(opened(&filled).await.evidence.near_misses[0].judgement.as_deref(), Some("different"));
    let mut work = filled.hub.store.begin().await.unwrap();
    judgement::undo(&mut work, "decision", "local:ann", "one man", Timestamp(0), 1).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(opened(&filled).await.evidence.near_misses[0].judgement, None);
}

#[tokio::test]
async fn an_id_from_before_a_merge_opens_the_record_that_holds_its_founder() {
    let filled = filled().await;
    let Filled { hub, son, father, records, .. } = &filled;
    assert_eq!(open(hub, &records[1], "test", "local:ann").await.unwrap().golden, *son, "by a source record");
    // In the second run the father's record belongs to the son.
    let mut work = hub.store.begin().await.unwrap();
    let next = run::begin(&mut work, "basis", Timestamp(0)).await.unwrap();
    let mut numbers = Vec::new();
    member::walk(&hub.store, 1, |number, member| {
        numbers.extend((member.golden == *father).then_some(number));
        Ok::<(), HubFault>(())
    })
    .await
    .unwrap();
    member::end(&mut work, next, &numbers).await.unwrap();
    let moved = member::Member { record: records[2].clone(), load: 1, golden: son.clone(), place: 2 };
    member::add(&mut work, next, &[moved]).await.unwrap();
    let mut numbers = Vec::new();
    golden::walk(&hub.store, 1, |number, stored| {
        numbers.extend((stored.id == *father).then_some(number));
        Ok::<(), HubFault>(())
    })
    .await
    .unwrap();
    golden::end(&mut work, next, &numbers).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(open(hub, father, "test", "local:ann").await.unwrap().golden, *father, "while the run is not current");

    let mut work = hub.store.begin().await.unwrap();
    let mut stored = run::find(&hub.store, 1).await.unwrap().unwrap();
    stored.number = next;
    run::publish(&mut work, &stored).await.unwrap();
    work.commit().await.unwrap();
    let view = open(hub, father, "test", "local:ann").await.unwrap();
    assert_eq!((&view.golden, view.sources.len()), (son, 3));
    let entries = entries(hub).await;
    assert_eq!(entries.last().unwrap().told().unwrap().subject, [son.clone(), father.clone()]);
}
