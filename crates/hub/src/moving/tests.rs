//! A hub moves there and back, is cut off at every step, and is never in two places.

use std::fs;

use dolen_store::{StoreFault, moving};

use super::copy::{carry, transfer};
use super::place::{database, kept};
use super::{Destination, MoveFault, copy, undo};
use crate::intake::tests::support::{ACTOR, PERSONS, Place, rows};
use crate::keys::tests::support::until;
use crate::locks::Locks;
use crate::master::match_pending;
use crate::view::Query;
use crate::{Hub, HubFault, NewDatabase, account, consult, testing};

const FEED: &str = "cwm-derw-social-care";

/// A hub in a file, with two loads of which the second leaves somebody out, a quarantined row and a match.
async fn filled() -> Place {
    let place = Place::on(None, &[PERSONS]).await;
    place.load(FEED, &rows(1..22)).await;
    let wrong = rows(1..21).replace("01/01/1980", "31/02/1980");
    place.load(FEED, &wrong.replace(",North,", ",South,")).await;
    match_pending(&place.hub, ACTOR, &|_| ()).await.unwrap();
    place
}

fn to(url: &str) -> Destination {
    Destination::Server(Box::new(NewDatabase::at(url, [9; 48]).unwrap()))
}

/// What must be the same wherever the database is.
async fn state(place: &Place) -> (Vec<String>, Vec<String>, String) {
    let ledger = place.ledger().await.iter().map(|entry| entry.hash_text()).collect();
    let mut exported = Vec::new();
    account::export(&place.hub, &mut exported).await.unwrap();
    (place.visible().await, ledger, String::from_utf8(exported).unwrap())
}

/// The hub as the next command opens it.
async fn reopened(place: Place) -> Place {
    place.hub.close().await;
    let path = place.hub.folder().to_owned();
    let (clock, ids) = (place.hub.clock.clone(), place.hub.ids.clone());
    let hub = Hub::open(&path, clock, ids, place.hub.secrets.clone()).await.unwrap();
    Place { folder: place.folder, hub }
}

async fn try_copy(place: &Place, to: &Destination) -> Result<super::Moved, HubFault> {
    copy(&place.hub, to, ACTOR, &|_| ()).await
}

/// The hub is where it was told to be, whole, and works.
async fn assert_works(place: &Place, before: &(Vec<String>, Vec<String>, String)) {
    account::verify(&place.hub).await.unwrap();
    let now = state(place).await;
    assert_eq!(now.0, before.0, "the same records");
    assert_eq!(now.1.get(..before.1.len()), Some(before.1.as_slice()), "the same ledger, which went on");
    let lines: Vec<&str> = before.2.lines().skip(1).collect();
    assert_eq!(now.2.lines().skip(1).take(lines.len()).collect::<Vec<_>>(), lines);
    let text = rows(1..22).replace(",North,", &format!(",Team {},", now.1.len()));
    let load = place.load(FEED, &text).await;
    assert_eq!(place.landed_bytes(&load).await, text.as_bytes());
}

fn moved(fault: HubFault) -> bool {
    matches!(fault, HubFault::Store(StoreFault::Moved { .. }))
}

fn searched() -> Query {
    Query { nhs_number: Some("9434765919".to_owned().into()), ..Query::default() }
}

