//! Work that ends at any point is completed, with the same result.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use dolen_model::{CountingIds, FixedClock, counted_secrets};
use tokio::sync::Notify;

use super::support::{ACTOR, NOW, PERSONS, Place, load, rows, visible};
use crate::intake;
use crate::view::{LoadReport, LoadState};
use crate::{Hub, HubFault, Progress, Stage};

const FEED: &str = "cwm-derw-social-care";

/// Loads a file and lets go of the work when progress is told for the `stop`th time; `None` if it was let go.
async fn load_until(hub: &Hub, text: &str, stop: usize) -> Option<Result<LoadReport, HubFault>> {
    let (told, stopped) = (AtomicUsize::new(0), Notify::new());
    let tell = |_: Progress| {
        if told.fetch_add(1, Ordering::SeqCst) + 1 == stop {
            stopped.notify_one();
        }
    };
    tokio::select! {
        biased;
        () = stopped.notified() => None,
        report = load(hub, FEED, "extract.csv", text.as_bytes(), &tell) => Some(report),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_a_load_ends_early_opening_the_hub_completes_it_with_the_same_rows() {
    let text = rows(1..150);
    let undisturbed = Place::new(&[PERSONS]).await;
    undisturbed.load(FEED, &text).await;
    let wanted = undisturbed.visible().await;
    let (mut landed, mut half_staged) = (0, 0);
    for stop in 1.. {
        let place = Place::new(&[PERSONS]).await;
        let report = load_until(&place.hub, &text, stop).await;
        if report.is_some() {
            assert!(stop > 6, "only {stop} points were stopped at");
            break;
        }
        // A transaction that was on its way when the load was dropped may still end: it is looked at from the new opening on.
        let place = place.reopen("").await;
        let loads = intake::loads(&place.hub).await.unwrap();
        if loads.first().is_some_and(|load| load.state == LoadState::Published) {
            assert_eq!(place.visible().await, wanted, "stop {stop}");
            continue;
        }
        assert!(place.visible().await.is_empty(), "stop {stop}: rows of a load that has not ended are visible");
        landed += usize::from(loads.len() == 1);
        half_staged += usize::from(place.counts(1).await.records > 0);
        let recovered = place.hub.recover_loads().await;
        if loads.is_empty() {
            // Nothing is on record, and nothing of the copy stays.
            assert!(recovered.is_empty() && place.visible().await.is_empty(), "stop {stop}");
            assert_eq!(fs::read_dir(place.hub.landing()).unwrap().count(), 0, "stop {stop}");
            place.load(FEED, &text).await;
        } else {
            assert_eq!(recovered, [1], "stop {stop}");
        }
        assert_eq!(place.visible().await, wanted, "stop {stop}");
        assert_eq!(place.actions().await[2..], ["landed", "published"].map(String::from), "stop {stop}");
    }
    assert!(landed >= 3 && half_staged >= 2, "stopped after landing {landed} times, while staging {half_staged} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn loading_the_file_again_completes_an_interrupted_load() {
    let text = rows(1..150);
    let place = Place::new(&[PERSONS]).await;
    let stopped = load_until(&place.hub, &text, 5).await;
    assert!(stopped.is_none(), "{stopped:?}");
    assert_eq!(intake::loads(&place.hub).await.unwrap()[0].state, LoadState::Landed);
    let report = place.load(FEED, &text).await;
    assert_eq!((report.summary.sequence, report.summary.state), (1, LoadState::Published));
    assert_eq!(place.visible().await.len(), 149);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_cut_off_keeps_the_contract_it_was_landed_under() {
    let text = rows(1..150);
    let place = Place::new(&[PERSONS]).await;
    let stopped = load_until(&place.hub, &text, 4).await;
    assert!(stopped.is_none(), "{stopped:?}");
    let changed = PERSONS.replace("ISP-CD-2026-01", "ISP-CD-2027-01");
    intake::add_feed(&place.hub, "contract.toml", &changed, ACTOR).await.unwrap();
    assert_eq!(place.hub.recover_loads().await, [1]);
    assert_eq!(intake::report(&place.hub, "1").await.unwrap().agreement, "ISP-CD-2026-01");
}

#[tokio::test(flavor = "multi_thread")]
async fn landed_bytes_that_are_missing_or_damaged_are_told_once_and_mended_by_the_file() {
    for (what, harm) in [
        ("missing", (|path| fs::remove_file(path)) as fn(&std::path::Path) -> std::io::Result<()>),
        ("damaged", |path| fs::write(path, "CASE_NO,SURNAME\nC1,Somebody else\n")),
    ] {
        let text = rows(1..150);
        let place = Place::new(&[PERSONS]).await;
        let stopped = load_until(&place.hub, &text, 4).await;
        assert!(stopped.is_none(), "{stopped:?}");
        let sha256 = place.stored("1").await.sha256;
        harm(&place.hub.landing().join(&sha256)).unwrap();
        assert!(place.hub.recover_loads().await.is_empty());
        let report = intake::report(&place.hub, "1").await.unwrap();
        assert_eq!(report.summary.state, LoadState::Landed);
        let told = format!("could not be read to its end: the landed bytes of load 1 are {what}: load the file again");
        assert_eq!(report.reasons[0].en, told);
        let welsh = if what == "missing" { "llwyth 1, fel y'u derbyniwyd, ar goll" } else { "wedi'u difrodi" };
        assert!(report.reasons[0].cy.contains(welsh), "{:?}", report.reasons);
        // The second opening does not try again.
        let reads = AtomicUsize::new(0);
        let count = |progress: Progress| {
            reads.fetch_add(usize::from(progress.stage == Stage::Read), Ordering::SeqCst);
        };
        assert!(place.hub.recover(ACTOR, &count).await.unwrap().loads.is_empty());
        assert_eq!(reads.into_inner(), 0);
        let report = place.load(FEED, &text).await;
        assert_eq!((report.summary.sequence, report.summary.state), (1, LoadState::Published));
        assert_eq!(place.visible().await.len(), 149);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_cannot_be_read_does_not_keep_the_next_from_coming_up() {
    let place = Place::new(&[PERSONS]).await;
    let stopped = load_until(&place.hub, &rows(1..150), 4).await;
    assert!(stopped.is_none(), "{stopped:?}");
    let stopped = load_until(&place.hub, &rows(1..160), 4).await;
    assert!(stopped.is_none(), "{stopped:?}");
    fs::remove_file(place.hub.landing().join(place.stored("1").await.sha256)).unwrap();
    assert_eq!(place.hub.recover_loads().await, [2]);
    intake::discard(&place.hub, "1", "sent again", ACTOR).await.unwrap();
    assert_eq!(place.counts(1).await.records, 0);
    assert_eq!(place.visible().await.len(), 159);
}

#[tokio::test(flavor = "multi_thread")]
async fn interrupted_loads_are_completed_in_the_order_of_their_landing() {
    let place = Place::new(&[PERSONS]).await;
    let (older, newer) = (rows(1..150), rows(1..160));
    let stopped = load_until(&place.hub, &older, 5).await;
    assert!(stopped.is_none(), "{stopped:?}");
    let stopped = load_until(&place.hub, &newer, 5).await;
    assert!(stopped.is_none(), "{stopped:?}");
    assert_eq!(place.hub.recover_loads().await, [1, 2]);
    assert_eq!(place.visible().await.len(), 159);
    let report = intake::report(&place.hub, "2").await.unwrap();
    assert_eq!(report.measures[0].previous, Some(149.0), "it was not held against the one before");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postcode_directory_that_is_not_there_is_the_operators_to_mend() {
    let place = Place::new(&[PERSONS]).await.reopen("[postcodes]\ndirectory = \"onspd.csv\"\n").await;
    let fault = place.try_load(FEED, "extract.csv", &rows(1..4)).await.unwrap_err();
    assert!(fault.to_string().contains("onspd.csv"), "{fault}");
    assert!(place.hub.recover_loads().await.is_empty());
    let directory = "pcd7,pcd8,pcds,dointr,doterm\nNP204UX,NP20 4UX,NP20 4UX,199001,201506\n";
    fs::write(place.hub.folder().join("onspd.csv"), directory).unwrap();
    assert_eq!(place.hub.recover_loads().await, [1]);
    let report = intake::report(&place.hub, "1").await.unwrap();
    let told: Vec<(&str, u64)> = report.rules.iter().map(|count| (count.rule.as_str(), count.count)).collect();
    assert_eq!(told, [("postcode-terminated", 3)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_see_nothing_of_a_load_and_then_all_of_it_and_wait_for_none() {
    let place = Place::new(&[PERSONS]).await;
    place.load(FEED, &rows(1..300)).await;
    let (clock, ids) = (Arc::new(FixedClock(NOW)), Arc::new(CountingIds::default()));
    let reader = Hub::open(place.hub.folder(), clock, ids, counted_secrets(9)).await.unwrap();
    let (looks, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let (looked, over) = (Arc::clone(&looks), Arc::clone(&is_over));
    let watching = tokio::spawn(async move {
        let mut seen = Vec::new();
        while !over.load(Ordering::SeqCst) {
            seen.push(visible(&reader).await.len());
            looked.fetch_add(1, Ordering::SeqCst);
        }
        reader.close().await;
        seen
    });
    // Between two batches somebody looks, or the load does not go on.
    let wait_for_a_look = |progress: Progress| {
        let before = looks.load(Ordering::SeqCst);
        while progress.stage == Stage::Read && looks.load(Ordering::SeqCst) < before + 2 {
            std::thread::yield_now();
        }
    };
    let report = load(&place.hub, FEED, "next.csv", rows(1..340).as_bytes(), &wait_for_a_look).await.unwrap();
    assert_eq!(report.summary.state, LoadState::Published);
    is_over.store(true, Ordering::SeqCst);
    let seen = watching.await.unwrap();
    assert!(seen.len() > 10, "{seen:?}");
    assert!(seen.iter().all(|count| [299, 339].contains(count)), "a reader saw half a load: {seen:?}");
    assert!(seen.is_sorted(), "{seen:?}");
}

impl Hub {
    /// What opening the hub does for loads.
    async fn recover_loads(&self) -> Vec<i64> {
        self.recover(ACTOR, &|_| ()).await.unwrap().loads
    }
}
