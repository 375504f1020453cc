//! A load whose process lost its lock and does not know it, while another reads the same file.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dolen_model::{CountingIds, FixedClock, counted_secrets};
use dolen_store::StoreFault;
use tokio::sync::Notify;

use super::support::{ACTOR, NOW, PERSONS, Place, load, rows};
use crate::job::{JobState, list};
use crate::testing::{side_by_side, wait_for};
use crate::view::LoadState;
use crate::{Hub, HubFault, NewDatabase, Progress, Stage, intake, testing};

const FEED: &str = "cwm-derw-social-care";

/// The hub as another process has it.
async fn other(place: &Place) -> Hub {
    let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::starting_at(1_000)));
    Hub::open(place.hub.folder(), clock, ids, counted_secrets(1_000_000)).await.unwrap()
}

/// Tells, and waits, at the `at`th time that a file is told to be read on.
fn at_batch(at: usize, then: impl Fn() + Sync) -> impl Fn(Progress) + Sync {
    let told = AtomicUsize::new(0);
    move |progress: Progress| {
        if progress.stage == Stage::Read && told.fetch_add(1, Ordering::SeqCst) + 1 == at {
            then();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_of_who_lost_the_lock_do_not_come_among_those_of_who_has_it() {
    let test = "rows_of_who_lost_the_lock_do_not_come_among_those_of_who_has_it";
    let text = rows(1..150);
    let undisturbed = Place::new(&[PERSONS]).await;
    undisturbed.load(FEED, &text).await;
    let wanted = undisturbed.visible().await;
    // The last of them is after the last batch.
    for (lost_at, waits_at) in [(1, 1), (2, 4), (5, 3), (5, 9), (9, 2)] {
        let Some(url) = testing::server(test) else { return };
        let told = format!("lost at {lost_at}, the other waits at {waits_at}");
        let place = Place::on(Some(NewDatabase::at(&url, [9; 48]).unwrap()), &[PERSONS]).await;
        let other = other(&place).await;
        let (begin_again, is_waiting, is_over) = (Notify::new(), Notify::new(), Notify::new());
        let lost = at_batch(lost_at, || {
            wait_for(async {
                testing::lose_locks(&url).await;
                begin_again.notify_one();
                is_waiting.notified().await;
            });
        });
        let first = async {
            let outcome = load(&place.hub, FEED, "extract.csv", text.as_bytes(), &lost).await;
            is_over.notify_one();
            outcome
        };
        let waits = at_batch(waits_at, || {
            is_waiting.notify_one();
            wait_for(is_over.notified());
        });
        let second = async {
            begin_again.notified().await;
            other.recover(ACTOR, &waits).await.unwrap().loads
        };
        let (outcome, recovered) = side_by_side(first, second);
        assert!(matches!(outcome, Err(HubFault::Store(StoreFault::Unreachable(_)))), "{told}: {outcome:?}");
        assert_eq!(recovered, [1], "{told}");
        let report = intake::report(&place.hub, "1").await.unwrap();
        assert_eq!((report.summary.state, report.reasons.len()), (LoadState::Published, 0), "{told}");
        assert_eq!(place.visible().await, wanted, "{told}");
        let jobs = list(&place.hub, 5).await.unwrap();
        let states: Vec<_> = jobs.iter().map(|job| (job.state, job.attempts)).collect();
        assert_eq!(states, [(JobState::Done, 2)], "{told}");
        other.close().await;
    }
}
