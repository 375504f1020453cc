//! Loads that wait for a steward.

use super::support::{ACTOR, HEADER, PERSONS, Place, rows};
use crate::view::LoadState;
use crate::{HubFault, intake};

const FEED: &str = "cwm-derw-social-care";

/// A file of `rows` rows of which the first `filled` have a date of birth.
fn births(rows: usize, filled: usize) -> String {
    let mut text = HEADER.to_owned();
    for number in 0..rows {
        let birth = if number < filled { "01/02/1980" } else { "" };
        text.push_str(&format!("C{number},Vexbridge,Oswin,{birth},NP20 4UX,,\n"));
    }
    text
}

async fn second_of(first: &str, second: &str) -> crate::view::LoadReport {
    let place = Place::new(&[PERSONS]).await;
    assert_eq!(place.load(FEED, first).await.summary.state, LoadState::Published);
    place.load(FEED, second).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_whose_row_count_swings_is_held_and_says_both_numbers() {
    for (rows_now, state) in [
        (79, LoadState::Held),
        (80, LoadState::Published),
        (120, LoadState::Published),
        (121, LoadState::Held),
        // A header without a row is refused as a whole before anything is counted.
        (0, LoadState::Rejected),
    ] {
        let report = second_of(&rows(1..101), &rows(1..rows_now + 1)).await;
        assert_eq!(report.summary.state, state, "{rows_now} rows after 100");
        if state == LoadState::Held {
            let reason = &report.reasons[0];
            for text in [&reason.en, &reason.cy] {
                assert!(text.contains("100") && text.contains(&rows_now.to_string()), "{text}");
            }
            assert_ne!(reason.en, reason.cy);
            assert_eq!(report.rules[0].rule, "row-swing");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_in_which_a_key_column_swings_is_held_and_names_it() {
    for (before, now, state) in [
        (100, 79, LoadState::Held),
        (100, 80, LoadState::Published),
        (50, 71, LoadState::Held),
        // Nearly empty before: a few points are no swing, all of it gone is.
        (6, 1, LoadState::Published),
        (6, 0, LoadState::Held),
        (2, 0, LoadState::Published),
    ] {
        let report = second_of(&births(100, before), &births(100, now)).await;
        assert_eq!(report.summary.state, state, "{now} of 100 after {before}");
        if state == LoadState::Held {
            for text in [&report.reasons[0].en, &report.reasons[0].cy] {
                assert!(text.contains("`DOB`") && text.contains(&format!("{before}.0%")), "{text}");
                assert!(text.contains(&format!("{now}.0%")), "{text}");
            }
            assert_eq!(
                (report.rules[0].rule.as_str(), report.rules[0].column.as_deref()),
                ("empty-swing", Some("DOB"))
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_of_as_many_rows_of_which_too_few_can_be_published_is_held() {
    // One separator too many at the end of a row sends it back; its key fields are filled as ever.
    let ragged = |count: usize| rows(1..101).replacen(",CP\n", ",CP,\n", count);
    for (sent_back, state) in [(20, LoadState::Published), (21, LoadState::Held), (100, LoadState::Held)] {
        let place = Place::new(&[PERSONS]).await;
        place.load(FEED, &rows(1..101)).await;
        let report = place.load(FEED, &ragged(sent_back)).await;
        assert_eq!((report.summary.quarantined, report.summary.state), (sent_back as u64, state));
        if state == LoadState::Held {
            assert_eq!(place.visible().await.len(), 100, "people are gone whose rows wait to be mended");
            let now = (100 - sent_back).to_string();
            for text in [&report.reasons[0].en, &report.reasons[0].cy] {
                assert!(text.contains("100") && text.contains(&now), "{text}");
            }
            assert_eq!(report.rules.iter().filter(|rule| rule.rule == "row-swing").count(), 1);
        }
    }
    // What was mended may come as it is.
    let report = second_of(&ragged(50), &rows(1..101)).await;
    assert_eq!((report.summary.published, report.summary.state), (100, LoadState::Published), "{:?}", report.reasons);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_load_of_which_not_one_row_can_be_published_is_held() {
    let place = Place::new(&[PERSONS]).await;
    let report = place.load(FEED, &rows(1..4).replace(",CP\n", ",CP,\n")).await;
    assert_eq!(report.summary.state, LoadState::Held);
    assert!(report.rules.iter().any(|rule| rule.rule == "row-none"), "{:?}", report.rules);
    assert!(report.reasons[0].en.starts_with("not one of 3 rows"), "{:?}", report.reasons);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_that_identifies_nobody_may_swing() {
    let full = rows(1..101);
    let report = second_of(&full, &full.replace(",North,", ",,")).await;
    assert_eq!(report.summary.state, LoadState::Published, "{:?}", report.reasons);
    let team = report.measures.iter().find(|measure| measure.name == "TEAM").unwrap();
    assert_eq!((team.now, team.previous), (0.0, Some(1.0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_swing_is_the_hubs_to_configure() {
    let place = Place::new(&[PERSONS]).await.reopen("[intake]\nswing = 0.05\n").await;
    place.load(FEED, &rows(1..101)).await;
    assert_eq!(place.load(FEED, &rows(1..95)).await.summary.state, LoadState::Held);
    assert_eq!(place.load(FEED, &rows(1..96)).await.summary.state, LoadState::Published);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_is_held_against_the_last_one_that_was_published() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..101)).await;
    assert_eq!(place.load(FEED, &rows(1..51)).await.summary.state, LoadState::Held);
    let report = place.load(FEED, &rows(1..50)).await;
    assert_eq!(report.summary.state, LoadState::Held, "held against one that is itself held");
    assert_eq!(report.measures[0].previous, Some(100.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_load_is_not_seen_until_it_is_released_with_its_reason_in_the_ledger() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    let held = place.load(FEED, &rows(1..31)).await;
    assert_eq!(place.visible().await.len(), 10);
    let released = intake::release(&place.hub, "2", Some(" a merger of teams "), ACTOR).await.unwrap();
    assert_eq!((released.summary.state, released.summary.published), (LoadState::Published, 30));
    assert_eq!(released.reasons, held.reasons, "why it was held is still told");
    assert_eq!(place.visible().await.len(), 30);
    let entries = place.ledger().await;
    let last = entries.last().unwrap().told().unwrap();
    assert_eq!((last.reason.as_deref(), &last.detail["action"]), (Some("a merger of teams"), &"released".into()));
    assert_eq!(last.subject, [held.summary.load]);
    assert_eq!(intake::loads(&place.hub).await.unwrap()[0].state, LoadState::Published);
    let again = intake::release(&place.hub, "2", None, ACTOR).await.unwrap_err();
    assert_eq!(again.to_string(), "load 2 is published: only a load that is held can be released");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_released_load_must_have_the_rows_that_were_counted() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    place.load(FEED, &rows(1..31)).await;
    let mut work = place.hub.store.begin().await.unwrap();
    dolen_store::staging::clear(&mut work, 2, 1).await.unwrap();
    work.commit().await.unwrap();
    let fault = intake::release(&place.hub, "2", None, ACTOR).await.unwrap_err();
    assert!(matches!(&fault, HubFault::Internal(detail) if detail.contains("29 records")), "{fault}");
    assert_eq!(place.visible().await.len(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discarded_load_leaves_no_row_and_its_file_may_be_loaded_anew() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    let held = place.load(FEED, &rows(1..31)).await;
    for nothing in ["", "  "] {
        let fault = intake::discard(&place.hub, "2", nothing, ACTOR).await.unwrap_err();
        assert!(matches!(fault, HubFault::NoReason), "{fault}");
    }
    let report = intake::discard(&place.hub, &held.summary.load, "sent by mistake", ACTOR).await.unwrap();
    assert_eq!(report.summary.state, LoadState::Discarded);
    assert_eq!(place.counts(2).await, dolen_store::staging::Counts::default());
    assert!(place.landed(&held).is_file(), "the evidence of what was sent is gone");
    let entries = place.ledger().await;
    let entry = entries.last().unwrap();
    let last = entry.told().unwrap();
    assert_eq!((entry.verb, last.reason.as_deref()), (dolen_ledger::Verb::Alteration, Some("sent by mistake")));
    let fault = intake::discard(&place.hub, "2", "twice", ACTOR).await.unwrap_err();
    assert_eq!(fault.to_string(), "load 2 is discarded: only a load that is held can be discarded");
    let anew = place.load(FEED, &rows(1..31)).await;
    assert_eq!((anew.summary.sequence, anew.summary.state), (3, LoadState::Held));
    assert_eq!(intake::report(&place.hub, "2").await.unwrap().summary.state, LoadState::Discarded);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_file_that_is_loaded_again_tells_its_hold_again() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    let held = place.load(FEED, &rows(1..31)).await;
    let actions = place.actions().await;
    let again = place.load(FEED, &rows(1..31)).await;
    assert_eq!((again.summary.sequence, again.summary.state), (2, LoadState::Held));
    assert_eq!(again.reasons, held.reasons);
    assert_eq!(place.actions().await, actions);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_a_discard_was_cut_off_from_are_cleared_at_the_next_opening() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..11)).await;
    place.load(FEED, &rows(1..31)).await;
    let mut work = place.hub.store.begin().await.unwrap();
    dolen_store::load::set_state(&mut work, 2, "discarded", None, 1, super::support::NOW).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(place.counts(2).await.records, 30);
    place.hub.recover(ACTOR, &|_| ()).await.ok();
    assert_eq!(place.counts(2).await, dolen_store::staging::Counts::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_in_american_order_are_held_whole_and_told_in_both_languages() {
    let place = Place::new(&[PERSONS]).await;
    let mut text = HEADER.to_owned();
    for day in 1..30 {
        text.push_str(&format!("C{day},Vexbridge,Oswin,03/{day:02}/1990,NP20 4UX,,\n"));
    }
    let report = place.load(FEED, &text).await;
    assert_eq!(report.summary.state, LoadState::Held);
    let reason = &report.reasons[0];
    assert!(
        reason.en.starts_with("column `DOB`: a date column")
            && reason.en.contains("29 values are not read, first on line 2"),
        "{reason:?}"
    );
    assert!(reason.cy.starts_with("colofn `DOB`: mae colofn") && reason.cy.contains("ar linell 2"), "{reason:?}");
    assert!(place.visible().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_is_not_there_is_told() {
    let place = Place::new(&[PERSONS]).await;
    for fault in [
        intake::release(&place.hub, "7", None, ACTOR).await.unwrap_err(),
        intake::discard(&place.hub, "7", "why", ACTOR).await.unwrap_err(),
        intake::report(&place.hub, "7").await.unwrap_err(),
    ] {
        assert!(matches!(&fault, HubFault::UnknownLoad(load) if load == "7"), "{fault}");
    }
}
