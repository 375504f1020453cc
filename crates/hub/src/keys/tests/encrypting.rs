//! A hub from before there were keys is sealed, file by file.

use std::fs;

use super::support::{FEED, assert_works, in_the_clear, three, three_in_the_clear, until};
use crate::account;
use crate::intake::tests::support::{ACTOR, PERSONS, Place, rows};
use crate::keys::ring::KEYRING;
use crate::keys::{self, KeyFault, Sealing};
use crate::{Hub, HubFault};

#[tokio::test(flavor = "multi_thread")]
async fn in_a_new_hub_no_landed_file_holds_a_sequence_of_what_was_sent() {
    let place = three().await;
    assert_eq!(in_the_clear(&place.hub), 0);
    assert_eq!(account::verify(&place.hub).await.unwrap().landed_files, Some(3));
    let shown = keys::show(&place.hub).await.unwrap();
    assert_eq!((shown.sealing, shown.master.len(), shown.landing.len()), (Sealing::Done, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_for_the_owner_alone_and_the_keyring_shows_none() {
    let place = three().await;
    let read = |name: &str| fs::read_to_string(place.hub.folder.join(name)).unwrap();
    let (keyring, master) = (read(KEYRING), read("master.key"));
    let landing = keys::of_landing(&place.hub).await.unwrap().keys;
    let shown = serde_json::to_string(&keys::show(&place.hub).await.unwrap()).unwrap();
    for secret in [master.trim().to_owned(), dolen_ledger::hexadecimal(landing[0].expose())] {
        assert!(!keyring.contains(&secret) && !shown.contains(&secret));
    }
    #[cfg(unix)]
    for name in [KEYRING, "master.key"] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(place.hub.folder.join(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_without_keys_works_in_the_clear_until_it_is_sealed() {
    let place = three_in_the_clear().await;
    assert_works(&place).await;
    assert_eq!(keys::show(&place.hub).await.unwrap().sealing, Sealing::Clear);
    for refused in [
        keys::rotate_master(&place.hub, None, ACTOR).await.err(),
        keys::rotate_landing(&place.hub, ACTOR, &|_| ()).await.err(),
    ] {
        assert!(matches!(refused, Some(HubFault::Keys(KeyFault::Clear))), "{refused:?}");
    }
    let entries = place.actions().await.len();
    let sealed = keys::encrypt(&place.hub, ACTOR, &|_| ()).await.unwrap();
    assert_eq!((sealed.sealed, sealed.files, sealed.master.as_str()), (4, 4, "file:master.key"));
    assert_eq!(place.actions().await[entries..], ["sealing of landed files begun", "landed files sealed"]);
    assert_eq!(in_the_clear(&place.hub), 0);
    assert_eq!(account::verify(&place.hub).await.unwrap().landed_files, Some(4));
    let again = keys::encrypt(&place.hub, ACTOR, &|_| ()).await.unwrap();
    assert_eq!((again.sealed, again.files, place.actions().await.len()), (0, 4, entries + 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_after_any_file_the_hub_works_and_the_next_run_ends_it() {
    let seal = async |hub: &Hub, stop| until(stop, async |tell| keys::encrypt(hub, ACTOR, tell).await).await;
    for stop in 1..=3 {
        let place = three_in_the_clear().await;
        assert!(!seal(&place.hub, stop).await, "stop {stop}");
        assert_eq!(in_the_clear(&place.hub), 4 - stop, "stop {stop}");
        assert_eq!(keys::show(&place.hub).await.unwrap().sealing, Sealing::Begun);
        // A file that was half written when the process ended.
        fs::write(place.hub.landing().join(format!("{}{}", keys::PART, "0".repeat(64))), "half").unwrap();
        assert_works(&place).await;
        assert!(seal(&place.hub, 0).await);
        assert_eq!((in_the_clear(&place.hub), fs::read_dir(place.hub.landing()).unwrap().count()), (0, 4));
        assert_eq!(account::verify(&place.hub).await.unwrap().landed_files, Some(4), "stop {stop}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agencys_file_that_looks_sealed_is_sealed_like_any_other() {
    let place = three_in_the_clear().await;
    let marked = format!("DOLEN1{}", rows(1..10));
    let report = place.load(FEED, &marked).await;
    keys::encrypt(&place.hub, ACTOR, &|_| ()).await.unwrap();
    assert_eq!(place.landed_bytes(&report).await, marked.as_bytes());
    assert_eq!(in_the_clear(&place.hub), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn clear_bytes_in_the_place_of_a_sealed_file_are_told() {
    let place = Place::new(&[PERSONS]).await;
    let report = place.load(FEED, &rows(1..20)).await;
    fs::write(place.landed(&report), rows(1..20)).unwrap();
    let fault = account::verify(&place.hub).await.unwrap_err().to_string();
    assert!(fault.contains("load 1 were altered") && fault.contains("not sealed"), "{fault}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_keyring_is_missed_and_nothing_lands_in_the_clear() {
    let place = three().await;
    fs::remove_file(place.hub.folder.join(KEYRING)).unwrap();
    let fault = place.try_load(FEED, "more.csv", &rows(1..24)).await.unwrap_err();
    assert!(matches!(fault, HubFault::Keys(KeyFault::NoKeyring)), "{fault}");
    assert!(account::verify(&place.hub).await.is_err() && keys::encrypt(&place.hub, ACTOR, &|_| ()).await.is_err());
    assert_eq!((in_the_clear(&place.hub), fs::read_dir(place.hub.landing()).unwrap().count()), (0, 3));
    // Who reads nothing that is sealed is served.
    assert_eq!(place.visible().await.len(), 21);
    place.hub.recover(ACTOR, &|_| ()).await.unwrap();
}
