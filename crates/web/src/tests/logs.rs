//! Nothing personal reaches the log.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;

use super::browser::Browser;
use crate::fixture::{GOLDEN, PERSONAL};

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self::Writer {
        self.clone()
    }
}

#[tokio::test]
async fn a_whole_visit_leaves_nothing_personal_and_no_secret_in_the_log() {
    // With one subscriber alone, an event that another test's thread meets first is held to interest nobody.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let captured = Captured::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(captured.clone()).finish();
    let guard = tracing::subscriber::set_default(subscriber);

    let mut browser = Browser::new();
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
    drop(guard);

    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("the hub did not answer") && log.contains("signed in"), "the log was captured: {log}");
    for personal in PERSONAL.iter().copied().chain([code.as_str()]) {
        assert!(!log.contains(personal), "the log holds personal data");
    }
}
