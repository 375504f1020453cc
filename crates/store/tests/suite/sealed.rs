//! A file is sealed on every connection, opens with its own key alone, and can be held by one.

use std::path::Path;

use dolen_ledger::hexadecimal;
use dolen_seal::Key;
use dolen_store::{Home as StoreHome, Kept, Store, StoreFault, kept, key_of, setting};

use crate::home::{Home, KEY, Kind};

const OTHER: Key = Key::new([0x33; 32]);
const MARKER: &str = "Gwenllian Trawsgoed-Vexbridge";

async fn write(store: &Store, value: &str) {
    let mut work = store.begin().await.unwrap();
    setting::set(&mut work, "marker", value).await.unwrap();
    work.commit().await.unwrap();
}

/// Files of a folder in which the marker stands.
fn holding(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();
        if bytes.windows(MARKER.len()).any(|window| window == MARKER.as_bytes()) {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found
}

#[tokio::test]
async fn nothing_that_was_written_stands_in_any_file_and_in_the_clear_it_would() {
    for (key, is_sealed) in [(Some(KEY), true), (None, false)] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&StoreHome::inside(folder.path(), key)).await.unwrap();
        write(&store, MARKER).await;
        assert!(folder.path().join("dolen.sqlite-wal").exists());
        assert_eq!(holding(folder.path()).is_empty(), is_sealed, "in the log: {:?}", holding(folder.path()));
        store.close().await;
        assert_eq!(holding(folder.path()).is_empty(), is_sealed, "in the file: {:?}", holding(folder.path()));
        let file = folder.path().join("dolen.sqlite");
        assert_eq!(kept(&file).unwrap(), if is_sealed { Kept::Sealed } else { Kept::Clear });
    }
}

#[tokio::test]
async fn only_its_own_key_opens_a_file_and_a_fault_shows_none() {
    let folder = tempfile::tempdir().unwrap();
    let open = async |key: Option<Key>| Store::open(&StoreHome::inside(folder.path(), key)).await;
    let store = open(Some(KEY)).await.unwrap();
    write(&store, MARKER).await;
    store.close().await;
    for wrong in [Some(OTHER), None] {
        let fault = open(wrong).await.unwrap_err();
        assert!(matches!(fault, StoreFault::OtherKey) && fault.is_callers(), "{fault:?}");
        assert!(!format!("{fault:?} {fault}").contains(&hexadecimal(OTHER.expose())));
    }
    let file = folder.path().join("dolen.sqlite");
    assert_eq!(key_of(&file, &[KEY, OTHER]).await.unwrap(), Some(&KEY));
    assert!(matches!(key_of(&file, &[OTHER]).await, Err(StoreFault::OtherKey)));
    let store = open(Some(KEY)).await.unwrap();
    assert_eq!(setting::get(&store, "marker").await.unwrap().as_deref(), Some(MARKER));
    assert_eq!(store.key(), Some(KEY.id()));
    let shown = format!("{store:?} {:?}", StoreHome::inside(folder.path(), Some(KEY)));
    assert!(!shown.contains(&hexadecimal(KEY.expose())), "{shown}");
}

#[tokio::test]
async fn the_cipher_is_there_and_the_store_makes_checkpoints_itself() {
    let home = Home::new(Kind::File).await;
    home.open().await.close().await;
    let mut connection = home.file().await;
    let version: String = sqlx::query_scalar("PRAGMA cipher_version").fetch_one(&mut connection).await.unwrap();
    assert!(version.starts_with("4."), "{version}");
    let sqlite: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut connection).await.unwrap();
    assert_eq!(sqlite, "3.50.4", "from 3.51.3 on checkpoints may be SQLite's own again: see `database/sqlite/log`");
}

#[tokio::test]
async fn one_holds_a_file_when_nobody_else_has_it_open() {
    let home = Home::new(Kind::File).await;
    let (one, other) = (home.open().await, home.open().await);
    write(&one, MARKER).await;
    assert!(one.close_and_hold().await.unwrap().is_none());
    write(&other, "and goes on").await;
    let held = other.close_and_hold().await.unwrap().unwrap();
    assert!(matches!(Store::open(&home.place().await).await, Err(StoreFault::Sealing)));
    held.let_go().await;
    assert_eq!(setting::get(&home.open().await, "marker").await.unwrap().as_deref(), Some("and goes on"));
}

/// Which of the processes that the test starts of itself this is.
const ONE_OF_THEM: &str = "DOLEN_TEST_FIRST_CONNECTIONS";
/// Processes; of many a few met what this test is about, in a version that did nothing against it.
const PROCESSES: usize = 20;
/// Files that a process opens at once.
const FILES: usize = 8;

#[test]
fn a_process_that_opens_several_files_at_once_opens_each_with_its_key() {
    if std::env::var_os(ONE_OF_THEM).is_some() {
        return open_at_once();
    }
    let this = std::env::current_exe().unwrap();
    for number in 0..PROCESSES {
        let mut again = std::process::Command::new(&this);
        again.args(["--exact", "sealed::a_process_that_opens_several_files_at_once_opens_each_with_its_key"]);
        let ended = again.env(ONE_OF_THEM, "1").output().unwrap();
        let said = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success() && said.contains("1 passed"), "process {number}: {said}");
    }
}

/// Before anything else was opened in this process.
fn open_at_once() {
    let together = std::sync::Barrier::new(FILES);
    let open = || {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        together.wait();
        runtime.block_on(async {
            let home = StoreHome::inside(folder.path(), Some(KEY));
            Store::open(&home).await.unwrap().close().await;
        });
    };
    std::thread::scope(|scope| (0..FILES).for_each(|_| drop(scope.spawn(open))));
}
