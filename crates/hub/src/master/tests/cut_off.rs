//! A match that is cut off at any moment is taken back, and made again with the same result.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};

use dolen_model::{CountingIds, FixedClock, PersonField, counted_secrets};
use dolen_store::LockName;
use dolen_store::master::run;
use tempfile::TempDir;

use super::everything::{Everything, rows};
use super::loaded::{Loaded, NOW, row};
use super::region::{fill, region};
use crate::job::Held;
use crate::master::pending::{Phase, make, unstopped};
use crate::master::{judge, match_pending};
use crate::{Hub, HubFault};

/// How often a hub was opened: each process has ids of its own.
static OPENED: AtomicU64 = AtomicU64::new(1);

async fn open(folder: &Path) -> Hub {
    let ids = Arc::new(CountingIds::starting_at(OPENED.fetch_add(1, Ordering::Relaxed) * 1_000_000));
    Hub::open(folder, Arc::new(FixedClock(NOW)), ids, counted_secrets(9)).await.unwrap()
}

async fn lock(hub: &Hub) -> Held {
    Held::new(hub.store.try_lock(LockName::Match).await.unwrap().unwrap())
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.join("landing")).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A hub that was matched, got a delta and a judgement, and has that to be matched: the next run adds rows and ends rows.
struct Prepared {
    folder: TempDir,
    copies: AtomicU64,
}

impl Prepared {
    async fn new() -> Self {
        let region = region(5, 0.003);
        // In a file on any machine: it is copied, once for each moment.
        let loaded = fill(Loaded::on(None, FixedClock(NOW), "").await, &region).await;
        match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
        let before = Everything::current(&loaded.hub).await;
        let news = [
            (PersonField::GivenNames, "Ceinwen"),
            (PersonField::FamilyName, "Prydderch"),
            (PersonField::BirthDate, "1945-07-14"),
        ];
        loaded.publish("gororau-victims", false, vec![row("NEW/1", 1, &news), row("NEW/2", 2, &news)]).await;
        judge(&loaded.hub, &before.members[0].0, &before.members[9].0, true, "seen together", "steward").await.unwrap();
        let folder = TempDir::new().unwrap();
        let home = loaded.folder.path().join("hub");
        loaded.hub.close().await;
        copy(&home, &folder.path().join("hub"));
        Self { folder, copies: AtomicU64::new(0) }
    }

    fn copy(&self) -> PathBuf {
        let number = self.copies.fetch_add(1, Ordering::Relaxed);
        let to = self.folder.path().join(format!("copy-{number}"));
        copy(&self.folder.path().join("hub"), &to);
        to
    }

    /// Everything in the tables after a match that nothing disturbed, and the phases that it reached.
    async fn undisturbed(&self) -> (Vec<String>, Vec<Phase>) {
        let hub = open(&self.copy()).await;
        let phases = std::sync::Mutex::new(Vec::new());
        let report = make(&hub, &mut lock(&hub).await, "tester", &|_| (), &|phase| {
            phases.lock().unwrap().push(phase);
            Ok(())
        })
        .await
        .unwrap();
        assert!(report.is_new && report.run == 2, "{report:?}");
        (rows(&hub).await, phases.into_inner().unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_after_any_phase_it_comes_out_the_same() {
    let prepared = Prepared::new().await;
    let (undisturbed, phases) = prepared.undisturbed().await;
    assert!(phases.iter().filter(|phase| matches!(phase, Phase::Written(_))).count() > 5, "{phases:?}");
    assert!(undisturbed.iter().any(|row| row.starts_with("1 ")) && undisturbed.iter().any(|row| row.starts_with("2 ")));
    for stop in phases {
        let folder = prepared.copy();
        let hub = open(&folder).await;
        let before = Everything::current(&hub).await;
        let stopped = make(&hub, &mut lock(&hub).await, "tester", &|_| (), &|phase| match phase == stop {
            true => Err(HubFault::Internal("stopped".to_owned())),
            false => Ok(()),
        })
        .await;
        assert!(stopped.is_err());
        let is_published = stop == Phase::Published;
        assert_eq!(Everything::current(&hub).await == before, !is_published, "nobody sees half a match: {stop:?}");
        hub.close().await;

        let hub = open(&folder).await;
        let is_resumed = hub.recover("tester", &|_| ()).await.unwrap().is_matched;
        assert_eq!(is_resumed, !is_published, "{stop:?}");
        assert!(rows(&hub).await == undisturbed, "after {stop:?}");
        assert!(run::unfinished(&hub.store).await.unwrap().is_empty());
        assert!(!match_pending(&hub, "tester", &|_| ()).await.unwrap().is_new, "nothing is pending any more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn given_up_midway_it_comes_out_the_same() {
    let prepared = Prepared::new().await;
    let (undisturbed, _) = prepared.undisturbed().await;
    let mut ended = 0;
    for polls in [1, 2, 5, 20, 100, 400, 800, 1_200, 1_600, 2_000, 4_000] {
        let folder = prepared.copy();
        let hub = open(&folder).await;
        let mut lock = lock(&hub).await;
        let is_ended = give_up_after(polls, make(&hub, &mut lock, "tester", &|_| (), &unstopped)).await;
        drop(lock);
        ended += u32::from(is_ended);
        // The next match itself takes back what is left, without a recovery before it.
        let report = match_pending(&hub, "tester", &|_| ()).await.unwrap();
        assert_eq!(report.is_new, !is_ended, "{polls}");
        assert!(rows(&hub).await == undisturbed, "after {polls} polls");
    }
    assert!(ended < 11, "none was given up");
}

/// Drives a future some steps far and drops it; whether it ended before.
async fn give_up_after<T>(polls: u64, future: impl Future<Output = Result<T, HubFault>>) -> bool {
    let mut future = pin!(future);
    for _ in 0..polls {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            result.unwrap();
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_without_a_cut_off_match_is_not_matched_by_recovery() {
    let prepared = Prepared::new().await;
    let hub = open(&prepared.copy()).await;
    assert!(!hub.recover("tester", &|_| ()).await.unwrap().is_matched);
    assert_eq!(run::current(&hub.store).await.unwrap(), 1);
}
