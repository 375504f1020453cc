//! A match whose process lost its lock and does not know it, while another makes one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dolen_model::{CountingIds, FixedClock, counted_secrets};
use dolen_store::master::run;
use dolen_store::{LockName, StoreFault};
use tokio::sync::Notify;

use super::everything::Everything;
use super::loaded::{Loaded, NOW};
use super::region::{fill, region};
use crate::job::Held;
use crate::master::match_pending;
use crate::master::pending::{Phase, make};
use crate::testing::{self, side_by_side, wait_for};
use crate::{Hub, HubFault, NewDatabase, Progress, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_of_who_lost_the_lock_do_not_come_among_those_of_the_next_match() {
    let test = "rows_of_who_lost_the_lock_do_not_come_among_those_of_the_next_match";
    let region = region(5, 0.001);
    let undisturbed = fill(Loaded::new(FixedClock(NOW)).await, &region).await;
    match_pending(&undisturbed.hub, "tester", &|_| ()).await.unwrap();
    let wanted = Everything::current(&undisturbed.hub).await;
    for (lost_at, waits_at) in [
        (Phase::Begun, Stage::Write),
        (Phase::Linked, Stage::Merge),
        (Phase::Written(1), Stage::Recover),
        (Phase::Written(1), Stage::Merge),
        (Phase::Written(2), Stage::Write),
        (Phase::Complete, Stage::Recover),
    ] {
        let Some(url) = testing::server(test) else { return };
        let told = format!("lost at {lost_at:?}, the other waits at {waits_at:?}");
        let database = NewDatabase::at(&url, [9; 48]).unwrap();
        let loaded = fill(Loaded::on(Some(database), FixedClock(NOW), "").await, &region).await;
        let hub = &loaded.hub;
        let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(1_000_000)));
        let other = Hub::open(hub.folder(), clock, ids, counted_secrets(1_000_000)).await.unwrap();
        let (begin_again, is_waiting, is_over) = (Notify::new(), Notify::new(), Notify::new());
        let lost = |phase: Phase| {
            if phase == lost_at {
                wait_for(async {
                    testing::lose_locks(&url).await;
                    begin_again.notify_one();
                    is_waiting.notified().await;
                });
            }
            Ok(())
        };
        let first = async {
            let mut held = Held::new(hub.store.try_lock(LockName::Match).await.unwrap().unwrap());
            let outcome = make(hub, &mut held, "tester", &|_| (), &lost).await;
            is_over.notify_one();
            outcome
        };
        let has_waited = AtomicBool::new(false);
        let waits = |progress: Progress| {
            if progress.stage == waits_at && !has_waited.swap(true, Ordering::SeqCst) {
                is_waiting.notify_one();
                wait_for(is_over.notified());
            }
        };
        let second = async {
            begin_again.notified().await;
            other.recover("tester", &waits).await.unwrap().is_matched
        };
        let (outcome, is_matched) = side_by_side(first, second);
        assert!(is_matched && has_waited.into_inner(), "{told}");
        assert!(matches!(outcome, Err(HubFault::Store(StoreFault::Unreachable(_)))), "{told}: {outcome:?}");
        assert!(Everything::current(hub).await == wanted, "{told}");
        assert!(run::unfinished(&hub.store).await.unwrap().is_empty(), "{told}");
        assert!(!match_pending(hub, "tester", &|_| ()).await.unwrap().is_new, "{told}");
        other.close().await;
    }
}
