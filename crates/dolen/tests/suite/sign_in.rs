//! Two servers of one hub know the same sign-ins.

use std::process::Command;

use crate::dolen::{Place, run, text};
use crate::served::{Browser, Served};
use crate::server::address;

#[test]
fn a_sign_in_holds_in_every_process_and_over_restarts() {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    check(&place);
}

#[test]
fn a_sign_in_holds_in_every_process_on_a_server_of_postgresql() {
    let Some(server) = address("a_sign_in_holds_in_every_process_on_a_server_of_postgresql") else { return };
    let place = Place::new();
    let url = format!("{server}/dolen_{}_sign_in", std::process::id());
    run(["init", text(&place.hub()), "--database", &url]).ok();
    let cookie = check(&place);
    // A file of a hub is sealed: here every value can be read.
    let dumped = Command::new("pg_dump").arg(&url).output().expect("pg_dump comes with the server");
    let dumped = String::from_utf8_lossy(&dumped.stdout);
    assert!(dumped.contains("portal_session") && dumped.contains("ledger_entry"), "nothing was dumped");
    let (_, token) = cookie.split_once('=').unwrap();
    assert!(!dumped.contains(token), "the token stands in the database");
}

/// Gives the cookie that held.
fn check(place: &Place) -> String {
    let (one, other) = (Served::start(place), Served::start(place));
    let mut browser = Browser::default();
    assert_eq!(browser.get(&other, "/").location, "/sign-in");
    let signed_in = browser.post(&other, "/sign-in", &[("code", &one.code)]);
    assert_eq!((signed_in.status, signed_in.location.as_str()), (303, "/"), "the link of one works at the other");
    let again = Browser::default().post(&one, "/sign-in", &[("code", &one.code)]);
    assert_eq!(again.status, 422, "once over all processes");
    for server in [&one, &other] {
        assert_eq!(browser.get(server, "/").status, 200);
    }
    let unused = one.code.clone();
    one.kill();
    let restarted = Served::start(place);
    assert_eq!(browser.get(&restarted, "/").status, 200, "a restart signs nobody out");
    assert_ne!(restarted.code, unused);

    // What one process remembers of a session, the other shows.
    let found = browser.fill(&restarted, "/", "/search", &[("reference", "no such")]);
    assert_eq!(found.status, 303, "{}", found.body);
    assert_eq!(browser.get(&other, &found.location).status, 200);

    let cookie = browser.cookie.clone();
    let left = browser.fill(&other, "/", "/sign-out", &[]);
    assert_eq!((left.status, left.location.as_str()), (303, "/sign-in"));
    browser.cookie.clone_from(&cookie);
    assert_eq!(browser.get(&restarted, "/").location, "/sign-in", "signing out at one ends it at all");
    cookie
}
