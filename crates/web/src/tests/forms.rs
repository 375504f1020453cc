//! Searching, and what is refused of a form.

use axum::http::StatusCode;

use super::browser::{Browser, form_token};
use crate::fixture::PERSONAL;

#[tokio::test]
async fn what_was_found_is_shown_at_an_address_that_names_nobody() {
    let mut browser = Browser::signed_in().await;
    let sent = browser.fill("/", "/search", &[("name", "Ceinwen Prydderch"), ("postcode", "ZZ1 4WX")]).await;
    let address = sent.goes_to().to_owned();
    for personal in PERSONAL {
        assert!(!address.contains(personal));
    }
    let results = browser.get(&address).await;
    assert!(results.body.contains("PRYDDERCH, Ceinwen Mair") && results.body.contains("2 people found"));
    assert!(!results.body.contains('%'), "no score is shown");
}

#[tokio::test]
async fn one_users_results_are_no_other_users() {
    let mut browser = Browser::signed_in().await;
    let found = browser.fill("/", "/search", &[("nhs_number", "9434765919")]).await.goes_to().to_owned();
    browser.forget_cookie();
    browser.sign_in().await;
    assert_eq!(browser.get(&found).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn too_little_to_search_by_is_told_at_its_field() {
    let mut browser = Browser::signed_in().await;
    let none = browser.fill("/", "/search", &[("name", " ")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("href=\"#name\"") && none.body.contains("id=\"name-error\""));
    let date = browser.fill("/", "/search", &[("name", "Ceinwen"), ("birth_date", "x")]).await;
    assert!(date.body.contains("href=\"#birth_date\"") && date.body.contains("value=\"Ceinwen\""));
}

#[tokio::test]
async fn a_form_without_the_sessions_token_is_refused() {
    let mut browser = Browser::signed_in().await;
    let person = "/person/x/reason";
    for (address, fields) in [
        ("/search", vec![("nhs_number", "9434765919")]),
        ("/search", vec![("nhs_number", "9434765919"), ("form_token", "0")]),
        (person, vec![("purpose", "emergency")]),
        ("/sign-out", vec![]),
    ] {
        let answer = browser.post(address, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
        assert!(answer.body.contains("This form cannot be accepted"));
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn a_form_that_another_site_sends_is_refused_even_with_the_token() {
    let mut browser = Browser::signed_in().await;
    let token = form_token(&browser.get("/").await.body);
    let body = format!("form_token={token}&nhs_number=9434765919");
    for (site, status) in [
        ("cross-site", StatusCode::FORBIDDEN),
        ("same-site", StatusCode::FORBIDDEN),
        ("same-origin", StatusCode::SEE_OTHER),
    ] {
        let answer = browser.post_body("/search", body.clone(), &[("sec-fetch-site", site)]).await;
        assert_eq!(answer.status, status, "{site}");
    }
}

#[tokio::test]
async fn an_older_browser_tells_another_site_by_its_origin() {
    let mut browser = Browser::signed_in().await;
    let token = form_token(&browser.get("/").await.body);
    let body = format!("form_token={token}&nhs_number=9434765919");
    for (origin, status) in [
        ("http://evil.example", StatusCode::FORBIDDEN),
        ("http://127.0.0.1:9", StatusCode::FORBIDDEN),
        ("http://127.0.0.1:80", StatusCode::SEE_OTHER),
        ("null", StatusCode::SEE_OTHER),
    ] {
        let headers = [("host", "127.0.0.1:80"), ("origin", origin)];
        assert_eq!(browser.post_body("/search", body.clone(), &headers).await.status, status, "{origin}");
    }
}

#[tokio::test]
async fn another_hosts_name_that_points_to_this_machine_is_shown_nothing() {
    let mut browser = Browser::signed_in().await;
    let token = form_token(&browser.get("/").await.body);
    let body = format!("form_token={token}&nhs_number=9434765919");
    for host in ["evil.example", "evil.example:8080"] {
        let answer = browser.post_body("/search", body.clone(), &[("host", host)]).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    assert_eq!(browser.post_body("/search", body, &[("host", "localhost:8080")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_switch_of_languages_on_a_fault_leads_to_a_page() {
    let mut browser = Browser::signed_in().await;
    let refused = browser.post("/sign-out", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("href=\"/cy\"") && !refused.body.contains("href=\"/cy/sign-out\""));
}

#[tokio::test]
async fn an_address_of_nobody_is_no_fault_of_ours() {
    let mut browser = Browser::signed_in().await;
    for id in ["%0D%0ASet-Cookie:x", "%00", "..%2F..%2Floads", "x%3Fy"] {
        for address in [format!("/person/{id}"), format!("/person/{id}/reason")] {
            assert_eq!(browser.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        let sent = browser.fill("/", &format!("/person/{id}/reason"), &[("purpose", "direct-care")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn a_body_larger_than_any_form_is_refused() {
    let mut browser = Browser::signed_in().await;
    let answer = browser.post_body("/search", "name=".to_owned() + &"x".repeat(40_000), &[]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("This is too large"));
}

#[tokio::test]
async fn what_was_typed_comes_back_as_text_and_not_as_markup() {
    let mut browser = Browser::signed_in().await;
    let answer = browser.fill("/", "/search", &[("name", "\"><script>alert(1)</script>")]).await;
    assert!(!answer.body.contains("<script"));
    assert!(answer.body.contains("&#60;script&#62;"));
}

#[tokio::test]
async fn our_own_fault_tells_the_id_of_the_request_and_nothing_else() {
    let mut browser = Browser::signed_in().await;
    let answer = browser.fill("/", "/search", &[("reference", "break")]).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.body.contains(answer.header("x-request-id")));
    assert!(!answer.body.contains("the store is gone"));
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_told_as_such_in_both_languages() {
    let mut browser = Browser::signed_in().await;
    for (start, words) in [("", "cannot answer at the moment"), ("/cy", "Ni all y gwasanaeth hwn ateb")] {
        let answer =
            browser.fill(&format!("{start}/search"), &format!("{start}/search"), &[("reference", "lost")]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.body.contains(words), "{}", answer.body);
        assert!(answer.body.contains(answer.header("x-request-id")));
    }
}
