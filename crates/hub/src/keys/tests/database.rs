//! The file of the database: sealed from its first byte, or afterwards, with a key that can be changed; cut off anywhere, it opens.

use std::fs;
use std::path::{Path, PathBuf};

use dolen_store::{DATABASE, Kept, kept};

use super::support::{FEED, keyring, three, three_in_the_clear, until};
use crate::intake::tests::support::{ACTOR, Place, rows};
use crate::keys::ring::{KEYRING, Purpose};
use crate::keys::seal_database::rewrite;
use crate::keys::{self, DatabaseKept, KeyFault, Sealing, encrypt_database, rotate_database};
use crate::locks::Locks;
use crate::{Hub, HubFault, account};

/// What is of a person in the rows that were sent.
const MARKERS: [&str; 3] = ["Vexbridge", "VEXBRIDGE", "NP20 4UX"];

fn is_on_server(place: &Place) -> bool {
    place.hub.configuration.database.is_some()
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_of(&path) } else { vec![path] }).collect()
}

/// Files of the hub that hold one of the markers.
fn telling(hub: &Hub) -> Vec<PathBuf> {
    let tells = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap();
        MARKERS.iter().any(|marker| bytes.windows(marker.len()).any(|window| window == marker.as_bytes()))
    };
    files_of(&hub.folder).into_iter().filter(tells).collect()
}

/// What can be seen, and the ledger, which verifies.
async fn state(place: &Place) -> (Vec<String>, Vec<String>) {
    account::verify(&place.hub).await.unwrap();
    (place.visible().await, place.ledger().await.iter().map(|entry| entry.hash_text()).collect())
}

/// The hub as the next command opens it.
async fn reopened(place: Place) -> Place {
    let path = place.hub.folder.clone();
    place.hub.close().await;
    let (clock, ids, secrets) = (place.hub.clock.clone(), place.hub.ids.clone(), place.hub.secrets.clone());
    let hub = Hub::open(&path, clock, ids, secrets).await.unwrap();
    Place { folder: place.folder, hub }
}

async fn refused(place: &Place) -> HubFault {
    place.hub.close().await;
    let (clock, ids, secrets) = (place.hub.clock.clone(), place.hub.ids.clone(), place.hub.secrets.clone());
    Hub::open(&place.hub.folder, clock, ids, secrets).await.err().expect("it opens with a wrong key")
}

/// The hub is as it was, its ledger has gone on, and it takes another load.
async fn assert_same(place: &Place, before: &(Vec<String>, Vec<String>)) {
    let now = state(place).await;
    assert_eq!(now.0, before.0, "the same records");
    assert_eq!(now.1.get(..before.1.len()), Some(before.1.as_slice()), "the same ledger");
    place.load(FEED, &rows(1..21).replace(",North,", &format!(",Team {},", now.1.len()))).await;
}

/// A hub whose landed files are sealed, and whose database is in the clear, as hubs were before databases were sealed.
async fn database_in_the_clear() -> Place {
    let place = three_in_the_clear().await;
    keys::encrypt(&place.hub, ACTOR, &|_| ()).await.unwrap();
    place
}

