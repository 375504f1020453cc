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

#[tokio::test]
async fn an_earlier_day_is_a_consultation_too_and_is_told_on_the_page_in_both_languages() {
    let mut browser = Browser::signed_in().await;
    let person = format!("/person/{GOLDEN}?as_at=2026-03-03");
    // The day goes with the reason that is asked for.
    let reason = format!("/person/{GOLDEN}/reason?as_at=2026-03-03");
    assert_eq!(browser.get(&person).await.goes_to(), reason);
    assert_eq!(browser.fill(&reason, &reason, &[("purpose", "direct-care")]).await.goes_to(), person);
    for (language, told) in [("", "at the end of 3 March 2026"), ("/cy", "ar ddiwedd 3 Mawrth 2026")] {
        let shown = browser.get(&format!("{language}{person}")).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.body.contains(told), "{}", shown.body);
        // The filter of the timeline keeps the day.
        assert!(shown.body.contains("type=\"hidden\" name=\"as_at\" value=\"2026-03-03\""));
    }
    assert_eq!(browser.fixture.consultations.lock().unwrap().len(), 2);
    assert!(!browser.get(&format!("/person/{GOLDEN}")).await.body.contains("at the end of"));
}

#[tokio::test]
async fn a_day_that_cannot_be_looked_back_to_opens_nothing_and_one_before_her_time_says_so() {
    let mut browser = Browser::signed_in().await;
    let reason = format!("/person/{GOLDEN}/reason");
    browser.fill(&reason, &reason, &[("purpose", "direct-care")]).await;
    for (day, status) in [
        ("2099-01-01", StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-03", StatusCode::UNPROCESSABLE_ENTITY),
        ("yesterday", StatusCode::BAD_REQUEST),
    ] {
        let answer = browser.get(&format!("/person/{GOLDEN}?as_at={day}")).await;
        assert_eq!(answer.status, status, "{day}");
        assert!(PERSONAL.iter().all(|personal| !answer.body.contains(personal)), "{day}");
    }
    assert!(browser.fixture.consultations.lock().unwrap().is_empty());
    for (language, told) in [("", "the hub had no record of this person"), ("/cy", "nid oedd gan yr hyb gofnod")] {
        let answer = browser.get(&format!("{language}/person/{GOLDEN}?as_at=2019-01-01")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.body.contains(told), "{}", answer.body);
    }
}
