//! One of several servers leads, another takes over, and a match is made of what is pending.

use std::sync::Arc;
use std::time::Duration;

use dolen_model::PersonField::{BirthDate, FamilyName, GivenNames};
use dolen_model::{CountingIds, FixedClock, Timestamp, counted_secrets};

use super::{Leading, lead};
use crate::job::{self, Job, JobKind, JobState};
use crate::master::tests::{Loaded, NOW, row};
use crate::{Hub, master};

const AUTOMATIC: &str = "[matching]\nautomatic = true\n";

async fn loaded(configuration: &str) -> Loaded {
    let loaded = Loaded::configured(FixedClock(NOW), configuration).await;
    loaded.feed("adults", "council").await;
    publish(&loaded, "1", 0).await;
    loaded
}

/// Publishes a record so many microseconds later.
async fn publish(loaded: &Loaded, key: &str, later: i64) {
    let values = [(GivenNames, "Ceinwen"), (FamilyName, "Prydderch"), (BirthDate, "1980-01-02")];
    loaded.publish_at("adults", false, Timestamp(NOW.0 + later), vec![row(key, 2, &values)]).await;
}

/// Another process of the same hub, whose clock is so many microseconds later.
async fn another(loaded: &Loaded, later: i64) -> Hub {
    let home = loaded.folder.path().join("hub");
    let (clock, ids) = (FixedClock(Timestamp(NOW.0 + later)), CountingIds::starting_at(100_000));
    Hub::open(&home, Arc::new(clock), Arc::new(ids), counted_secrets(100_000)).await.unwrap()
}

async fn matches(hub: &Hub) -> Vec<Job> {
    let jobs = job::list(hub, 20).await.unwrap();
    jobs.into_iter().filter(|job| job.kind == JobKind::Match).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_leads_and_when_it_ends_another_does() {
    let loaded = loaded(AUTOMATIC).await;
    let other = another(&loaded, 0).await;
    let (mut first, mut second) = (Leading::default(), Leading::default());
    assert!(first.round(&loaded.hub, "one").await.unwrap());
    assert!(!second.round(&other, "other").await.unwrap());
    assert!(first.round(&loaded.hub, "one").await.unwrap());
    drop(first);
    assert!(second.round(&other, "other").await.unwrap());
    assert!(!Leading::default().round(&loaded.hub, "one").await.unwrap());
    assert_eq!(matches(&other).await.len(), 1, "both asked for one and the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_have_what_is_pending_matched_once() {
    let loaded = loaded(AUTOMATIC).await;
    let other = another(&loaded, 0).await;
    let matched = async {
        while matches(&other).await.iter().all(|job| job.state != JobState::Done) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let served = async |hub: &Hub, actor: &str| {
        tokio::join!(job::work(hub, actor), lead(hub, actor));
    };
    tokio::select! {
        () = served(&loaded.hub, "one") => unreachable!("it works for ever"),
        () = served(&other, "other") => unreachable!("it works for ever"),
        done = tokio::time::timeout(Duration::from_secs(60), matched) => done.expect("a match is made"),
    }
    assert!(!master::match_pending(&other, "tester", &|_| ()).await.unwrap().is_new, "nothing is pending");
    assert_eq!(matches(&other).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_being_told_to_no_server_leads() {
    let loaded = loaded("").await;
    tokio::time::timeout(Duration::from_secs(60), lead(&loaded.hub, "one")).await.expect("it ends at once");
    assert!(matches(&loaded.hub).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_match_that_somebody_ended_waits_for_the_next_load() {
    let loaded = loaded(AUTOMATIC).await;
    let hub = &loaded.hub;
    let mut leading = Leading::default();
    leading.round(hub, "one").await.unwrap();
    let asked = matches(hub).await;
    job::cancel(hub, &asked[0].job, "tester").await.unwrap();
    for _ in 0..2 {
        leading.round(hub, "one").await.unwrap();
        assert_eq!(matches(hub).await.len(), 1);
    }
    publish(&loaded, "2", 1).await;
    // Its clock has come to the load.
    leading.round(&another(&loaded, 2).await, "one").await.unwrap();
    assert_eq!(matches(hub).await.len(), 2);
}
