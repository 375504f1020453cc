//! From the entry on that says that the hub moves, nothing is written where it was, and everything is read.

use dolen_ledger::{Draft, Verb};
use dolen_model::Timestamp;
use dolen_store::archive::{Ended, end_of_file, end_of_server};
use dolen_store::{LockName, MOVES, Store, StoreFault, Work, ledger, load, moving};

use crate::home::{Home, KEY, Kind, on_both};
use crate::intake::place::Place;

on_both!(where_a_hub_moves_from_is_read_and_not_written, how_a_database_ends_is_told);

fn draft(action: &str) -> Draft {
    Draft {
        verb: Verb::Alteration,
        actor: "local:ann".to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: None,
        detail: serde_json::json!({ "action": action, "to": "the other place" }),
    }
}

async fn enter(mut work: Work, action: &str) {
    work.enter(draft(action), [1; 16], Timestamp(i64::MAX / 2)).await.unwrap();
    work.commit().await.unwrap();
}

async fn is_refused(store: &Store) -> bool {
    let (decided, unseen) = (store.begin().await.err(), store.begin_unseen().await.err());
    let is_moved = |fault: &StoreFault| {
        assert!(fault.is_callers() && fault.to_string().contains("the other place"), "{fault}");
        matches!(fault, StoreFault::Moved { .. })
    };
    assert_eq!(decided.is_some(), unseen.is_some(), "both or none");
    decided.is_some_and(|fault| is_moved(&fault)) && unseen.is_some_and(|fault| is_moved(&fault))
}

async fn where_a_hub_moves_from_is_read_and_not_written(kind: Kind) {
    let place = Place::new(kind).await;
    let store = &place.store;
    // What somebody writes of a hub that moves is no entry that says so.
    enter(store.begin().await.unwrap(), "a steward wrote: hub moves").await;
    assert!(!is_refused(store).await && moving(store).await.unwrap().is_none());
    enter(store.begin().await.unwrap(), MOVES).await;
    assert!(is_refused(store).await);
    assert_eq!(moving(store).await.unwrap().unwrap().to, "the other place");
    assert!(load::all(store).await.unwrap().is_empty());
    ledger::walk::<StoreFault>(store, |_| Ok(())).await.unwrap();
    enter(store.begin_although_it_moves().await.unwrap(), "move given up").await;
    assert!(!is_refused(store).await);
}

async fn how_a_database_ends_is_told(kind: Kind) {
    let home = Home::at(kind, dolen_store::MIGRATIONS.len()).await;
    let file = home.place().await.folder.join("dolen.sqlite");
    let end = async || match kind {
        Kind::File => end_of_file(&file, &[KEY]).await.unwrap(),
        Kind::Server => end_of_server(&home.administrator()).await.unwrap(),
    };
    assert_eq!(end().await, None);
    let store = home.open().await;
    assert_eq!(end().await, None, "a hub without an entry");
    enter(store.begin().await.unwrap(), "anything").await;
    let ended = end().await.unwrap();
    assert_eq!((ended.head.sequence, &ended.moves_to), (1, &None));
    enter(store.begin().await.unwrap(), MOVES).await;
    let kept = ledger::read_head(store.head_file()).unwrap().unwrap();
    let Ended { head, moves_to } = end().await.unwrap();
    assert_eq!((head.sequence, head.hash, moves_to.as_deref()), (2, kept.hash, Some("the other place")));
    // Held in the folder, wherever the database is.
    let held = store.try_lock(LockName::Copy).await.unwrap().unwrap();
    assert!(file.with_file_name("locks").join("copy.lock").exists());
    assert!(store.try_lock(LockName::Copy).await.unwrap().is_none());
    held.release().await;
}
