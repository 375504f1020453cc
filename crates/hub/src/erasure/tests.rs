//! What is erased is gone from every copy, what others hold stays, and the hub's account of itself holds.

use std::path::Path;
use std::sync::Arc;

use dolen_model::{CountingIds, FixedClock, Timestamp, counted_secrets};
use dolen_store::erasure::{self as stored, StoredErasure};

use super::copies::Copy;
use super::{ErasureKind, due, erase, lift, list, replay, retain, target};
use crate::intake::tests::support::{ACTOR, HEADER, NOW, PERSONS, Place, rows};
use crate::keys::tests::support::with_clear_database;
use crate::view::{LoadState, Query, SearchResult};
use crate::{Hub, HubFault, account, consult, intake, master};

/// A name that nobody else has, and so is found in any byte.
const MARKER: &str = "Zephyrwen";
/// Days of the attribute's ends are in this feed.
const HEALTH: &str = r#"
name = "gwynfan-admissions"
organisation = "gwynfan"
organisation_name = { en = "Gwynfan Health Board", cy = "Bwrdd Iechyd Gwynfan" }
agreement = "ISP-GW-1"
subject = "person"
delivery = "delta"
cadence = "daily"
key = ["N"]

[format]
kind = "csv"

[[column]]
name = "N"
required = true

[[column]]
name = "SURNAME"
field = "family_name"

[[column]]
name = "FORENAMES"
field = "given_names"

[[column]]
name = "DOB"
field = "birth_date"
date_format = "DD/MM/YYYY"

[[column]]
name = "ALIAS"
field = "alias"
"#;

const DAY: i64 = 86_400_000_000;

fn marked(address: &str) -> String {
    format!("{}CX,{MARKER},Mair,05/06/1990,{address},North,CP\n", rows(0..40))
}

fn health() -> String {
    let mut text = "N,SURNAME,FORENAMES,DOB,ALIAS\n".to_owned();
    for number in 0..30 {
        let (day, month) = (number % 28 + 1, number % 12 + 1);
        text.push_str(&format!("H{number},Vexbridge,Oswin {number},{day:02}/{month:02}/1980,\n"));
    }
    text + &format!("HX,{MARKER},Mair,05/06/1990,Quillaby\n")
}

/// A hub in which the marked person is known to two agencies, was looked at, judged, sent anew, and sent in rows and files that were not
/// published.
async fn known() -> Place {
    // In a sealed file nobody sees what is left in it.
    let place = with_clear_database(Place::new(&[PERSONS, HEALTH]).await).await;
    place.load("cwm-derw-social-care", &marked("NP20 4UX")).await;
    place.load("gwynfan-admissions", &health()).await;
    master::match_pending(&place.hub, ACTOR, &|_| ()).await.unwrap();
    // Two records of one name and birthday alone are not joined without a word.
    let reason = format!("{MARKER} rang");
    master::judge(&place.hub, "cwm-derw-council:CX", "gwynfan:HX", true, &reason, ACTOR).await.unwrap();
    place.load("cwm-derw-social-care", &marked("NP44 1AA")).await;
    // A row that goes back, in a file of its own.
    let broken = format!("{}CY,{MARKER},Mair,05/06/1990,NP20 4UX,North,CP,one too many\n", rows(0..41));
    assert_eq!(place.load("cwm-derw-social-care", &broken).await.summary.quarantined, 1);
    place.load("cwm-derw-social-care", &marked("NP44 1AB")).await;
    // A file of which nothing was published.
    let held = place.load("cwm-derw-social-care", &format!("{HEADER}CZ,{MARKER},Mair,05/06/1990,,,\n")).await;
    assert_eq!(held.summary.state, LoadState::Held);
    intake::discard(&place.hub, &held.summary.load, &format!("not {MARKER} again"), ACTOR).await.unwrap();
    master::match_pending(&place.hub, ACTOR, &|_| ()).await.unwrap();
    let found = find(&place.hub, Some("a call about Zephyrwen")).await;
    assert_eq!(found.hits.len(), 1);
    consult::open(&place.hub, &found.hits[0].golden, &reason, ACTOR, None).await.unwrap();
    let others = ("cwm-derw-council:C1", "gwynfan:HX");
    let judged = master::judge(&place.hub, others.0, others.1, false, &reason, ACTOR).await.unwrap();
    master::undo(&place.hub, &judged.decision, &reason, ACTOR).await.unwrap();
    master::judge(&place.hub, others.0, others.1, false, &reason, ACTOR).await.unwrap();
    place
}

