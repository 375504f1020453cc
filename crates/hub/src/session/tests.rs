//! Two processes that serve one hub: each of the hubs here has connections of its own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use dolen_ledger::{Draft, Verb};
use dolen_model::{Clock, CountingIds, Sensitive, Timestamp};
use dolen_store::{ledger, portal_session};

use super::signed_in::{IDLE_LIFE, MOST, WHOLE_LIFE};
use super::{add_code, find, is_code_good, keep_reason, keep_search, see, sign_in, sign_out, withdraw_code};
use crate::consult::Sought;
use crate::view::{Found, SearchResult};
use crate::{Hub, HubFault};

const MINUTE: i64 = 60_000_000;

/// A clock that both read.
#[derive(Default)]
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

struct Two {
    hands: Arc<Hands>,
    one: Hub,
    other: Hub,
    _folder: tempfile::TempDir,
}

async fn two() -> Two {
    let folder = tempfile::tempdir().unwrap();
    let hands = Arc::new(Hands::default());
    let path = folder.path().join("hub");
    let clock = || Arc::clone(&hands) as Arc<dyn Clock>;
    let ids = || Arc::new(CountingIds::starting_at(1));
    let random = || -> dolen_model::SecretSource {
        Arc::new(|bytes| {
            bytes.fill(3);
            true
        })
    };
    let database = crate::testing::database();
    let one = Hub::create(&path, [7; 32], database, "local:test", clock(), ids(), random()).await.unwrap();
    let other = open(&path, clock(), ids(), random()).await.unwrap();
    Two { hands, one, other, _folder: folder }
}

/// A search that found nobody, and more than are shown.
fn sought() -> Sought {
    let entry = Draft {
        verb: Verb::Consultation,
        actor: "local:ann".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail: serde_json::json!({ "action": "search" }),
    };
    Sought { result: SearchResult { hits: Vec::new(), more: true, similar: Some(Vec::new()) }, entry }
}

async fn open(
    path: &Path,
    clock: Arc<dyn Clock>,
    ids: Arc<CountingIds>,
    random: dolen_model::SecretSource,
) -> Result<Hub, HubFault> {
    Hub::open(path, clock, ids, random).await
}

impl Two {
    fn set(&self, time: i64) {
        self.hands.0.store(time, Ordering::Relaxed);
    }

    async fn signed_in(&self, token: &str) {
        add_code(&self.one, "code", "local:ann").await.unwrap();
        assert!(sign_in(&self.one, "code", token).await.unwrap());
    }
}

#[tokio::test]
async fn a_code_works_once_over_all_processes() {
    let two = two().await;
    add_code(&two.one, "code", "local:ann").await.unwrap();
    assert!(!sign_in(&two.other, "guess", "token").await.unwrap());
    let both = tokio::join!(sign_in(&two.one, "code", "token 1"), sign_in(&two.other, "code", "token 2"));
    assert_ne!(both.0.unwrap(), both.1.unwrap(), "one of them");
    assert!(!is_code_good(&two.one, "code").await.unwrap(), "who told it sees that it was used");
    let tokens = [find(&two.one, "token 1").await.unwrap(), find(&two.one, "token 2").await.unwrap()];
    let users: Vec<String> = tokens.into_iter().flatten().map(|session| session.user).collect();
    assert_eq!(users, ["local:ann"]);
}

#[tokio::test]
async fn a_code_is_good_while_its_process_serves() {
    let two = two().await;
    for code in ["told", "left", "withdrawn"] {
        add_code(&two.one, code, "local:ann").await.unwrap();
    }
    withdraw_code(&two.one, "withdrawn").await.unwrap();
    assert!(!sign_in(&two.other, "withdrawn", "token").await.unwrap());
    for hour in 1..=48 {
        two.set(hour * 60 * MINUTE);
        assert!(is_code_good(&two.one, "told").await.unwrap());
    }
    assert!(!sign_in(&two.other, "left", "token").await.unwrap(), "its process has ended");
    assert!(sign_in(&two.other, "told", "token").await.unwrap());
}

