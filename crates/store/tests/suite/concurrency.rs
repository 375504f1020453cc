//! Several who work at one database.

use std::time::Duration;

use dolen_model::Timestamp;
use dolen_store::staging::Batch;
use dolen_store::{LockName, Notices, StoreFault, UnseenWork, job, ledger, portal_session, staging};
use futures_util::FutureExt as _;

use crate::home::{Home, Kind, is_there, on_both};
use crate::intake::place::{Place, enter, record, records};

on_both!(
    a_lock_is_one_holders_until_it_is_released,
    a_notice_is_heard,
    who_takes_rows_back_waits_for_those_who_still_write,
    who_decides_does_not_wait_for_the_end_of_rows_that_nobody_reads,
);

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(60);

/// Ends every other connection to a database.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";

async fn a_lock_is_one_holders_until_it_is_released(kind: Kind) {
    let home = Home::new(kind).await;
    let (one, other) = (home.open().await, home.open().await);
    let mut held = one.try_lock(LockName::Match).await.unwrap().unwrap();
    assert!(other.try_lock(LockName::Match).await.unwrap().is_none());
    assert!(one.lock(LockName::Match).await.unwrap().is_none(), "not twice in one process either");
    let feed = other.try_lock(LockName::Feed("match")).await.unwrap().expect("something else");
    held.check().await.unwrap();
    held.release().await;
    other.try_lock(LockName::Match).await.unwrap().expect("released").release().await;
    feed.release().await;
}

async fn a_notice_is_heard(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    let mut notices = Notices::of(&store).await.unwrap();
    let tell = async {
        let mut work = store.begin().await.unwrap();
        job::add(&mut work, "one", ("load", "load-1"), "local:ann", Timestamp(1)).await.unwrap();
        work.commit().await.unwrap();
    };
    let heard = async {
        tokio::time::timeout(LONG, notices.wait(2 * LONG)).await.expect("a notice");
    };
    tokio::join!(heard, tell);
}

async fn who_takes_rows_back_waits_for_those_who_still_write(kind: Kind) {
    let place = Place::new(kind).await;
    let load = place.land("a", Batch::default()).await;
    let mut writing = place.store.begin_unseen().await.unwrap();
    staging::write(&mut writing, load, &records(vec![record("r1", 1)])).await.unwrap();
    let waited = async {
        place.store.wait_for_unseen().await.unwrap();
        staging::count(&place.store, load).await.unwrap().records
    };
    let written = async {
        tokio::task::yield_now().await;
        writing.commit().await.unwrap();
    };
    let (seen, ()) = tokio::join!(waited, written);
    assert_eq!(seen, 1);
}

/// A file has one writer at a time.
async fn who_decides_does_not_wait_for_the_end_of_rows_that_nobody_reads(kind: Kind) {
    let place = Place::new(kind).await;
    let load = place.land("a", Batch::default()).await;
    // In the same process, and in another.
    for store in [place.store.clone(), place.open().await] {
        let mut writing = place.store.begin_unseen().await.unwrap();
        let decided = tokio::spawn(async move {
            let mut work = store.begin().await.unwrap();
            enter(&mut work).await;
            work.commit().await.unwrap();
        });
        let before = staging::count(&place.store, load).await.unwrap().records;
        let mut rows = before;
        while !decided.is_finished() {
            let more: Vec<_> = (rows..rows + 256).map(|line| record(&format!("r{line}"), line)).collect();
            rows += 256;
            staging::write(&mut writing, load, &records(more)).await.unwrap();
        }
        decided.await.unwrap();
        writing.commit().await.unwrap();
        assert_eq!(staging::count(&place.store, load).await.unwrap().records, rows, "every row is there");
    }
}

/// Where somebody who decides met who writes them: the next would else wait until all of them are on the disk. Where nobody did, the
/// decisions of a load itself are no reason to bring it to the disk in pieces.
#[tokio::test]
async fn in_a_file_rows_that_nobody_reads_are_kept_in_pieces_where_somebody_met_them() {
    const BATCHES: i64 = 400;
    let place = Place::new(Kind::File).await;
    let load = place.land("a", Batch::default()).await;
    let kept = async || staging::count(&place.store, load).await.unwrap().records;
    let mut writing = place.store.begin_unseen().await.unwrap();
    let mut written = 0;
    let mut write = async |writing: &mut UnseenWork| {
        let more: Vec<_> = (written..written + 256).map(|line| record(&format!("r{line}"), line)).collect();
        written += 256;
        staging::write(writing, load, &records(more)).await.unwrap();
        written
    };
    for _ in 0..BATCHES {
        write(&mut writing).await;
    }
    assert_eq!(kept().await, 0, "who landed the load met nobody");
    let decided = tokio::spawn({
        let store = place.store.clone();
        async move { enter(&mut store.begin().await.unwrap()).await }
    });
    while !decided.is_finished() {
        write(&mut writing).await;
    }
    decided.await.unwrap();
    let mut before = kept().await;
    for _ in 0..3 {
        let mut now = before;
        let from = write(&mut writing).await;
        while now == before {
            assert!(write(&mut writing).await < from + 256 * BATCHES, "nothing is kept before all is written");
            now = kept().await;
        }
        before = now;
    }
    let all = write(&mut writing).await;
    writing.commit().await.unwrap();
    assert_eq!(kept().await, all);
}

