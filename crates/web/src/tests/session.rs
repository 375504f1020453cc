//! Signing in and out.

use axum::http::{StatusCode, header};

use super::browser::Browser;
use crate::serving::Tls;

const MEMBERS_ONLY: [&str; 7] = ["/", "/search", "/search/x", "/person/x", "/person/x/reason", "/loads", "/unlinkable"];

#[tokio::test]
async fn nobody_sees_a_record_or_a_load_without_signing_in() {
    let mut browser = Browser::new().await;
    for address in MEMBERS_ONLY {
        assert_eq!(browser.get(address).await.goes_to(), "/sign-in", "{address}");
    }
    assert_eq!(browser.get("/cy/loads").await.goes_to(), "/cy/sign-in");
    for address in ["/search", "/person/x/reason", "/sign-out"] {
        assert_eq!(browser.post(address, &[("purpose", "emergency")]).await.goes_to(), "/sign-in", "{address}");
    }
    for address in ["/help", "/cookies", "/accessibility", "/sign-in"] {
        assert_eq!(browser.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn opening_the_link_uses_nothing_up_and_the_button_works_once() {
    let mut browser = Browser::new().await;
    let code = browser.newest_code();
    let link = format!("/sign-in?code={code}");
    for _ in 0..3 {
        assert_eq!(browser.get(&link).await.status, StatusCode::OK);
    }
    assert_eq!(browser.post("/sign-in", &[("code", &code)]).await.goes_to(), "/");
    browser.forget_cookie();
    let again = browser.post("/sign-in", &[("code", &code)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("govuk-error-summary"));
    assert_eq!(browser.links(), 2, "each use makes one more link");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let mut browser = Browser::new().await;
    let answer = browser.sign_in().await;
    let cookie = answer.header(header::SET_COOKIE);
    for part in ["dolen_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let mut secure = Browser::with_tls(Some(Tls { certificate: "c".into(), key: "k".into() })).await;
    let answer = secure.sign_in().await;
    assert!(answer.header(header::SET_COOKIE).starts_with("__Host-dolen_session="));
    assert!(answer.header(header::SET_COOKIE).contains("; Secure"));
    assert!(answer.header(header::STRICT_TRANSPORT_SECURITY).contains("max-age"));
    assert_eq!(secure.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_this_side() {
    let mut browser = Browser::signed_in().await;
    let answer = browser.fill("/", "/sign-out", &[]).await;
    assert_eq!(answer.goes_to(), "/sign-in");
    assert!(answer.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert_eq!(browser.get("/").await.goes_to(), "/sign-in");
}

#[tokio::test]
async fn a_session_without_use_ends() {
    let mut browser = Browser::signed_in().await;
    browser.wait(29);
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    browser.wait(30);
    assert_eq!(browser.get("/").await.goes_to(), "/sign-in");
}