#[tokio::test]
async fn a_session_is_one_in_all_processes_until_it_is_ended_in_one() {
    let two = two().await;
    two.signed_in("token").await;
    keep_search(&two.one, "token", "first", sought()).await.unwrap();
    let given = Sensitive::new("direct-care".to_owned());
    keep_reason(&two.other, "token", "golden", given.clone()).await.unwrap();
    let remembered = find(&two.other, "token").await.unwrap().unwrap().remembered;
    assert_eq!(remembered.search("first"), Some(&Found { golden: Vec::new(), more: true, similar: Some(Vec::new()) }));
    assert_eq!(remembered.reason("golden", Timestamp(0)), Some(&given));
    sign_out(&two.other, "token").await.unwrap();
    assert!(find(&two.one, "token").await.unwrap().is_none());
    keep_search(&two.one, "token", "second", sought()).await.unwrap();
    assert!(find(&two.one, "token").await.unwrap().is_none(), "what is ended does not come back");
    let entries = ledger::entries_of(&two.one.store, Verb::Consultation, 10).await.unwrap();
    assert_eq!(entries.len(), 2, "a search is entered, whether its session has ended or not");
}

#[tokio::test]
async fn requests_of_a_session_that_are_under_way_at_once_lose_nothing_of_each_other() {
    let two = two().await;
    two.signed_in("token").await;
    let given = Sensitive::new("direct-care".to_owned());
    let kept = tokio::join!(
        keep_reason(&two.one, "token", "a", given.clone()),
        keep_reason(&two.other, "token", "b", given.clone()),
        keep_search(&two.one, "token", "c", sought()),
        keep_reason(&two.other, "token", "d", given.clone()),
    );
    for kept in [kept.0, kept.1, kept.2, kept.3] {
        kept.unwrap();
    }
    let remembered = find(&two.one, "token").await.unwrap().unwrap().remembered;
    assert!(["a", "b", "d"].into_iter().all(|golden| remembered.reason(golden, Timestamp(0)) == Some(&given)));
    assert!(remembered.search("c").is_some());
}

#[tokio::test]
async fn a_session_ends_without_use_and_when_it_is_old() {
    let two = two().await;
    two.signed_in("idle").await;
    two.set(IDLE_LIFE - 1);
    assert!(find(&two.other, "idle").await.unwrap().is_some());
    two.set(IDLE_LIFE);
    assert!(find(&two.other, "idle").await.unwrap().is_none());
    two.set(0);
    two.signed_in("used").await;
    for step in 1..30 {
        let now = Timestamp(step * (IDLE_LIFE - MINUTE));
        two.set(now.0);
        let found = find(&two.other, "used").await.unwrap();
        assert_eq!(found.is_some(), now.0 < WHOLE_LIFE);
        see(&two.other, "used", now).await.unwrap();
    }
}

#[tokio::test]
async fn a_use_is_noted_once_a_minute() {
    let two = two().await;
    two.signed_in("token").await;
    let seen = async || portal_session::find(&two.one.store, "token").await.unwrap().unwrap().seen_at.0;
    let asked = async || find(&two.one, "token").await.unwrap().unwrap().to_be_noted;
    two.set(MINUTE - 1);
    assert_eq!(asked().await, None);
    see(&two.one, "token", Timestamp(MINUTE - 1)).await.unwrap();
    assert_eq!(seen().await, 0);
    two.set(MINUTE);
    assert_eq!(asked().await, Some(Timestamp(MINUTE)));
    see(&two.other, "token", Timestamp(MINUTE)).await.unwrap();
    assert_eq!(seen().await, MINUTE);
    assert_eq!(asked().await, None);
}

#[tokio::test]
async fn sessions_are_bounded_and_old_ones_make_room() {
    let two = two().await;
    let mut work = two.one.store.begin().await.unwrap();
    for number in 0..MOST {
        let content = Sensitive::new("{}".to_owned());
        portal_session::begin(&mut work, &number.to_string(), "local:ann", Timestamp(0), &content).await.unwrap();
    }
    work.commit().await.unwrap();
    two.set(1);
    add_code(&two.one, "code", "local:ann").await.unwrap();
    assert!(!sign_in(&two.one, "code", "more").await.unwrap());
    two.set(IDLE_LIFE);
    assert!(sign_in(&two.one, "code", "more").await.unwrap(), "the code is still good");
}
