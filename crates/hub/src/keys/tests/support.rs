//! Hubs with landed files, and changes that are cut off.

use std::sync::atomic::{AtomicUsize, Ordering};

use dolen_seal::Key;
use tokio::sync::Notify;

use crate::intake::tests::support::{ACTOR, PERSONS, Place, rows};
use crate::keys::ring::{KEYRING, Keyring, Purpose};
use crate::keys::seal_database::rewrite;
use crate::keys::{SETTING, Sealing, landed_files};
use crate::{Hub, HubFault, Progress, account};

pub(super) const FEED: &str = "cwm-derw-social-care";
/// What a fourth file brings.
pub(super) const FOURTH: std::ops::Range<usize> = 1..23;

/// A hub with three landed files.
pub(crate) async fn three() -> Place {
    let place = Place::new(&[PERSONS]).await;
    for most in 20..23 {
        place.load(FEED, &rows(1..most)).await;
    }
    place
}

/// The hub with its database in the clear, where one can see what stands in the file.
pub(crate) async fn with_clear_database(place: Place) -> Place {
    if place.hub.store.key().is_none() {
        return place;
    }
    rewrite(&place.hub, None, &|_| ()).await.unwrap();
    let mut ring = keyring(&place.hub);
    ring.keep_none(Purpose::Database);
    ring.database = Sealing::Clear;
    ring.write(&place.hub.folder).unwrap();
    place.reopen("").await
}

/// A hub with three landed files as hubs were before they had keys.
pub(crate) async fn three_in_the_clear() -> Place {
    let place = Place::new(&[PERSONS]).await;
    let mut work = place.hub.store.begin().await.unwrap();
    dolen_store::setting::set(&mut work, SETTING, Sealing::Clear.as_str()).await.unwrap();
    work.commit().await.unwrap();
    let place = with_clear_database(place).await;
    std::fs::remove_file(place.hub.folder.join(KEYRING)).unwrap();
    std::fs::remove_file(place.hub.folder.join("master.key")).unwrap();
    for most in 20..23 {
        place.load(FEED, &rows(1..most)).await;
    }
    assert!(in_the_clear(&place.hub) == 3 && !place.hub.folder.join(KEYRING).exists());
    place
}

/// Landed files that hold a byte sequence of what was sent.
pub(super) fn in_the_clear(hub: &Hub) -> usize {
    let sent = rows(1..30);
    let sent: std::collections::HashSet<&[u8]> = sent.as_bytes().windows(8).collect();
    let files = landed_files::all(&hub.landing()).unwrap();
    files.iter().filter(|path| std::fs::read(path).unwrap().windows(8).any(|window| sent.contains(window))).count()
}

/// The hub works: every landed file is what came, and another is landed, is read and then discarded.
pub(super) async fn assert_works(place: &Place) {
    let landed = account::verify(&place.hub).await.unwrap().landed_files.unwrap();
    let report = place.load(FEED, &rows(FOURTH)).await;
    assert_eq!(place.landed_bytes(&report).await, rows(FOURTH).as_bytes());
    assert_eq!(account::verify(&place.hub).await.unwrap().landed_files.unwrap(), landed + 1);
}

/// Carries work out until progress was told for the `stop`th time, and lets go of it; whether it ended before.
pub(crate) async fn until<T>(
    stop: usize,
    work: impl AsyncFnOnce(&(dyn Fn(Progress) + Sync)) -> Result<T, HubFault>,
) -> bool {
    let (told, stopped) = (AtomicUsize::new(0), Notify::new());
    let tell = |_: Progress| {
        if told.fetch_add(1, Ordering::SeqCst) + 1 == stop {
            stopped.notify_one();
        }
    };
    tokio::select! {
        biased;
        () = stopped.notified() => false,
        outcome = work(&tell) => {
            outcome.unwrap();
            true
        }
    }
}

pub(super) fn keyring(hub: &Hub) -> Keyring {
    Keyring::read(&hub.folder).unwrap().unwrap()
}

/// The key in the master key's file.
pub(super) fn master(hub: &Hub) -> Key {
    hub.configuration.keys.master.read(&hub.folder).unwrap()
}

/// Opens the hub anew as every command does, under a configuration.
pub(super) async fn opened_anew(place: Place, configuration: &str) -> Place {
    let place = place.reopen(configuration).await;
    place.hub.recover(ACTOR, &|_| ()).await.unwrap();
    place
}
