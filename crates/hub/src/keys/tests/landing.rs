//! The key of landed files is changed, file by file.

use std::fs;

use super::support::{assert_works, keyring, master, three, until};
use crate::account;
use crate::intake::tests::support::{ACTOR, Place};
use crate::keys::ring::Purpose;
use crate::keys::{self, landed_files};

/// Ids of the keys that landed files are sealed with, each once.
fn used(place: &Place) -> Vec<String> {
    let files = landed_files::all(&place.hub.landing()).unwrap();
    let key = |path| dolen_seal::Header::read(&mut fs::File::open(path).unwrap()).unwrap().key().to_string();
    let mut used: Vec<String> = files.iter().map(key).collect();
    used.sort();
    used.dedup();
    used
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_landing_key_opens_every_file_and_the_old_one_is_gone() {
    let place = three().await;
    let (before, entries) = (used(&place), place.actions().await.len());
    let rotated = keys::rotate_landing(&place.hub, ACTOR, &|_| ()).await.unwrap();
    assert_eq!((rotated.files, rotated.unreadable), (3, 0));
    assert_eq!(used(&place), [rotated.now]);
    assert_ne!(used(&place), before);
    assert_eq!(keyring(&place.hub).open(Purpose::Landing, &master(&place.hub)).unwrap().len(), 1);
    assert_eq!(place.actions().await[entries..], ["landing key added", "landing key removed"]);
    assert_works(&place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_after_any_file_the_hub_works_and_the_next_run_ends_it_with_the_same_key() {
    for stop in 1..=3 {
        let place = three().await;
        let before = used(&place);
        assert!(!until(stop, async |tell| keys::rotate_landing(&place.hub, ACTOR, tell).await).await, "stop {stop}");
        let begun = keyring(&place.hub).named(Purpose::Landing).pop().unwrap().id;
        assert!(used(&place).contains(&before[0]), "stop {stop}");
        assert_works(&place).await;
        let rotated = keys::rotate_landing(&place.hub, ACTOR, &|_| ()).await.unwrap();
        assert_eq!((&rotated.now, rotated.files), (&begun, 4), "stop {stop}");
        assert_eq!(used(&place), [begun]);
        assert_eq!(account::verify(&place.hub).await.unwrap().landed_files, Some(4), "stop {stop}");
        let added = place.actions().await.iter().filter(|action| *action == "landing key added").count();
        assert_eq!(added, 1, "stop {stop}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_counted_and_does_not_keep_the_others_back() {
    let place = three().await;
    let damaged = landed_files::all(&place.hub.landing()).unwrap().remove(1);
    let mut bytes = fs::read(&damaged).unwrap();
    bytes[50] ^= 1;
    fs::write(&damaged, &bytes).unwrap();
    let rotated = keys::rotate_landing(&place.hub, ACTOR, &|_| ()).await.unwrap();
    assert_eq!((rotated.files, rotated.unreadable), (3, 1));
    assert_eq!(fs::read(&damaged).unwrap(), bytes, "it stays as evidence");
    assert!(account::verify(&place.hub).await.unwrap_err().to_string().contains("altered"));
}
