//! Nothing personal reaches the log.

use std::cell::RefCell;
use std::io::Write;

use super::browser::Browser;
use crate::fixture::{GOLDEN, PERSONAL};

thread_local! {
    /// What the log of this thread's test holds.
    static CAPTURED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes to the captured log of the thread that speaks: a test's visit stays on its thread.
struct Captured;

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        CAPTURED.with_borrow_mut(|captured| captured.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_whole_visit_leaves_nothing_personal_and_no_secret_in_the_log() {
    // For the whole process, because a subscriber of one thread loses the events whose call sites another thread's
    // test meets first.
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(|| Captured).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let mut browser = Browser::new().await;
    let code = browser.newest_code();
    browser.sign_in().await;
    browser
        .fill("/", "/search", &[("name", "Ceinwen Prydderch"), ("postcode", "ZZ1 4WX"), ("nhs_number", "943 476 5919")])
        .await;
    browser.fill("/", "/search", &[("reference", "break"), ("name", "Prydderch")]).await;
    let reason = format!("/person/{GOLDEN}/reason");
    browser.fill(&reason, &reason, &[("purpose", "other"), ("detail", "Prydderch, 12 Heol Afallon")]).await;
    browser.get(&format!("/person/{GOLDEN}")).await;
    browser.post("/search", &[("name", "Ceinwen")]).await;
    browser.post_body("/search", "name=Prydderch&name=Ceinwen".to_owned(), &[]).await;
    browser.get("/no/such/Prydderch").await;

    let log = String::from_utf8(CAPTURED.take()).unwrap();
    assert!(log.contains("the hub did not answer") && log.contains("signed in"), "the log was captured: {log}");
    for personal in PERSONAL.iter().copied().chain([code.as_str()]) {
        assert!(!log.contains(personal), "the log holds personal data");
    }
}
