//! What is begun under a lock that is lost with its connection.

use dolen_store::{HeldLock, LockName, Store, StoreFault, UnseenWork, lose_locks};

use crate::home::{Home, Kind, is_there};

async fn lose(home: &Home) {
    assert!(lose_locks(&home.administrator()).await.unwrap() > 0, "a lock is held");
}

async fn begin(store: &Store, held: &HeldLock) -> Result<UnseenWork, StoreFault> {
    let mut work = store.begin_unseen().await?;
    work.fence(held.fence()).await?;
    Ok(work)
}

async fn lock(store: &Store) -> Option<HeldLock> {
    store.try_lock(LockName::Match).await.unwrap()
}

#[tokio::test]
async fn in_a_file_a_lock_is_held_until_it_is_let_go_of() {
    let home = Home::new(Kind::File).await;
    let store = home.open().await;
    let held = lock(&store).await.unwrap();
    begin(&store, &held).await.unwrap().commit().await.unwrap();
}

#[tokio::test]
async fn on_a_server_who_lost_a_lock_begins_nothing_under_it_whoever_has_it_now() {
    if !is_there("on_a_server_who_lost_a_lock_begins_nothing_under_it_whoever_has_it_now") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let (one, other) = (home.open().await, home.open().await);
    let is_refused = async |held: &HeldLock| {
        let mut deciding = one.begin().await.unwrap();
        let decided = deciding.fence(held.fence()).await;
        drop(deciding);
        let told = [begin(&one, held).await.err(), decided.err()];
        told.iter().all(|told| matches!(told, Some(StoreFault::Unreachable(_)))) || {
            assert!(told.iter().all(Option::is_none), "{told:?}");
            false
        }
    };
    let first = lock(&one).await.unwrap();
    assert!(!is_refused(&first).await);
    lose(&home).await;
    assert!(is_refused(&first).await, "nobody has it");
    let second = lock(&other).await.unwrap();
    assert!(is_refused(&first).await, "another has it");
    assert!(!is_refused(&second).await);
    let feed = one.try_lock(LockName::Feed("a")).await.unwrap().unwrap();
    second.release().await;
    assert!(is_refused(&first).await, "nobody has it again");
    let third = lock(&one).await.unwrap();
    assert!(is_refused(&first).await, "the same process has it anew");
    assert!(!is_refused(&third).await && !is_refused(&feed).await);
}

#[tokio::test]
async fn on_a_server_who_takes_a_lock_over_has_it_once_nothing_is_open_that_was_begun_under_it() {
    if !is_there("on_a_server_who_takes_a_lock_over_has_it_once_nothing_is_open_that_was_begun_under_it") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let (one, other) = (home.open().await, home.open().await);
    let held = lock(&one).await.unwrap();
    let feed = one.try_lock(LockName::Feed("a")).await.unwrap().unwrap();
    let (writing, of_the_feed) = (begin(&one, &held).await.unwrap(), begin(&one, &feed).await.unwrap());
    lose(&home).await;
    assert!(lock(&other).await.is_none(), "somebody may still write");
    writing.commit().await.unwrap();
    let taken = lock(&other).await.expect("whoever writes under another lock is not waited for");
    of_the_feed.commit().await.unwrap();
    taken.release().await;
}