async fn is_read_and_not_written(place: &Place, before: &[String]) {
    let refused = place.try_load(FEED, "extract.csv", &rows(1..3)).await.unwrap_err();
    assert!(moved(refused));
    assert!(moved(consult::find(&place.hub, &searched(), None, ACTOR).await.unwrap_err()), "a look is an entry too");
    assert_eq!(place.visible().await, before, "who reads goes on");
    place.hub.recover(ACTOR, &|_| ()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn there_and_back_all_is_the_same() {
    let Some(url) = testing::server("there_and_back_all_is_the_same") else { return };
    let place = filled().await;
    let (before, configuration) = (state(&place).await, fs::read_to_string(place.hub.folder().join("hub.toml")));
    let folder = place.hub.folder().to_owned();

    let there = try_copy(&place, &to(&url)).await.unwrap();
    assert!(there.rows > Some(60) && !there.is_open && !there.to.contains('@'), "{there:?}");
    assert!(!database(&folder).exists() && kept(&folder).exists());
    let place = reopened(place).await;
    assert!(place.hub.configuration.database.is_some());
    assert_works(&place, &before).await;
    assert!(matches!(try_copy(&place, &to(&url)).await.unwrap_err(), HubFault::Move(MoveFault::AlreadyThere(_))));

    let before = state(&place).await;
    let back = try_copy(&place, &Destination::File).await.unwrap();
    assert_eq!(back.kept, Some(there.to), "the database on the server stays");
    let place = reopened(place).await;
    assert_eq!(fs::read_to_string(folder.join("hub.toml")).unwrap(), configuration.unwrap());
    assert_works(&place, &before).await;

    // Whoever would go on with the old database on the server is refused, and so is one more move to it.
    let refused = try_copy(&place, &to(&url)).await.unwrap_err();
    assert!(matches!(refused, HubFault::Move(MoveFault::KeptThere(_))), "{refused}");
    fs::remove_file(kept(&folder)).unwrap();
    let refused = try_copy(&place, &to(&url)).await.unwrap_err();
    assert!(matches!(refused, HubFault::Store(StoreFault::Occupied)), "{refused}");
    let actions = place.actions().await;
    assert_eq!(actions.iter().filter(|action| *action == "hub moves").count(), 2, "nothing was begun: {actions:?}");
}

/// Cuts a move off, and gives the hub as the next command finds it.
async fn cut_off(stop: usize, url: &str, place: Place) -> Place {
    let hub = &place.hub;
    match stop {
        // While rows are copied, and while they are held against each other.
        1..=4 => assert!(!until(stop, async |tell| copy(hub, &to(url), ACTOR, tell).await).await),
        // Everything is there, and hub.toml does not name it yet.
        5 => {
            assert!(!until(1, async |tell| copy(hub, &to(url), ACTOR, tell).await).await);
            let server = NewDatabase::at(url, [9; 48]).unwrap().administrator;
            transfer(hub, Some(&server), None, &|_| ()).await.unwrap();
        }
        // hub.toml names it, and no entry says so.
        _ => drop(carry(hub, &Locks::default(), &to(url), false, ACTOR, &|_| ()).await.unwrap()),
    }
    reopened(place).await
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_anywhere_it_is_completed_by_the_same_command() {
    for stop in 1..=6 {
        let Some(url) = testing::server("cut_off_anywhere_it_is_completed_by_the_same_command") else { return };
        let place = filled().await;
        let before = state(&place).await;
        let place = cut_off(stop, &url, place).await;
        if stop < 6 {
            is_read_and_not_written(&place, &before.0).await;
            let elsewhere = testing::server("").unwrap();
            let refused = try_copy(&place, &to(&elsewhere)).await.unwrap_err();
            assert!(matches!(refused, HubFault::Move(MoveFault::Elsewhere(_))), "{stop}: {refused}");
        }
        let done = try_copy(&place, &to(&url)).await.unwrap();
        assert_eq!(done.rows.is_some(), stop < 6, "{stop}: {done:?}");
        assert_works(&reopened(place).await, &before).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_anywhere_it_is_given_up_or_has_arrived() {
    for stop in 1..=6 {
        let Some(url) = testing::server("cut_off_anywhere_it_is_given_up_or_has_arrived") else { return };
        let place = filled().await;
        let before = state(&place).await;
        let place = cut_off(stop, &url, place).await;
        if stop == 6 {
            let refused = undo(&place.hub, ACTOR).await.unwrap_err();
            assert!(matches!(refused, HubFault::Move(MoveFault::Switched(_))), "{refused}");
            // Any next command completes it.
            place.hub.recover(ACTOR, &|_| ()).await.unwrap();
            assert_works(&place, &before).await;
            continue;
        }
        assert!(url.ends_with(undo(&place.hub, ACTOR).await.unwrap().rsplit('/').next().unwrap()));
        assert!(matches!(undo(&place.hub, ACTOR).await.unwrap_err(), HubFault::Move(MoveFault::NotMoving)));
        assert_works(&place, &before).await;
        // What was copied before is overwritten.
        let before = state(&place).await;
        try_copy(&place, &to(&url)).await.unwrap();
        assert_works(&reopened(place).await, &before).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_back_that_is_cut_off_is_completed_or_given_up() {
    for (stop, is_given_up) in [(1, false), (3, true), (5, false), (5, true)] {
        let Some(url) = testing::server("a_move_back_that_is_cut_off_is_completed_or_given_up") else { return };
        let place = filled().await;
        try_copy(&place, &to(&url)).await.unwrap();
        let place = reopened(place).await;
        let before = state(&place).await;
        let (hub, file) = (&place.hub, Destination::File);
        assert!(!until(stop.min(4), async |tell| copy(hub, &file, ACTOR, tell).await).await);
        if stop == 5 {
            let key = crate::keys::of_new_file(hub, &Locks::default(), ACTOR).await.unwrap();
            transfer(hub, None, key.as_ref(), &|_| ()).await.unwrap();
            assert!(database(hub.folder()).exists());
        }
        let place = reopened(place).await;
        is_read_and_not_written(&place, &before.0).await;
        if is_given_up {
            undo(&place.hub, ACTOR).await.unwrap();
            assert_works(&place, &before).await;
        }
        let before = state(&place).await;
        try_copy(&place, &file).await.unwrap();
        assert_works(&reopened(place).await, &before).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_something_is_at_work_nothing_moves() {
    let Some(url) = testing::server("while_something_is_at_work_nothing_moves") else { return };
    let place = filled().await;
    let entries = place.ledger().await.len();
    for name in [dolen_store::LockName::Feed(FEED), dolen_store::LockName::Match, dolen_store::LockName::Copy] {
        let held = place.hub.store.try_lock(name).await.unwrap().unwrap();
        assert!(matches!(try_copy(&place, &to(&url)).await.unwrap_err(), HubFault::Busy(_)), "{name:?}");
        held.release().await;
    }
    assert_eq!(place.ledger().await.len(), entries);
    assert!(matches!(undo(&place.hub, ACTOR).await.unwrap_err(), HubFault::Move(MoveFault::NotMoving)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_holds_another_hub_is_left_alone() {
    let Some(url) = testing::server("a_database_that_holds_another_hub_is_left_alone") else { return };
    let other = Place::on(Some(NewDatabase::at(&url, [9; 48]).unwrap()), &[PERSONS]).await;
    let (place, before) = (filled().await, state(&other).await);
    let refused = try_copy(&place, &to(&url)).await.unwrap_err();
    assert!(matches!(refused, HubFault::Store(StoreFault::Occupied)), "{refused}");
    assert_eq!(state(&other).await, before);
    assert!(moving(&place.hub.store).await.unwrap().is_none(), "and the hub works on");

    fs::write(other.hub.folder().join("dolen.sqlite"), "a letter").unwrap();
    let refused = try_copy(&other, &Destination::File).await.unwrap_err();
    assert!(matches!(refused, HubFault::Move(MoveFault::FileThere(_))), "{refused}");
    assert_eq!(state(&other).await.0, before.0);
    let between = try_copy(&other, &to(&testing::server("").unwrap())).await.unwrap_err();
    assert!(matches!(between, HubFault::Move(MoveFault::BetweenServers)), "{between}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_database_that_somebody_goes_back_to_gives_nothing_up() {
    let Some(url) = testing::server("an_old_database_that_somebody_goes_back_to_gives_nothing_up") else { return };
    let place = filled().await;
    let folder = place.hub.folder().to_owned();
    let configuration = fs::read_to_string(folder.join("hub.toml")).unwrap();
    try_copy(&place, &to(&url)).await.unwrap();
    fs::write(folder.join("hub.toml"), configuration).unwrap();
    fs::rename(kept(&folder), database(&folder)).unwrap();
    let place = reopened(place).await;
    let refused = undo(&place.hub, ACTOR).await.unwrap_err();
    assert!(matches!(refused, HubFault::Move(MoveFault::GoneOn(_))), "{refused}");
    assert!(moved(place.try_load(FEED, "extract.csv", &rows(1..3)).await.unwrap_err()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_another_process_has_open_is_put_aside_when_that_has_ended() {
    let Some(url) = testing::server("a_file_that_another_process_has_open") else { return };
    let place = filled().await;
    let folder = place.hub.folder().to_owned();
    let other = Hub::open(&folder, place.hub.clock.clone(), place.hub.ids.clone(), place.hub.secrets.clone());
    let other = other.await.unwrap();
    let records = crate::intake::tests::support::visible(&other).await;
    let done = try_copy(&place, &to(&url)).await.unwrap();
    assert!(done.is_open && database(&folder).exists(), "{done:?}");
    assert_eq!(crate::intake::tests::support::visible(&other).await, records, "it reads on");
    assert!(moved(consult::find(&other, &searched(), None, ACTOR).await.unwrap_err()), "and writes nothing");
    other.close().await;
    let place = reopened(place).await;
    assert!(try_copy(&place, &to(&url)).await.is_err(), "it is there already");
    assert!(!database(&folder).exists() && kept(&folder).exists());
}
