//! Nothing of a person is shown before the reason is asked and the ledger has it.

use axum::http::StatusCode;

use super::browser::Browser;
use crate::fixture::{GOLDEN, PERSONAL};

#[tokio::test]
async fn a_record_opens_only_with_a_reason_which_the_hub_is_given_first() {
    let mut browser = Browser::signed_in().await;
    let person = format!("/person/{GOLDEN}");
    let reason = format!("{person}/reason");

    assert_eq!(browser.get(&person).await.goes_to(), reason);
    let asked = browser.get(&reason).await;
    assert_eq!(asked.status, StatusCode::OK);
    for personal in PERSONAL {
        assert!(!asked.body.contains(personal), "the page that asks must not show the person");
    }
    assert!(browser.fixture.consultations.lock().unwrap().is_empty());

    let sent = browser.fill(&reason, &reason, &[("purpose", "direct-care"), ("detail", "visit")]).await;
    assert_eq!(sent.goes_to(), person);
    let shown = browser.get(&person).await;
    assert!(shown.body.contains("PRYDDERCH, Ceinwen Mair"));
    let consultations = browser.fixture.consultations.lock().unwrap().clone();
    assert_eq!(consultations, [("Ann Practitioner".to_owned(), GOLDEN.to_owned(), "direct-care: visit".to_owned())]);
}

#[tokio::test]
async fn without_a_purpose_the_form_comes_back_and_nothing_opens() {
    let mut browser = Browser::signed_in().await;
    let person = format!("/person/{GOLDEN}");
    let reason = format!("{person}/reason");
    let sent = browser.fill(&reason, &reason, &[("detail", "because")]).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.body.contains("govuk-error-summary") && sent.body.contains("<title>Error: "));
    assert_eq!(browser.get(&person).await.goes_to(), reason);
}

#[tokio::test]
async fn a_reason_runs_out_after_half_an_hour() {
    let mut browser = Browser::signed_in().await;
    let person = format!("/person/{GOLDEN}");
    let reason = format!("{person}/reason");
    browser.fill(&reason, &reason, &[("purpose", "emergency")]).await;
    browser.wait(20);
    assert_eq!(browser.get(&person).await.status, StatusCode::OK);
    browser.wait(11);
    assert_eq!(browser.get(&person).await.goes_to(), reason);
}

#[tokio::test]
async fn a_reason_for_one_person_opens_no_other() {
    let mut browser = Browser::signed_in().await;
    let reason = format!("/person/{GOLDEN}/reason");
    browser.fill(&reason, &reason, &[("purpose", "emergency")]).await;
    let other = "/person/018f0000-0000-8000-8000-000000000003";
    assert_eq!(browser.get(other).await.goes_to(), format!("{other}/reason"));
}

#[tokio::test]
async fn a_person_who_is_not_there_is_told_as_such() {
    let mut browser = Browser::signed_in().await;
    browser.fill("/person/none/reason", "/person/none/reason", &[("purpose", "emergency")]).await;
    let answer = browser.get("/person/none").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("Page not found"));
}