async fn find(hub: &Hub, reason: Option<&str>) -> SearchResult {
    let (name, birth_date) = (Some(MARKER.to_owned().into()), Some("1990-06-05".to_owned().into()));
    consult::find(hub, &Query { name, birth_date, ..Query::default() }, reason, ACTOR).await.unwrap()
}

async fn erased(hub: &Hub, named: &[&str]) -> super::Erased {
    let named: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
    erase(hub, &named, "court order 7", ACTOR, &|_| ()).await.unwrap()
}

/// Every file of a hub with its path in it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            found.push((name, std::fs::read(path).unwrap()));
        }
    }
    found
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let upper = text.to_uppercase();
    [text, &upper].iter().any(|text| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

/// Everything that can be read of the hub: its ledger, and its landed files, opened.
async fn readable(place: &Place) -> Vec<u8> {
    let mut text = Vec::new();
    account::export(&place.hub, &mut text).await.unwrap();
    let keys = crate::keys::of_landing(&place.hub).await.unwrap();
    for entry in std::fs::read_dir(place.hub.landing()).unwrap() {
        std::io::Read::read_to_end(&mut keys.open(&entry.unwrap().path()).unwrap(), &mut text).unwrap();
    }
    text
}

#[tokio::test]
async fn nothing_of_somebody_erased_is_left_in_any_copy_and_all_else_stays() {
    let place = known().await;
    let is_file = place.hub.configuration().database.is_none();
    let database = |place: &Place| {
        let all = files(place.hub.folder()).into_iter().filter(|(name, _)| Copy::Database.has(name));
        all.flat_map(|(_, bytes)| bytes).collect::<Vec<u8>>()
    };
    for marker in [MARKER, "Quillaby"] {
        assert!(!is_file || holds(&database(&place), marker), "{marker} was there");
        assert!(holds(&readable(&place).await, marker), "{marker} was there");
    }
    let other = Query { reference: Some("C7".to_owned().into()), ..Query::default() };
    let before = consult::find(&place.hub, &other, None, ACTOR).await.unwrap().hits[0].golden.clone();

    let planned = target(&place.hub, &["cwm-derw-council:CX".to_owned(), "gwynfan:HX".to_owned()]).await.unwrap();
    assert_eq!(planned.organisations, ["cwm-derw-council", "gwynfan"]);
    let golden = find(&place.hub, None).await.hits[0].golden.clone();
    assert_eq!(target(&place.hub, std::slice::from_ref(&golden)).await.unwrap().records, planned.records);
    let done = erased(&place.hub, &[&golden]).await;
    assert_eq!((done.records, done.files), (2, 6), "five files of the council, one of health");
    assert!(done.rows > 0 && done.golden_states > 0 && done.entries >= 5, "{done:?}");

    for marker in [MARKER, "Quillaby"] {
        assert!(!holds(&readable(&place).await, marker), "{marker} is readable");
        for (name, bytes) in files(place.hub.folder()) {
            assert!(!holds(&bytes, marker), "{marker} is in {name}");
        }
    }
    assert_eq!(stored::remaining(&place.hub.store, &planned.records).await.unwrap(), 0);
    assert!(find(&place.hub, None).await.hits.is_empty());
    let verified = account::verify(&place.hub).await.unwrap();
    assert!(verified.erased >= 5, "who looked and when stays, what it told is gone");
    let again = consult::find(&place.hub, &other, None, ACTOR).await.unwrap();
    assert_eq!(again.hits[0].golden, before, "others are as they were");
    assert!(matches!(
        consult::open(&place.hub, &golden, "look", ACTOR, None).await.unwrap_err(),
        HubFault::UnknownRecord(_)
    ));
    assert!(!master::match_pending(&place.hub, ACTOR, &|_| ()).await.unwrap().is_new, "nothing is pending after it");
    let listed = list(&place.hub).await.unwrap();
    assert!(listed.len() == 1 && listed[0].ended_at.is_some() && listed[0].records == 2);
}

#[tokio::test]
async fn every_file_of_a_hub_is_of_one_kind_of_copy() {
    let place = known().await;
    erased(&place.hub, &["gwynfan:HX"]).await;
    for (name, _) in files(place.hub.folder()) {
        let kinds: Vec<&str> = Copy::ALL.into_iter().filter(|copy| copy.has(&name)).map(Copy::name).collect();
        assert_eq!(
            kinds.len(),
            1,
            "{name} is of {kinds:?}: a new file joins a kind of copy, which says how it is erased"
        );
    }
}

#[tokio::test]
async fn what_is_sent_of_them_again_goes_back_until_that_is_lifted() {
    let place = known().await;
    let done = erased(&place.hub, &["cwm-derw-council:CX"]).await;
    let report = place.load("cwm-derw-social-care", &marked("NP44 1AD")).await;
    let summary = &report.summary;
    assert_eq!((summary.received, summary.published, summary.quarantined), (41, 40, 1));
    let broken: Vec<(&str, u64)> = report.rules.iter().map(|rule| (rule.rule.as_str(), rule.count)).collect();
    assert_eq!(broken, [("person-erased", 1)]);
    assert_eq!(report.quarantine.len(), 1);
    assert_eq!(find(&place.hub, None).await.hits.len(), 1, "the health board's record is no concern of this");

    lift(&place.hub, &done.erasure, "the family came back", ACTOR).await.unwrap();
    let report = place.load("cwm-derw-social-care", &marked("NP44 1AE")).await;
    assert_eq!((report.summary.published, report.summary.quarantined), (41, 0));
    assert!(matches!(lift(&place.hub, &done.erasure, "twice", ACTOR).await.unwrap_err(), HubFault::UnknownErasure(_)));
    account::verify(&place.hub).await.unwrap();
}

#[tokio::test]
async fn of_a_person_whom_others_know_too_their_values_stay_then_as_now() {
    let place = known().await;
    let golden = find(&place.hub, None).await.hits[0].golden.clone();
    let view = consult::open(&place.hub, &golden, "before", ACTOR, None).await.unwrap();
    assert!(view.values.iter().any(|value| value.value.expose() == "Quillaby"));
    erased(&place.hub, &["gwynfan:HX"]).await;
    let found = find(&place.hub, None).await;
    assert_eq!(found.hits.len(), 1);
    let view = consult::open(&place.hub, &found.hits[0].golden, "after", ACTOR, None).await.unwrap();
    assert!(view.values.iter().all(|value| value.value.expose() != "Quillaby"));
    assert_eq!(view.sources.len(), 1);
    for (name, bytes) in files(place.hub.folder()) {
        assert!(!holds(&bytes, "Quillaby"), "what only the erased record said is in {name}");
    }
}

#[tokio::test]
async fn a_load_that_is_not_settled_or_a_name_that_is_none_is_refused_and_nothing_is_erased() {
    let place = known().await;
    let held = place.load("cwm-derw-social-care", &format!("{HEADER}CQ,Rees,Mair,05/06/1991,,,\n")).await;
    assert_eq!(held.summary.state, LoadState::Held);
    let named = ["cwm-derw-council:CX".to_owned()];
    let refused = erase(&place.hub, &named, "order", ACTOR, &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Unsettled(number) if number == held.summary.sequence), "{refused}");
    for name in ["cwm-derw-council:nobody", "nobody", "", "no-council:CX"] {
        let refused = erase(&place.hub, &[name.to_owned()], "order", ACTOR, &|_| ()).await.unwrap_err();
        assert!(matches!(refused, HubFault::UnknownRecord(_)), "{name}: {refused}");
    }
    assert!(matches!(erase(&place.hub, &named, " - ", ACTOR, &|_| ()).await.unwrap_err(), HubFault::NoReason));
    assert_eq!(find(&place.hub, None).await.hits.len(), 1);
    assert!(list(&place.hub).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_erasure_that_was_cut_off_is_carried_on_at_the_next_opening() {
    let place = known().await;
    let records = target(&place.hub, &["cwm-derw-council:CX".to_owned()]).await.unwrap().records;
    let landed = stored::landed(&place.hub.store, &records).await.unwrap();
    let mut work = place.hub.store.begin().await.unwrap();
    let draft = dolen_ledger::Draft {
        verb: dolen_ledger::Verb::Erasure,
        actor: ACTOR.to_owned(),
        organisation: None,
        subject: records.clone(),
        reason: Some("order".to_owned()),
        detail: serde_json::json!({ "action": "erasure", "landed": landed.files }),
    };
    let entry = work.enter(draft, place.hub.ids.salt(), NOW).await.unwrap().sequence;
    let (id, kind) = ("e1".to_owned(), ErasureKind::Person.name().to_owned());
    let erasure = StoredErasure { id, kind, actor: ACTOR.to_owned(), asked_at: NOW, entry, ended_at: None };
    stored::insert(&mut work, &erasure, &records, &landed.files).await.unwrap();
    work.commit().await.unwrap();
    // The process ended here, some of the files gone.
    std::fs::remove_file(place.hub.landing().join(&landed.files[0])).unwrap();

    let place = place.reopen("").await;
    place.hub.recover(ACTOR, &|_| ()).await.unwrap();
    assert!(list(&place.hub).await.unwrap()[0].ended_at.is_some());
    assert_eq!(stored::remaining(&place.hub.store, &records).await.unwrap(), 0);
    account::verify(&place.hub).await.unwrap();
    let entries = account::verify(&place.hub).await.unwrap().entries;
    place.hub.recover(ACTOR, &|_| ()).await.unwrap();
    assert_eq!(account::verify(&place.hub).await.unwrap().entries, entries, "once");
}

#[tokio::test]
async fn a_hub_that_was_put_back_does_the_erasures_again() {
    let place = known().await;
    if place.hub.configuration().database.is_some() {
        // What is put back here is a folder.
        return;
    }
    let folder = place.hub.folder().to_owned();
    place.hub.store.forget().await.unwrap();
    let backup = files(&folder);
    erased(&place.hub, &["cwm-derw-council:CX"]).await;
    let kept = std::fs::read(folder.join("erasures")).unwrap();
    assert!(!holds(&kept, MARKER) && !holds(&kept, "CX"), "opaque ids alone");
    place.hub.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
    for (name, bytes) in backup {
        std::fs::create_dir_all(folder.join(&name).parent().unwrap()).unwrap();
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(5_000)));
    let hub = Hub::open(&folder, clock, ids, counted_secrets(9)).await.unwrap();
    assert_eq!(find(&hub, None).await.hits.len(), 1);
    for wrong in [&b""[..], b"what\n", b"dolen-erasures-1\n{}\n", &kept[..kept.len() - 1]] {
        let refused = replay(&hub, "erasures", &mut &*wrong, ACTOR, &|_| ()).await.unwrap_err();
        assert!(matches!(refused, HubFault::ErasureList { .. }), "{refused}");
    }
    let replayed = replay(&hub, "erasures", &mut &*kept, ACTOR, &|_| ()).await.unwrap();
    assert_eq!((replayed.done, replayed.known), (1, 0));
    erased(&hub, &["gwynfan:HX"]).await;
    for (name, bytes) in files(&folder) {
        assert!(!holds(&bytes, MARKER), "{name}");
    }
    let replayed = replay(&hub, "erasures", &mut &*kept, ACTOR, &|_| ()).await.unwrap();
    assert_eq!((replayed.done, replayed.known), (0, 1));
    account::verify(&hub).await.unwrap();
}

/// Attributes of three times, by their own columns.
const DATED: &str = r#"
name = "police-markers"
organisation = "police"
organisation_name = { en = "Police", cy = "Heddlu" }
agreement = "ISP-POL"
subject = "person"
delivery = "delta"
cadence = "daily"
key = ["N"]

[format]
kind = "csv"

[[column]]
name = "N"
required = true

[[column]]
name = "SURNAME"
field = "family_name"

[[column]]
name = "FROM"
type = "date"
date_format = "YYYY-MM-DD"

[[column]]
name = "TO"
type = "date"
date_format = "YYYY-MM-DD"

[[column]]
name = "FLAG"

[[attribute]]
code = "FLAG"
start = "FROM"
end = "TO"
codes = { "A" = "indicator:C01", "B" = "indicator:A03" }
"#;

#[tokio::test]
async fn what_is_over_its_time_is_erased_by_the_rule_and_nothing_else() {
    let place = Place::new(&[PERSONS, DATED]).await;
    let text = "N,SURNAME,FROM,TO,FLAG\n\
        1,Rees,2010-01-01,2019-11-24,A\n\
        2,Rees,2010-01-01,2019-11-25,A\n\
        3,Rees,2010-01-01,,A\n\
        4,Rees,2010-01-01,2018-12-31,B\n\
        5,Rees,2010-01-01,2019-11-23,A\n\
        6,Rees,2010-01-01,2017-11-23,A\n\
        7,Rees,2010-01-01,2016-11-23,A\n";
    let report = place.load("police-markers", text).await;
    assert_eq!(report.attributes, 7, "{report:?}");
    place.load("cwm-derw-social-care", &rows(0..3)).await;
    let rule =
        "[[retention]]\nwhat = \"attributes\"\nagreement = \"ISP-POL\"\nterm = \"C01\"\nmonths = 84\nfrom = \"end\"\n";
    let place = place.reopen(rule).await;
    // 24 November 2026: what ended on 24 November 2019 or before is over.
    let told = due(&place.hub).await.unwrap();
    assert_eq!((told.len(), told[0].count), (1, 4), "{told:?}");
    assert_eq!(retain(&place.hub, ACTOR, &|_| ()).await.unwrap()[0].count, 4);
    assert_eq!(due(&place.hub).await.unwrap()[0].count, 0);
    let left: Vec<String> =
        place.visible().await.into_iter().filter(|line| line.contains("indicator") || line.contains("C01")).collect();
    assert!(!place.landed(&report).exists(), "the file that held them is gone too");
    assert_eq!(account::verify(&place.hub).await.unwrap().landed_files, Some(1), "{left:?}");
}

#[tokio::test]
async fn records_of_which_nothing_was_sent_for_their_time_go_and_may_come_again() {
    let place = Place::new(&[PERSONS, HEALTH]).await;
    place.load("gwynfan-admissions", &health()).await;
    place.load("cwm-derw-social-care", &rows(0..3)).await;
    let folder = place.hub.folder().to_owned();
    place.hub.close().await;
    crate::testing::configure(&folder, "[[retention]]\nwhat = \"records\"\nagreement = \"ISP-GW-1\"\nmonths = 12\n");
    let later = async |days: i64| {
        let clock = Arc::new(FixedClock(Timestamp(NOW.0 + days * DAY)));
        Hub::open(&folder, clock, Arc::new(CountingIds::starting_at(9_000 + days as u64)), counted_secrets(77))
            .await
            .unwrap()
    };
    let hub = later(364).await;
    assert_eq!(due(&hub).await.unwrap()[0].count, 0);
    hub.close().await;
    let hub = later(367).await;
    assert_eq!(due(&hub).await.unwrap()[0].count, 31);
    assert_eq!(retain(&hub, ACTOR, &|_| ()).await.unwrap()[0].count, 31);
    for (name, bytes) in files(&folder) {
        assert!(!holds(&bytes, MARKER), "{name}");
    }
    let report =
        crate::intake::tests::support::load(&hub, "gwynfan-admissions", "b.csv", (health() + "\n").as_bytes(), &|_| ())
            .await
            .unwrap();
    assert_eq!(report.summary.quarantined, 0, "their time was over; nobody asked that they be kept out");
    account::verify(&hub).await.unwrap();
}
