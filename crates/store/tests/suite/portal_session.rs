//! Sessions of the portal: a code begins one once, and what ends it ends it for all.

use dolen_model::{Sensitive, Timestamp};
use dolen_store::{Store, portal_session};

use crate::home::{Home, Kind, on_both};

on_both!(
    of_two_who_present_a_code_one_gets_it,
    a_code_that_was_not_renewed_is_good_no_more,
    of_many_codes_the_newest_stay,
    a_session_is_noted_no_more_often_than_asked_and_ended_when_old,
);

async fn add_code(store: &Store, code: &str, at: i64, most: i64) {
    let mut work = store.begin().await.unwrap();
    portal_session::add_code(&mut work, code, "local:ann", Timestamp(at), most).await.unwrap();
    work.commit().await.unwrap();
}

async fn take_code(store: &Store, code: &str, since: i64) -> Option<String> {
    let mut work = store.begin().await.unwrap();
    let taken = portal_session::take_code(&mut work, code, Timestamp(since)).await.unwrap();
    work.commit().await.unwrap();
    taken
}

async fn of_two_who_present_a_code_one_gets_it(kind: Kind) {
    let home = Home::new(kind).await;
    let (one, other) = (home.open().await, home.open().await);
    add_code(&one, "code", 1, 9).await;
    let both = tokio::join!(take_code(&one, "code", 0), take_code(&other, "code", 0));
    let got: Vec<String> = [both.0, both.1].into_iter().flatten().collect();
    assert_eq!(got, ["local:ann"]);
}

async fn a_code_that_was_not_renewed_is_good_no_more(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    add_code(&store, "old", 5, 9).await;
    add_code(&store, "renewed", 5, 9).await;
    let mut work = store.begin().await.unwrap();
    portal_session::renew_code(&mut work, "renewed", Timestamp(6)).await.unwrap();
    portal_session::renew_code(&mut work, "used", Timestamp(6)).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(portal_session::code(&store, "renewed").await.unwrap(), Some(Timestamp(6)));
    assert_eq!(take_code(&store, "old", 5).await, None);
    assert_eq!(take_code(&store, "old", 0).await, None, "nor is it kept");
    assert_eq!(take_code(&store, "renewed", 5).await.as_deref(), Some("local:ann"));
    assert_eq!(portal_session::code(&store, "used").await.unwrap(), None, "renewing brings none back");
}

async fn of_many_codes_the_newest_stay(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    for (at, code) in ["a", "b", "c"].into_iter().enumerate() {
        add_code(&store, code, i64::try_from(at).unwrap(), 2).await;
    }
    assert_eq!(portal_session::code(&store, "a").await.unwrap(), None);
    assert_eq!(portal_session::code(&store, "b").await.unwrap(), Some(Timestamp(1)));
}

async fn a_session_is_noted_no_more_often_than_asked_and_ended_when_old(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    let content = |text: &str| Sensitive::new(text.to_owned());
    let mut work = store.begin().await.unwrap();
    for (token, at) in [("early", 10), ("late", 20), ("out", 20)] {
        portal_session::begin(&mut work, token, "local:ann", Timestamp(at), &content("{}")).await.unwrap();
    }
    assert!(portal_session::replace_content(&mut work, "late", &content("{}"), &content("[1]")).await.unwrap());
    assert!(!portal_session::replace_content(&mut work, "late", &content("{}"), &content("[2]")).await.unwrap());
    portal_session::end(&mut work, "out").await.unwrap();
    assert_eq!(portal_session::count(&mut work).await.unwrap(), 2);
    work.commit().await.unwrap();
    let mut work = store.begin_unseen().await.unwrap();
    portal_session::see(&mut work, "early", Timestamp(30), Timestamp(10)).await.unwrap();
    portal_session::see(&mut work, "late", Timestamp(30), Timestamp(10)).await.unwrap();
    work.commit().await.unwrap();
    let late = portal_session::find(&store, "late").await.unwrap().unwrap();
    assert_eq!((late.began_at, late.seen_at, late.content.expose().as_str()), (Timestamp(20), Timestamp(20), "[1]"));
    let mut work = store.begin().await.unwrap();
    portal_session::end_old(&mut work, Timestamp(20), Timestamp(0)).await.unwrap();
    work.commit().await.unwrap();
    assert!(portal_session::find(&store, "late").await.unwrap().is_none(), "not used since");
    assert_eq!(portal_session::find(&store, "early").await.unwrap().unwrap().seen_at, Timestamp(30));
    let mut work = store.begin().await.unwrap();
    portal_session::end_old(&mut work, Timestamp(0), Timestamp(10)).await.unwrap();
    work.commit().await.unwrap();
    assert!(portal_session::find(&store, "early").await.unwrap().is_none(), "began too long ago");
}