#[tokio::test]
async fn on_a_server_a_notice_of_another_process_is_heard() {
    if !is_there("on_a_server_a_notice_of_another_process_is_heard") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let (one, other) = (home.open().await, home.open().await);
    let mut notices = Notices::of(&one).await.unwrap();
    let mut work = other.begin().await.unwrap();
    job::add(&mut work, "one", ("load", "load-1"), "local:ann", Timestamp(1)).await.unwrap();
    work.commit().await.unwrap();
    tokio::time::timeout(LONG, notices.wait(2 * LONG)).await.expect("a notice");
}

#[tokio::test]
async fn on_a_server_one_listener_tells_the_rest_of_its_process() {
    if !is_there("on_a_server_one_listener_tells_the_rest_of_its_process") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let (one, other) = (home.open().await, home.open().await);
    let (mut listener, mut inside) = (Notices::of(&one).await.unwrap(), Notices::inside(&one));
    let mut work = other.begin().await.unwrap();
    job::add(&mut work, "one", ("load", "load-1"), "local:ann", Timestamp(1)).await.unwrap();
    work.commit().await.unwrap();
    let heard = async { tokio::join!(listener.wait(2 * LONG), inside.wait(2 * LONG)) };
    tokio::time::timeout(LONG, heard).await.expect("both hear it");
    // It does not hear itself.
    let again = tokio::time::timeout(std::time::Duration::from_millis(300), listener.wait(2 * LONG));
    assert!(again.await.is_err());
}

#[tokio::test]
async fn on_a_server_rows_that_nobody_reads_keep_nobody_waiting_who_decides() {
    if !is_there("on_a_server_rows_that_nobody_reads_keep_nobody_waiting_who_decides") {
        return;
    }
    let place = Place::new(Kind::Server).await;
    let load = place.land("a", Batch::default()).await;
    let mut writing = place.store.begin_unseen().await.unwrap();
    staging::write(&mut writing, load, &records(vec![record("r1", 1)])).await.unwrap();
    let decided = async {
        let mut work = place.store.begin().await.unwrap();
        enter(&mut work).await;
        work.commit().await.unwrap();
    };
    tokio::time::timeout(LONG, decided).await.expect("it does not wait for the rows");
    writing.commit().await.unwrap();
}

#[tokio::test]
async fn on_a_server_a_lock_whose_connection_is_lost_is_no_more_held() {
    if !is_there("on_a_server_a_lock_whose_connection_is_lost_is_no_more_held") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let store = home.open().await;
    let mut held = store.try_lock(LockName::Match).await.unwrap().unwrap();
    sqlx::raw_sql(CUT).execute(&mut home.connection().await).await.unwrap();
    assert!(matches!(held.check().await, Err(StoreFault::Unreachable(_))));
    store.try_lock(LockName::Match).await.unwrap().expect("free for another");
}

/// Whoever comes next has nothing of it.
#[tokio::test]
async fn on_a_server_connections_that_were_cut_while_they_rested_are_replaced() {
    if !is_there("on_a_server_connections_that_were_cut_while_they_rested_are_replaced") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let store = home.open().await;
    for _ in 0..2 {
        assert_eq!(ledger::last_sequence(&store).await.unwrap(), 0);
        let mut work = store.begin_unseen().await.unwrap();
        portal_session::see(&mut work, "nobody", Timestamp(1), Timestamp(1)).await.unwrap();
        work.commit().await.unwrap();
        sqlx::raw_sql(CUT).execute(&mut home.connection().await).await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// Its driver does not know that it was begun: whoever came next would be in it, and lose with it what he was told is kept.
#[tokio::test]
async fn on_a_server_a_transaction_that_was_given_up_while_it_began_is_nobodys() {
    if !is_there("on_a_server_a_transaction_that_was_given_up_while_it_began_is_nobodys") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let store = home.open().await;
    store.begin_unseen().await.unwrap().commit().await.unwrap();
    let mut administrator = home.connection().await;
    for polls in (1..200).chain((200..2_000).step_by(20)) {
        let mut begun = Box::pin(store.begin_unseen());
        for _ in 0..polls {
            if begun.as_mut().now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(begun);
        let left = async {
            let left = "SELECT COUNT(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
            while sqlx::query_scalar::<_, i64>(left).fetch_one(&mut administrator).await.unwrap() > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(5), left).await.expect("it is rolled back, or its connection closed");
    }
}
