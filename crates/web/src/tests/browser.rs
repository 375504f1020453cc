//! A browser without a network: it keeps its cookie and follows nothing by itself.

use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tempfile::TempDir;
use tower::ServiceExt;

use dolen_model::{Clock, CountingIds, Timestamp};

use crate::fixture::{Fixture, hub};
use crate::portal::Portal;
use crate::records::Records;
use crate::serving::{ServeOptions, Tls};

/// A clock that a test moves.
#[derive(Default)]
pub(super) struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

/// The browser and the portal it talks to.
pub(super) struct Browser {
    router: Router,
    cookie: Option<String>,
    hands: Arc<Hands>,
    links: Arc<Mutex<Vec<String>>>,
    pub(super) fixture: Arc<Fixture>,
    _folder: TempDir,
}

impl Browser {
    /// Nobody is signed in.
    pub(super) async fn new() -> Self {
        Self::with_tls(None).await
    }

    pub(super) async fn with_tls(tls: Option<Tls>) -> Self {
        let count = AtomicU8::new(1);
        let links = Arc::new(Mutex::new(Vec::new()));
        let hands = Arc::new(Hands::default());
        let told = Arc::clone(&links);
        let options = ServeOptions {
            address: "127.0.0.1:0".parse().unwrap(),
            tls,
            user: "Ann Practitioner".into(),
            clock: Arc::clone(&hands) as Arc<dyn Clock>,
            ids: Arc::new(CountingIds::starting_at(1)),
            secrets: Arc::new(move |bytes| {
                bytes.fill(count.fetch_add(1, Ordering::Relaxed));
                true
            }),
            announce: Arc::new(move |link| told.lock().unwrap().push(link.link)),
        };
        let fixture = Arc::new(Fixture::default());
        let records = Records::Fixture(Arc::clone(&fixture));
        let (hub, folder) = hub(Arc::clone(&options.clock)).await;
        let portal = Portal::new(options, "http://127.0.0.1:80/".into(), hub, records);
        portal.announce_link(None).await.unwrap();
        Self { router: crate::router::router(portal), cookie: None, hands, links, fixture, _folder: folder }
    }

    /// Somebody is.
    pub(super) async fn signed_in() -> Self {
        let mut browser = Self::new().await;
        browser.sign_in().await;
        browser
    }

    /// Uses the newest link.
    pub(super) async fn sign_in(&mut self) -> Answer {
        let code = self.newest_code();
        self.post("/sign-in", &[("code", &code)]).await
    }

    pub(super) fn newest_code(&self) -> String {
        self.links.lock().unwrap().last().unwrap().split_once("code=").unwrap().1.to_owned()
    }

    pub(super) fn links(&self) -> usize {
        self.links.lock().unwrap().len()
    }

    pub(super) fn wait(&self, minutes: i64) {
        self.hands.0.fetch_add(minutes * 60_000_000, Ordering::Relaxed);
    }

    pub(super) fn forget_cookie(&mut self) {
        self.cookie = None;
    }

    pub(super) async fn get(&mut self, address: &str) -> Answer {
        self.send(Request::get(address), Body::empty()).await
    }

    /// Sends a form with exactly these fields.
    pub(super) async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.post_body(address, body.join("&"), &[]).await
    }

    pub(super) async fn post_body(&mut self, address: &str, body: String, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request, Body::from(body)).await
    }

    /// Opens a page, and sends its form with the token that it carries.
    pub(super) async fn fill(&mut self, page: &str, address: &str, fields: &[(&str, &str)]) -> Answer {
        let token = form_token(&self.get(page).await.body);
        let mut all = vec![("form_token", token.as_str())];
        all.extend_from_slice(fields);
        self.post(address, &all).await
    }

    async fn send(&mut self, mut request: axum::http::request::Builder, body: Body) -> Answer {
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        if let Some(set) = parts.headers.get(header::SET_COOKIE) {
            self.cookie = set.to_str().unwrap().split(';').next().map(ToOwned::to_owned);
        }
        let body = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    pub(super) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(super) fn goes_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER);
        self.header(header::LOCATION)
    }
}

pub(super) fn form_token(body: &str) -> String {
    let (_, rest) = body.split_once("name=\"form_token\" value=\"").expect("the page has a form");
    rest.split('"').next().unwrap().to_owned()
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
