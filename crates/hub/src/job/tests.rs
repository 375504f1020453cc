//! Jobs on hubs with loads and matches.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dolen_model::FixedClock;
use dolen_model::PersonField::{BirthDate, FamilyName, GivenNames};
use dolen_store::master::run;
use dolen_store::{StoreFault, job as stored, ledger};

use super::{Job, JobKind, JobState, cancel, find, list, retry};
use crate::master::tests::{Loaded, NOW, row};
use crate::master::{MatchReport, match_pending, queue, walk_records};
use crate::{HubFault, NewDatabase, Progress, Stage, master, testing};

async fn two() -> Loaded {
    filled(Loaded::new(FixedClock(NOW)).await).await
}

async fn filled(loaded: Loaded) -> Loaded {
    loaded.feed("adults", "council").await;
    let person = |key: &str, given: &str| {
        row(key, 1, &[(GivenNames, given), (FamilyName, "Prydderch"), (BirthDate, "1980-01-02")])
    };
    loaded.publish("adults", true, vec![person("1", "Ceinwen"), person("2", "Olwen")]).await;
    loaded
}

async fn matches(loaded: &Loaded) -> Vec<Job> {
    let jobs = list(&loaded.hub, 20).await.unwrap();
    jobs.into_iter().filter(|job| job.kind == JobKind::Match).collect()
}

/// How many records have a golden record.
async fn placed(loaded: &Loaded) -> usize {
    let mut placed = 0;
    let each = |place: crate::master::RecordPlace| {
        placed += usize::from(place.golden.is_some());
        Ok::<(), HubFault>(())
    };
    walk_records(&loaded.hub, each).await.unwrap();
    placed
}

