//! English and Welsh.

use super::browser::Browser;

const PAGES: [&str; 8] = [
    "/",
    "/sign-in",
    "/loads",
    "/loads/018f0000-0000-7000-8000-00000000000a",
    "/unlinkable",
    "/help",
    "/cookies",
    "/accessibility",
];

#[tokio::test]
async fn every_page_has_its_twin_and_links_to_it() {
    let mut browser = Browser::signed_in().await;
    for page in PAGES {
        let twin = if page == "/" { "/cy".to_owned() } else { format!("/cy{page}") };
        let english = browser.get(page).await.body;
        let welsh = browser.get(&twin).await.body;
        assert!(
            english.contains("<html lang=\"en\"")
                && english.contains(&format!("href=\"{twin}\" rel=\"alternate\" lang=\"cy\"")),
            "{page}"
        );
        assert!(
            welsh.contains("<html lang=\"cy\"")
                && welsh.contains(&format!("href=\"{page}\" rel=\"alternate\" lang=\"en\"")),
            "{page}"
        );
    }
}

#[tokio::test]
async fn the_welsh_portal_is_found_with_a_slash_too() {
    assert_eq!(Browser::new().await.get("/cy/").await.goes_to(), "/cy");
}

#[tokio::test]
async fn a_welsh_page_stays_welsh() {
    let mut browser = Browser::signed_in().await;
    for page in PAGES {
        let twin = if page == "/" { "/cy".to_owned() } else { format!("/cy{page}") };
        let body = browser.get(&twin).await.body;
        let links = body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        for link in links.filter(|link| link.starts_with('/') && !link.starts_with("/static/") && *link != page) {
            assert!(link == "/cy" || link.starts_with("/cy/"), "{twin} leads to {link}");
        }
    }
    assert_eq!(
        browser.fill("/cy", "/cy/search", &[("nhs_number", "9434765919")]).await.goes_to().split("/search").next(),
        Some("/cy")
    );
}

#[tokio::test]
async fn a_fault_is_told_in_the_language_of_its_address() {
    let mut browser = Browser::signed_in().await;
    assert!(browser.get("/cy/dim").await.body.contains("Heb ddod o hyd i&#39;r dudalen"));
}