async fn kept_now(place: &Place) -> (DatabaseKept, usize) {
    let shown = keys::show(&place.hub).await.unwrap();
    (shown.kept, shown.database.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_of_a_new_hub_tells_of_anybody_open_or_closed() {
    let place = three().await;
    if is_on_server(&place) {
        return;
    }
    assert!(place.hub.folder.join(format!("{DATABASE}-wal")).exists());
    assert!(telling(&place.hub).is_empty());
    place.hub.close().await;
    assert!(telling(&place.hub).is_empty());
    let place = reopened(place).await;
    assert_eq!((kept_now(&place).await, place.visible().await.len()), ((DatabaseKept::Sealed, 1), 21));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_the_clear_is_worked_with_and_told_and_then_sealed_with_all_that_is_in_it() {
    let place = three_in_the_clear().await;
    if is_on_server(&place) {
        return;
    }
    let fault = encrypt_database(&place.hub, ACTOR, &|_| ()).await.unwrap_err();
    assert!(matches!(fault, HubFault::Keys(KeyFault::Clear)), "{fault}");
    assert!(matches!(rotate_database(&place.hub, ACTOR, &|_| ()).await, Err(HubFault::Keys(KeyFault::DatabaseClear))));
    keys::encrypt(&place.hub, ACTOR, &|_| ()).await.unwrap();
    assert_eq!(kept_now(&place).await, (DatabaseKept::Clear, 0));
    assert!(telling(&place.hub).iter().all(|path| path.to_string_lossy().contains(DATABASE)));
    assert!(!telling(&place.hub).is_empty(), "else the test sees nothing");
    let before = state(&place).await;
    let sealed = encrypt_database(&place.hub, ACTOR, &|_| ()).await.unwrap().unwrap();
    assert!(sealed.rows > 20);
    let place = reopened(place).await;
    assert_eq!(kept_now(&place).await, (DatabaseKept::Sealed, 1));
    assert!(telling(&place.hub).is_empty());
    assert_eq!(place.actions().await[before.1.len()..], ["database key added", "database sealed"]);
    assert_same(&place, &before).await;
    assert_eq!(encrypt_database(&place.hub, ACTOR, &|_| ()).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_key_takes_the_place_of_the_first_and_that_is_gone() {
    let place = three().await;
    if is_on_server(&place) {
        return;
    }
    let (before, first) = (state(&place).await, keyring(&place.hub).named(Purpose::Database));
    let rotated = rotate_database(&place.hub, ACTOR, &|_| ()).await.unwrap();
    let place = reopened(place).await;
    let now = keyring(&place.hub).named(Purpose::Database);
    assert_eq!((now.len(), &now[0].id), (1, &rotated.key));
    assert_ne!(now[0].id, first[0].id);
    assert_same(&place, &before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_anywhere_it_opens_and_the_next_run_ends_it() {
    for is_sealed in [false, true] {
        let change = async |hub: &Hub, stop| match is_sealed {
            false => until(stop, async |tell| encrypt_database(hub, ACTOR, tell).await).await,
            true => until(stop, async |tell| rotate_database(hub, ACTOR, tell).await).await,
        };
        let mut stop = 1;
        loop {
            let place = if is_sealed { three().await } else { database_in_the_clear().await };
            if is_on_server(&place) {
                return;
            }
            let before = state(&place).await;
            let is_over = change(&place.hub, stop).await;
            let place = reopened(place).await;
            assert_same(&place, &before).await;
            let ran = change(&place.hub, 0).await;
            assert!(ran);
            let place = reopened(place).await;
            assert_eq!(kept_now(&place).await, (DatabaseKept::Sealed, 1), "stop {stop}");
            assert!(!place.hub.folder.join(format!("{DATABASE}.part")).exists());
            account::verify(&place.hub).await.unwrap();
            if is_over {
                break;
            }
            stop += 1;
        }
        assert!(stop > 2, "it was cut off {stop} times");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_behind_the_change_of_the_file_it_is_settled_by_the_next_command() {
    for is_sealed in [false, true] {
        let place = if is_sealed { three().await } else { database_in_the_clear().await };
        if is_on_server(&place) {
            return;
        }
        let before = state(&place).await;
        let (mut ring, master) = keys::unlock(&place.hub).unwrap();
        keys::database::add(&place.hub, &Locks::default(), &mut ring, &master, ACTOR).await.unwrap();
        let key = ring.open(Purpose::Database, &master).unwrap().pop();
        rewrite(&place.hub, key.as_ref(), &|_| ()).await.unwrap();
        let place = reopened(place).await;
        assert_eq!(place.hub.store.key(), key.map(|key| key.id()));
        assert_eq!(kept_now(&place).await.1, 1 + usize::from(is_sealed));
        place.hub.recover(ACTOR, &|_| ()).await.unwrap();
        assert_eq!(keyring(&place.hub).database, Sealing::Done);
        assert_eq!(kept_now(&place).await, (DatabaseKept::Sealed, 1));
        assert_same(&place, &before).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_somebody_has_it_open_nothing_is_changed() {
    let place = three().await;
    if is_on_server(&place) {
        return;
    }
    let (clock, ids, secrets) = (place.hub.clock.clone(), place.hub.ids.clone(), place.hub.secrets.clone());
    let served = Hub::open(&place.hub.folder, clock, ids, secrets).await.unwrap();
    let before = fs::read(place.hub.folder.join(DATABASE)).unwrap().len();
    let fault = rotate_database(&place.hub, ACTOR, &|_| ()).await.unwrap_err();
    assert!(matches!(fault, HubFault::Keys(KeyFault::DatabaseOpen)), "{fault}");
    assert!(fault.to_string().contains("dolen serve"));
    account::verify(&served).await.unwrap();
    assert!(fs::read(place.hub.folder.join(DATABASE)).unwrap().len() >= before);
    served.close().await;
    let place = reopened(place).await;
    rotate_database(&place.hub, ACTOR, &|_| ()).await.unwrap();
    assert_eq!(kept_now(&reopened(place).await).await, (DatabaseKept::Sealed, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_or_missing_key_is_told_with_its_id_and_what_to_do() {
    let (place, other) = (three().await, three().await);
    if is_on_server(&place) {
        return;
    }
    let ring = place.hub.folder.join(KEYRING);
    let own = fs::read(&ring).unwrap();
    let id = keyring(&place.hub).named(Purpose::Database)[0].id.clone();
    // Keys of the tests are counted: both hubs have the same, so that one gets another.
    rotate_database(&other.hub, ACTOR, &|_| ()).await.unwrap();
    fs::copy(other.hub.folder.join(KEYRING), &ring).unwrap();
    let told = refused(&place).await.to_string();
    let others = keyring(&other.hub).named(Purpose::Database)[0].id.clone();
    assert!(told.contains(&others) && told.contains("put back the `hub.keyring`"), "{told}");
    fs::remove_file(&ring).unwrap();
    let told = refused(&place).await.to_string();
    assert!(told.contains("`hub.keyring` is missing") && told.contains("database"), "{told}");
    fs::write(&ring, &own).unwrap();
    let clear = dolen_store::Store::open(&dolen_store::Home::inside(other.folder.path(), None)).await.unwrap();
    clear.close().await;
    let (file, aside) = (place.hub.folder.join(DATABASE), place.folder.path().join("aside"));
    fs::rename(&file, &aside).unwrap();
    fs::copy(other.folder.path().join(DATABASE), &file).unwrap();
    assert_eq!(kept(&file).unwrap(), Kept::Clear);
    let told = refused(&place).await;
    assert!(
        matches!(told, HubFault::Keys(KeyFault::NotTheDatabase { .. })) && told.to_string().contains(&id),
        "{told}"
    );
    assert_eq!(told.whose(), crate::Whose::Caller);
    fs::rename(&aside, &file).unwrap();
    account::verify(&reopened(place).await.hub).await.unwrap();
}