/// A match that asks for something else once it writes, and goes on after that.
async fn match_and<F: Future<Output = ()>>(
    loaded: &Loaded,
    other: impl Fn() -> F + Sync,
) -> Result<MatchReport, HubFault> {
    let runtime = tokio::runtime::Handle::current();
    let is_asked = AtomicBool::new(false);
    let tell = |progress: Progress| {
        if progress.stage == Stage::Merge && !is_asked.swap(true, Ordering::SeqCst) {
            tokio::task::block_in_place(|| runtime.block_on(other()));
        }
    };
    match_pending(&loaded.hub, "tester", &tell).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_match_is_a_job_that_is_done() {
    let loaded = two().await;
    match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    let jobs = matches(&loaded).await;
    assert_eq!(jobs.iter().map(|job| (job.state, job.attempts)).collect::<Vec<_>>(), [(JobState::Done, 1)]);
    assert!(jobs[0].ended_at.is_some() && jobs[0].failure.is_none());
    match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    assert_eq!(matches(&loaded).await.len(), 1, "where nothing is pending there is no job");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_to_a_server_is_done_by_it() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let id = queue(hub, "tester").await.unwrap();
    assert_eq!(queue(hub, "tester").await.unwrap(), id, "asked for twice it is one");
    hub.recover("tester", &|_| ()).await.unwrap();
    assert_eq!(matches(&loaded).await[0].state, JobState::Waiting, "an opening leaves it to the server");
    assert_eq!(served(&loaded, [&id]).await[0].state, JobState::Done);
    assert_eq!(placed(&loaded).await, 2);
}

/// Lets a server work until jobs have ended. It is one server for all of them: what is taken by one that is stopped waits for a
/// time that never comes where the clock stands.
async fn served<const N: usize>(loaded: &Loaded, ids: [&str; N]) -> [Job; N] {
    let ended = async {
        let mut jobs = Vec::new();
        for id in ids {
            jobs.push(ended(loaded, id).await);
        }
        jobs.try_into().unwrap()
    };
    tokio::select! {
        () = super::work(&loaded.hub, "server") => unreachable!("it works for ever"),
        jobs = ended => jobs,
    }
}

async fn ended(loaded: &Loaded, id: &str) -> Job {
    let ended = async {
        loop {
            let job = find(&loaded.hub, id).await.unwrap();
            if job.ended_at.is_some() {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    // Far longer than any of them takes: a job that never ends is told as that.
    let ended = tokio::time::timeout(Duration::from_secs(120), ended).await;
    match ended {
        Ok(job) => job,
        Err(_) => panic!("{id} does not end: {:?}", find(&loaded.hub, id).await),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_refused_before_it_begins_fails_with_its_reason() {
    let loaded = two().await;
    let hub = &loaded.hub;
    match_pending(hub, "tester", &|_| ()).await.unwrap();
    let mut work = hub.store.begin().await.unwrap();
    let run = run::find(&hub.store, 1).await.unwrap().unwrap();
    run::publish(&mut work, &run::StoredRun { figures: Some("no figures".to_owned()), ..run }).await.unwrap();
    stored::add(&mut work, "of no load", ("load", "gone"), "tester", NOW).await.unwrap();
    work.commit().await.unwrap();
    let id = queue(hub, "tester").await.unwrap();
    let words = ["the figures of a run cannot be read", "there is no load `gone`"];
    for (job, words) in served(&loaded, [&id, "of no load"]).await.into_iter().zip(words) {
        assert_eq!((job.state, job.attempts), (JobState::Failed, 1), "{}", job.job);
        let failure = job.failure.unwrap();
        assert!(failure.what.en.contains(words), "{failure:?}");
        assert!(!failure.what.cy.is_empty() && !failure.mend.cy.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_with_nothing_to_do_is_done() {
    let loaded = two().await;
    match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    let id = queue(&loaded.hub, "tester").await.unwrap();
    assert_eq!(served(&loaded, [&id]).await[0].state, JobState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_somebody_ended_makes_nothing_visible_and_can_be_asked_for_again() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let ended = match_and(&loaded, async || {
        let id = matches(&loaded).await[0].job.clone();
        assert!(cancel(hub, &id, "steward").await.unwrap().is_ending);
        // Longer than the job goes on without asking.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
    })
    .await;
    // Where it came to its end before it asked, it could not be ended any more.
    if ended.is_ok() || matches!(ended, Err(HubFault::JobEnded(_))) {
        assert_eq!(placed(&loaded).await, 2);
        return;
    }
    assert!(matches!(ended, Err(HubFault::Cancelled)), "{ended:?}");
    assert_eq!(matches(&loaded).await[0].state, JobState::Cancelled);
    assert_eq!(placed(&loaded).await, 0);
    assert!(!hub.recover("tester", &|_| ()).await.unwrap().is_matched, "it is not begun again by itself");
    match_pending(hub, "tester", &|_| ()).await.unwrap();
    assert_eq!(placed(&loaded).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_whose_job_was_begun_again_makes_nothing_visible() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let outcome = match_and(&loaded, async || {
        // As another process does that took this one for dead.
        let id = matches(&loaded).await[0].job.clone();
        let mut work = hub.store.begin().await.unwrap();
        stored::claim(&mut work, &id, "another process", NOW).await.unwrap().unwrap();
        work.commit().await.unwrap();
    })
    .await;
    assert!(matches!(outcome, Err(HubFault::TakenOver)), "{outcome:?}");
    assert_eq!(placed(&loaded).await, 0);
    assert_eq!(matches(&loaded).await[0].state, JobState::Working, "the other one's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_was_kept_is_nobody_elses_where_something_fails_behind_it() {
    let loaded = two().await;
    let store = &loaded.hub.store;
    let outcome = match_and(&loaded, async || {
        // In the way of the file that keeps the head of the ledger.
        let next = ledger::last_sequence(store).await.unwrap() + 1;
        std::fs::create_dir(store.head_file().with_extension(format!("next-{next}"))).unwrap();
    })
    .await;
    assert!(matches!(outcome, Err(HubFault::Store(StoreFault::File { .. }))), "{outcome:?}");
    assert_eq!(matches(&loaded).await[0].state, JobState::Done);
    assert_eq!(placed(&loaded).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_lost_its_lock_and_was_asked_to_end_does_not_come_back() {
    let Some(url) = testing::server("a_job_that_lost_its_lock_and_was_asked_to_end_does_not_come_back") else { return };
    let database = NewDatabase::at(&url, [9; 48]).unwrap();
    let loaded = filled(Loaded::on(Some(database), FixedClock(NOW), "").await).await;
    let hub = &loaded.hub;
    let outcome = match_and(&loaded, async || {
        testing::lose_locks(&url).await;
        let id = matches(&loaded).await[0].job.clone();
        assert!(cancel(hub, &id, "steward").await.unwrap().is_ending);
    })
    .await;
    assert!(matches!(outcome, Err(HubFault::Store(StoreFault::Unreachable(_)))), "{outcome:?}");
    for _ in 0..2 {
        assert!(!hub.recover("tester", &|_| ()).await.unwrap().is_matched);
        let states: Vec<JobState> = matches(&loaded).await.iter().map(|job| job.state).collect();
        assert_eq!((states, placed(&loaded).await), (vec![JobState::Cancelled], 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_process_ended_is_completed_by_the_next_opening() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let is_writing = tokio::sync::Notify::new();
    let tell = |progress: Progress| {
        if progress.stage == Stage::Merge {
            is_writing.notify_one();
        }
    };
    tokio::select! {
        _ = match_pending(hub, "tester", &tell) => {}
        () = is_writing.notified() => {}
    }
    if matches(&loaded).await[0].state == JobState::Done {
        return;
    }
    assert_eq!(matches(&loaded).await[0].state, JobState::Working, "as the process left it");
    assert!(hub.recover("tester", &|_| ()).await.unwrap().is_matched);
    let jobs = matches(&loaded).await;
    assert_eq!(jobs.iter().map(|job| (job.state, job.attempts)).collect::<Vec<_>>(), [(JobState::Done, 2)]);
    assert_eq!(placed(&loaded).await, 2);
}

/// It was looked for before, and something else was carried out first.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_somebody_ended_before_its_turn_came_is_not_carried_out() {
    for is_begun in [false, true] {
        let loaded = two().await;
        let hub = &loaded.hub;
        let id = queue(hub, "tester").await.unwrap();
        if is_begun {
            let mut work = hub.store.begin().await.unwrap();
            stored::claim(&mut work, &id, "a process that ended", NOW).await.unwrap().unwrap();
            work.commit().await.unwrap();
        }
        let looked_for = stored::find(&hub.store, &id).await.unwrap().unwrap();
        cancel(hub, &id, "steward").await.unwrap();
        assert!(!master::resume(hub, &looked_for, "tester", &|_| ()).await.unwrap());
        let states: Vec<JobState> = matches(&loaded).await.iter().map(|job| job.state).collect();
        assert_eq!((states, placed(&loaded).await), (vec![JobState::Cancelled], 0), "{is_begun}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_ended_does_not_come_back_although_something_of_it_is_left() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let mut work = hub.store.begin().await.unwrap();
    run::begin(&mut work, "cut off", NOW).await.unwrap();
    let id = stored::add(&mut work, "one", ("match", "people"), "tester", NOW).await.unwrap();
    let claim = stored::claim(&mut work, &id, "a process that ended", NOW).await.unwrap().unwrap();
    stored::end(&mut work, &claim, &stored::Outcome::Cancelled, NOW).await.unwrap();
    work.commit().await.unwrap();
    assert!(!hub.recover("tester", &|_| ()).await.unwrap().is_matched);
    assert_eq!((matches(&loaded).await.len(), placed(&loaded).await), (1, 0));
    match_pending(hub, "tester", &|_| ()).await.unwrap();
    assert_eq!(placed(&loaded).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_ends_whoever_is_at_it_is_not_begun_for_ever() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let id = queue(hub, "tester").await.unwrap();
    for _ in 0..8 {
        let mut work = hub.store.begin().await.unwrap();
        stored::claim(&mut work, &id, "a process that ended", NOW).await.unwrap().unwrap();
        work.commit().await.unwrap();
    }
    assert!(!hub.recover("tester", &|_| ()).await.unwrap().is_matched);
    let job = matches(&loaded).await.remove(0);
    assert_eq!((job.state, job.attempts), (JobState::Failed, 9));
    assert!(job.failure.unwrap().what.en.contains("it was begun 8 times"));
    match_pending(hub, "tester", &|_| ()).await.unwrap();
    assert_eq!(placed(&loaded).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_was_asked_to_end_and_whose_process_ended_keeps_nobody_from_matching() {
    for is_recovered in [true, false] {
        let loaded = two().await;
        let hub = &loaded.hub;
        let id = queue(hub, "tester").await.unwrap();
        let mut work = hub.store.begin().await.unwrap();
        stored::claim(&mut work, &id, "a process that ended", NOW).await.unwrap().unwrap();
        work.commit().await.unwrap();
        cancel(hub, &id, "steward").await.unwrap();
        if is_recovered {
            assert!(!hub.recover("tester", &|_| ()).await.unwrap().is_matched);
            assert_eq!(matches(&loaded).await[0].state, JobState::Cancelled);
        }
        match_pending(hub, "tester", &|_| ()).await.unwrap();
        let states: Vec<JobState> = matches(&loaded).await.iter().map(|job| job.state).collect();
        assert_eq!(states, [JobState::Done, JobState::Cancelled], "{is_recovered}");
        assert_eq!(placed(&loaded).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_a_job_that_is_not_there_or_has_ended_is_told() {
    let loaded = two().await;
    let hub = &loaded.hub;
    assert!(matches!(cancel(hub, "none", "steward").await, Err(HubFault::UnknownJob(_))));
    match_pending(hub, "tester", &|_| ()).await.unwrap();
    let id = matches(&loaded).await[0].job.clone();
    for changed in [cancel(hub, &id, "steward").await, retry(hub, &id, "steward").await] {
        assert!(matches!(changed, Err(HubFault::JobEnded(_))));
    }
}
