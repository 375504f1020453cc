//! The master key is changed, and whatever ends the change, the hub works.

use std::fs;

use dolen_seal::Key;

use super::support::{FEED, assert_works, keyring, master, opened_anew, three};
use crate::intake::tests::support::{ACTOR, rows};
use crate::keys::source::text_of;
use crate::keys::{self, KeyFault, KeySource, draw};
use crate::{Hub, HubFault, files};

fn source(text: &str) -> KeySource {
    KeySource::try_from(text.to_owned()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_master_key_opens_what_the_old_one_opens_no_more() {
    let place = three().await;
    let (old, entries) = (master(&place.hub), place.actions().await.len());
    let rotated = keys::rotate_master(&place.hub, None, ACTOR).await.unwrap();
    let new = master(&place.hub);
    assert_eq!((rotated.before, rotated.now), (old.id().to_string(), new.id().to_string()));
    assert!(rotated.is_complete && old != new);
    assert!(keyring(&place.hub).is_opened_by(new.id()) && !keyring(&place.hub).is_opened_by(old.id()));
    assert_eq!(place.actions().await[entries..], ["master key added", "master key removed"]);
    assert_works(&place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_master_key_is_told_by_its_id_and_nothing_else() {
    let place = three().await;
    let (right, wrong) = (master(&place.hub), Key::new([0xab; 32]));
    fs::write(place.hub.folder.join("master.key"), text_of(&wrong)).unwrap();
    let fault = place.try_load(FEED, "more.csv", &rows(1..24)).await.unwrap_err();
    assert!(matches!(fault, HubFault::Keys(KeyFault::OtherMaster { .. })), "{fault}");
    let told = fault.to_string();
    assert!(told.contains(&right.id().to_string()) && told.contains(&wrong.id().to_string()), "{told}");
    assert!(!told.contains("abab"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_master_key_moves_to_another_place_with_both_in_force_until_the_configuration_follows() {
    let place = three().await;
    let old = master(&place.hub);
    fs::write(place.hub.folder.join("elsewhere.key"), text_of(&Key::new([9; 32]))).unwrap();
    let elsewhere = source("file:elsewhere.key");
    assert!(!keys::rotate_master(&place.hub, Some(&elsewhere), ACTOR).await.unwrap().is_complete);
    let place = opened_anew(place, "").await;
    assert!(keyring(&place.hub).is_opened_by(old.id()), "the configuration names the old key still");
    let refused = keys::rotate_landing(&place.hub, ACTOR, &|_| ()).await.unwrap_err();
    assert!(matches!(refused, HubFault::Keys(KeyFault::Changing)), "{refused}");
    assert_works(&place).await;
    let place = opened_anew(place, "[keys]\nmaster = \"file:elsewhere.key\"\n").await;
    assert!(!keyring(&place.hub).is_opened_by(old.id()));
    assert_eq!(place.actions().await.last().unwrap(), "master key removed");
    assert_eq!(crate::account::verify(&place.hub).await.unwrap().landed_files, Some(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_cannot_be_put_in_place_or_is_the_present_one_changes_nothing() {
    let place = three().await;
    let present = keys::rotate_master(&place.hub, Some(&source("file:master.key")), ACTOR).await.unwrap_err();
    assert!(matches!(present, HubFault::Keys(KeyFault::SameMaster(_))), "{present}");
    let absent = keys::rotate_master(&place.hub, Some(&source("file:none.key")), ACTOR).await.unwrap_err();
    assert!(matches!(absent, HubFault::Keys(KeyFault::Source { .. })), "{absent}");
    let printed = format!("[keys]\nmaster = \"command:cat {}\"\n", place.hub.folder.join("master.key").display());
    let place = opened_anew(place, &printed).await;
    let not_ours = keys::rotate_master(&place.hub, None, ACTOR).await.unwrap_err();
    assert!(matches!(not_ours, HubFault::Keys(KeyFault::NotOurs(_))), "{not_ours}");
    assert_eq!(keyring(&place.hub).masters.len(), 1);
    assert_works(&place).await;
}

/// What a change of the master key has done when the process ends: the first `steps` of three.
fn do_steps(hub: &Hub, steps: usize) -> Key {
    let (old, new) = (master(hub), Key::new(draw(&hub.secrets).unwrap()));
    let (path, next) = (hub.folder.join("master.key"), hub.folder.join("master.key.next"));
    if steps >= 1 {
        files::replace(&next, &text_of(&new)).unwrap();
    }
    if steps >= 2 {
        let mut keyring = keyring(hub);
        keyring.add_master(&old, &new, hub.clock.now(), || draw(&hub.secrets)).unwrap();
        keyring.write(&hub.folder).unwrap();
    }
    if steps >= 3 {
        files::rename(&next, &path).unwrap();
    }
    new
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_after_any_step_the_hub_works_and_its_next_opening_carries_the_change_on() {
    for steps in 1..=3 {
        let place = three().await;
        let old = master(&place.hub);
        let new = do_steps(&place.hub, steps);
        assert_works(&place).await;
        let place = opened_anew(place, "").await;
        let wanted = if steps == 1 { &old } else { &new };
        assert_eq!(master(&place.hub), *wanted, "after {steps} steps");
        assert_eq!(keyring(&place.hub).masters.len(), 1, "after {steps} steps");
        let rotated = keys::rotate_master(&place.hub, None, ACTOR).await.unwrap();
        assert!(rotated.is_complete && rotated.before == wanted.id().to_string());
        assert_eq!(crate::account::verify(&place.hub).await.unwrap().landed_files, Some(4), "after {steps} steps");
    }
}
