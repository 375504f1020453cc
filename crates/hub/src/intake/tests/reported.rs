//! What a report tells.

use dolen_model::Severity;

use super::support::{HEADER, PERSONS, Place, rows};
use crate::intake;
use crate::view::LoadState;

const FEED: &str = "cwm-derw-social-care";

const MIXED: &str = "CASE_NO,SURNAME,FORENAMES,DOB,POSTCODE,FLAGS,INTERNAL_NOTE\n\
    C1,Zzyzxwell,Quillanna,03/02/1980,NP20 4UX,CP;LA,secret\n\
    ,Zzyzxwell,Quillana,03/02/1980,NP20 4UX,,secret\n\
    C2,Vexbridge,Orlando,03/02/1980,NP20 4UX,ZZ,secret\n\
    C2,Vexbridge,Orlando,03/02/1980,NP20 4UX,,secret\n\
    C3,,,,,,secret\n\
    C4,Vexbridge,Oswin,01/12/2001,NP20,CP,secret\n";

#[tokio::test(flavor = "multi_thread")]
async fn every_row_is_published_or_in_the_quarantine_with_its_place_and_rule() {
    let place = Place::new(&[PERSONS]).await;
    let report = place.load(FEED, MIXED).await;
    let summary = &report.summary;
    assert_eq!((summary.received, summary.published, summary.quarantined), (6, 4, 2), "{:?}", report.rules);
    assert_eq!((report.records, report.attributes, report.unlinkable), (4, 3, 1));
    let told: Vec<_> = report.quarantine.iter().map(|row| (row.line.unwrap(), row.rule.as_str())).collect();
    assert_eq!(told[1], (5, "key-duplicate"));
    assert_eq!(told[0].0, 3);
    let counts = place.counts(1).await;
    assert_eq!((counts.records, counts.attributes, counts.quarantined, counts.unlinkable), (4, 3, 2, 1));
    assert_eq!(report.dropped_columns, ["INTERNAL_NOTE"]);
    assert_eq!(report.header_drift[0].en, "column `TEAM` is missing, a column of the contract");
    assert_eq!(report.header_drift[0].cy, "mae colofn `TEAM` ar goll, un o golofnau'r contract");
    assert_eq!(report.header_drift.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worst_rules_come_first_with_what_to_mend_in_both_languages() {
    let place = Place::new(&[PERSONS]).await;
    let report = place.load(FEED, MIXED).await;
    assert!(report.rules.len() >= 4, "{:?}", report.rules);
    let order: Vec<(Severity, u64)> = report.rules.iter().map(|count| (count.severity, count.count)).collect();
    assert!(order.is_sorted_by(|left, right| left >= right), "{order:?}");
    assert_eq!(report.rules[0].severity, Severity::RowReject);
    for count in &report.rules {
        assert!(!count.mend.en.is_empty() && !count.mend.cy.is_empty() && count.text.en != count.text.cy, "{count:?}");
        assert_eq!(count.previous, None, "there is no load before");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_person_is_in_a_report_or_in_the_ledger() {
    let place = Place::new(&[PERSONS]).await;
    let report = serde_json::to_string(&place.load(FEED, MIXED).await).unwrap();
    let ledger: String = place.ledger().await.iter().map(|entry| dolen_ledger::to_line(entry).unwrap()).collect();
    let stored = place.stored("1").await.report.unwrap();
    for secret in ["Zzyzxwell", "Quillan", "Vexbridge", "1980", "NP20", "secret"] {
        for text in [&report, &ledger, &stored] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_counts_against_the_last_time() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..101).replace("NP20 4UX", "NP20")).await;
    let report = place.load(FEED, &rows(1..111).replacen("NP20 4UX", "NP20", 5)).await;
    let partial = report.rules.iter().find(|count| count.rule == "postcode-partial").unwrap();
    assert_eq!((partial.count, partial.previous), (5, Some(100)));
    let rows = &report.measures[0];
    assert_eq!((rows.name.as_str(), rows.now, rows.previous), ("rows", 110.0, Some(100.0)));
    let surname = report.measures.iter().find(|measure| measure.name == "SURNAME").unwrap();
    assert_eq!((surname.now, surname.previous), (1.0, Some(1.0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_called_rows_is_not_taken_for_their_number() {
    let contract = PERSONS.replace("name = \"POSTCODE\"", "name = \"rows\"");
    let place = Place::new(&[&contract]).await;
    let text = |numbers| rows(numbers).replace("POSTCODE", "rows");
    place.load(FEED, &text(1..101)).await;
    let report = place.load(FEED, &text(1..111)).await;
    assert_eq!(report.summary.state, LoadState::Published, "{:?}", report.reasons);
    let shares: Vec<_> = report.measures.iter().filter(|measure| measure.name == "rows").collect();
    assert_eq!((shares[0].previous, shares[1].previous), (Some(100.0), Some(1.0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_quarantined_rows_are_named_and_all_are_counted() {
    let place = Place::new(&[PERSONS]).await;
    let mut text = HEADER.to_owned();
    (0..1_200).for_each(|_| text.push_str(",Vexbridge,Oswin,,,,\n"));
    let report = place.load(FEED, &text).await;
    assert_eq!((report.summary.quarantined, report.quarantine.len()), (1_200, 1_000));
    assert_eq!(place.counts(1).await.quarantined, 1_200);
    assert_eq!(report.quarantine[999].line, Some(1_001));
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_identify_nobody_are_listed_by_their_place() {
    let place = Place::new(&[PERSONS]).await.reopen("[intake]\nswing = 1.0\n").await;
    place.try_load(FEED, "first.csv", MIXED).await.unwrap();
    let listed = intake::unlinkable(&place.hub, 10).await.unwrap();
    assert_eq!(listed.len(), 1);
    let row = &listed[0];
    let place_of_row = (row.organisation.as_str(), row.feed.as_str(), row.file.as_str(), row.line);
    assert_eq!(place_of_row, ("cwm-derw-council", FEED, "first.csv", 6));
    assert!(intake::unlinkable(&place.hub, 0).await.unwrap().is_empty());
    place.load(FEED, &rows(1..5)).await;
    assert!(intake::unlinkable(&place.hub, 10).await.unwrap().is_empty(), "rows of a superseded delivery");
}

#[tokio::test(flavor = "multi_thread")]
async fn loads_are_listed_newest_first_with_where_they_stand() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    place.load(FEED, &rows(1..31)).await;
    place.load(FEED, "WRONG\n1\n").await;
    let listed = intake::loads(&place.hub).await.unwrap();
    let told: Vec<_> = listed.iter().map(|load| (load.sequence, load.state, load.received)).collect();
    assert_eq!(told, [(3, LoadState::Rejected, 0), (2, LoadState::Held, 30), (1, LoadState::Published, 10)]);
    for load in &listed {
        let report = intake::report(&place.hub, &load.load).await.unwrap();
        assert_eq!((report.summary.sequence, report.summary.state), (load.sequence, load.state));
        assert_eq!(report.agreement, "ISP-CD-2026-01");
    }
}
