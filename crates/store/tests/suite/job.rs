//! Jobs: one is open for a subject, one claim of it is good, and it ends once.

use dolen_model::Timestamp;
use dolen_store::job::{self, Claim, Outcome, StoredJob};
use dolen_store::{Store, Work};

use crate::home::{Home, Kind, on_both};

on_both!(
    one_job_is_open_for_a_subject,
    a_job_goes_from_waiting_to_its_end,
    of_two_who_began_a_job_the_later_ends_it,
    what_was_asked_to_end_is_not_begun_again,
    each_job_that_is_due_is_taken_once,
    a_job_that_waits_for_later_is_not_due_before,
);

const NOW: Timestamp = Timestamp(1_000_000);
const LATER: Timestamp = Timestamp(2_000_000);

async fn added(store: &Store, id: &str, subject: &str) -> String {
    let mut work = store.begin().await.unwrap();
    let id = job::add(&mut work, id, ("load", subject), "local:ann", NOW).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn claimed(store: &Store, id: &str) -> Option<Claim> {
    let mut work = store.begin().await.unwrap();
    let claim = job::claim(&mut work, id, "process 1", NOW).await.unwrap();
    work.commit().await.unwrap();
    claim
}

async fn ended(store: &Store, claim: &Claim, outcome: Outcome<'_>) -> bool {
    let mut work: Work = store.begin().await.unwrap();
    let is_good = job::end(&mut work, claim, &outcome, NOW).await.unwrap();
    if is_good {
        work.commit().await.unwrap();
    }
    is_good
}

async fn found(store: &Store, id: &str) -> StoredJob {
    job::find(store, id).await.unwrap().unwrap()
}

async fn one_job_is_open_for_a_subject(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    assert_eq!(added(&store, "one", "load-1").await, "one");
    assert_eq!(added(&store, "two", "load-1").await, "one", "the open one is given back");
    assert_eq!(added(&store, "three", "load-2").await, "three");
    let claim = claimed(&store, "one").await.unwrap();
    assert!(ended(&store, &claim, Outcome::Done).await);
    assert_eq!(added(&store, "four", "load-1").await, "four", "another once it has come to its end");
    assert_eq!(job::newest(&store, 9).await.unwrap().len(), 3);
    assert_eq!(job::open(&store).await.unwrap().len(), 2);
}

async fn a_job_goes_from_waiting_to_its_end(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    added(&store, "one", "load-1").await;
    assert_eq!(found(&store, "one").await.state, "waiting");
    let claim = claimed(&store, "one").await.unwrap();
    let mut work = store.begin_unseen().await.unwrap();
    assert_eq!(job::progress(&mut work, &claim, Some("read"), (3, 9)).await.unwrap(), Some(false));
    work.commit().await.unwrap();
    let at_work = found(&store, "one").await;
    assert_eq!(
        (at_work.state.as_str(), at_work.stage.as_deref(), at_work.done, at_work.total),
        ("working", Some("read"), 3, 9)
    );
    assert!(ended(&store, &claim, Outcome::Failed("{}")).await);
    let failed = found(&store, "one").await;
    assert_eq!((failed.state.as_str(), failed.failure.as_deref(), failed.ended_at), ("failed", Some("{}"), Some(NOW)));
    assert!(claimed(&store, "one").await.is_none(), "what has ended is not begun again");
}

async fn of_two_who_began_a_job_the_later_ends_it(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    added(&store, "one", "load-1").await;
    let (first, second) = (claimed(&store, "one").await.unwrap(), claimed(&store, "one").await.unwrap());
    let mut work = store.begin_unseen().await.unwrap();
    assert_eq!(job::progress(&mut work, &first, None, (1, 1)).await.unwrap(), None, "the first has lost it");
    work.commit().await.unwrap();
    assert!(!ended(&store, &first, Outcome::Done).await, "and ends nothing");
    assert_eq!(found(&store, "one").await.state, "working");
    assert!(ended(&store, &second, Outcome::Done).await);
    assert!(!ended(&store, &second, Outcome::Done).await, "once");
}

async fn what_was_asked_to_end_is_not_begun_again(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    for id in ["waiting", "working"] {
        added(&store, id, id).await;
    }
    let claim = claimed(&store, "working").await.unwrap();
    for id in ["waiting", "working"] {
        let mut work = store.begin().await.unwrap();
        assert!(job::ask_cancel(&mut work, id, NOW).await.unwrap());
        work.commit().await.unwrap();
        assert!(claimed(&store, id).await.is_none(), "{id}");
    }
    assert_eq!(found(&store, "waiting").await.state, "cancelled", "nobody was at it");
    let mut work = store.begin_unseen().await.unwrap();
    assert_eq!(job::progress(&mut work, &claim, None, (1, 1)).await.unwrap(), Some(true));
    drop(work);
    assert!(ended(&store, &claim, Outcome::Cancelled).await);
    let mut work = store.begin().await.unwrap();
    assert!(!job::ask_cancel(&mut work, "working", NOW).await.unwrap(), "it has come to its end");
}

async fn each_job_that_is_due_is_taken_once(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    let others = home.open().await;
    for number in 0..12 {
        added(&store, &format!("job-{number}"), &format!("load-{number}")).await;
    }
    let take = async |store: &Store| {
        let mut taken = Vec::new();
        loop {
            let mut work = store.begin().await.unwrap();
            let due = job::take_due(&mut work, NOW, LATER).await.unwrap();
            work.commit().await.unwrap();
            match due {
                Some(due) => taken.push(due.id),
                None => return taken,
            }
        }
    };
    let (one, two) = tokio::join!(take(&store), take(&others));
    let mut all = [one, two].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 12, "each by one of the two: {all:?}");
}

async fn a_job_that_waits_for_later_is_not_due_before(kind: Kind) {
    let home = Home::new(kind).await;
    let store = home.open().await;
    added(&store, "one", "load-1").await;
    let claim = claimed(&store, "one").await.unwrap();
    assert!(ended(&store, &claim, Outcome::Later("{}", LATER)).await);
    let due = async |now| {
        let mut work = store.begin().await.unwrap();
        job::take_due(&mut work, now, LATER).await.unwrap().map(|job| job.id)
    };
    assert_eq!(due(NOW).await, None);
    assert_eq!(due(LATER).await.as_deref(), Some("one"));
    let mut work = store.begin().await.unwrap();
    assert!(job::hasten(&mut work, "one", NOW).await.unwrap());
    work.commit().await.unwrap();
    assert_eq!(due(NOW).await.as_deref(), Some("one"), "somebody asked for it now");
}
