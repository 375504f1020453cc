//! Headers of every answer.

use axum::http::{StatusCode, header};

use super::browser::Browser;
use crate::assets;

#[tokio::test]
async fn every_page_forbids_what_it_does_not_need() {
    let mut browser = Browser::signed_in().await;
    for address in ["/", "/cy/loads", "/no/such/page", "/sign-in", assets::style_sheet_path()] {
        let answer = browser.get(address).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        for rule in [
            "default-src 'none'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(rule), "{address}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "{policy}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer");
        assert!(!answer.header("x-request-id").is_empty());
    }
}

#[tokio::test]
async fn pages_are_kept_nowhere_and_files_for_good() {
    let mut browser = Browser::signed_in().await;
    assert_eq!(browser.get("/").await.header(header::CACHE_CONTROL), "no-store");
    let style = browser.get(assets::style_sheet_path()).await;
    assert!(style.header(header::CACHE_CONTROL).contains("immutable"));
    assert!(style.header(header::CONTENT_TYPE).starts_with("text/css"));
    assert_eq!(browser.get(assets::mark_path()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn no_page_holds_a_script_or_a_style_of_its_own() {
    let mut browser = Browser::signed_in().await;
    for address in
        ["/", "/loads", "/loads/018f0000-0000-7000-8000-00000000000a", "/unlinkable", "/help", "/no/such/page"]
    {
        let body = browser.get(address).await.body;
        for forbidden in ["<script", "<style", " style=", " onclick=", "javascript:"] {
            assert!(!body.contains(forbidden), "{address} holds {forbidden}");
        }
    }
}

#[tokio::test]
async fn every_page_has_one_heading_of_the_first_rank_and_its_landmarks() {
    let mut browser = Browser::signed_in().await;
    for address in ["/", "/loads", "/unlinkable", "/help", "/cookies", "/accessibility", "/no/such/page", "/sign-in"] {
        for prefix in ["", "/cy"] {
            let body = browser
                .get(&if address == "/" && prefix == "/cy" { "/cy".to_owned() } else { format!("{prefix}{address}") })
                .await
                .body;
            assert_eq!(body.matches("<h1").count(), 1, "{prefix}{address}");
            for part in ["<header", "<main", "<footer", "govuk-skip-link", "<title>"] {
                assert_eq!(body.matches(part).count(), 1, "{prefix}{address}: {part}");
            }
        }
    }
}

#[tokio::test]
async fn the_report_to_keep_is_never_opened_inside_the_portal() {
    let mut browser = Browser::signed_in().await;
    let answer = browser.get("/loads/018f0000-0000-7000-8000-00000000000a/report.html").await;
    assert_eq!(answer.header(header::CONTENT_DISPOSITION), "attachment; filename=\"load-3.html\"");
    assert!(answer.body.contains("<style>") && !answer.body.contains("<script"));
    assert!(!answer.body.contains("href=") && !answer.body.contains("src="), "it loads nothing");
}
