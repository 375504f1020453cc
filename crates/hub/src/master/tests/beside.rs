//! What others do while a match runs.

use dolen_model::FixedClock;
use dolen_model::PersonField::{BirthDate, FamilyName, GivenNames};
use dolen_store::LockName;
use dolen_store::master::run;

use super::loaded::{Loaded, NOW, Row, row};
use crate::HubFault;
use crate::job::Held;
use crate::master::pending::{Phase, make};
use crate::master::{judge, match_pending, review_list};

fn person(key: &str, given: &str, family: &str) -> Row {
    row(key, 1, &[(GivenNames, given), (FamilyName, family), (BirthDate, "1980-01-02")])
}

async fn two() -> Loaded {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    loaded.feed("adults", "council").await;
    loaded.feed("children", "council").await;
    loaded.publish("adults", true, vec![person("1", "Ceinwen", "Prydderch")]).await;
    loaded.publish("children", true, vec![person("2", "Olwen", "Tudor")]).await;
    loaded
}

/// Makes a match and does something else at one of its phases, on another thread of the runtime.
async fn match_with<F: Future<Output = ()>>(loaded: &Loaded, at: Phase, other: impl Fn() -> F + Sync) {
    let hub = &loaded.hub;
    let mut held = Held::new(hub.store.try_lock(LockName::Match).await.unwrap().unwrap());
    let runtime = tokio::runtime::Handle::current();
    let reached = |phase: Phase| {
        if phase == at {
            tokio::task::block_in_place(|| runtime.block_on(other()));
        }
        Ok::<(), HubFault>(())
    };
    make(hub, &mut held, "tester", &|_| (), &reached).await.unwrap();
    held.release().await;
}

const PHASES: [Phase; 6] =
    [Phase::Begun, Phase::Gathered, Phase::Linked, Phase::Written(1), Phase::Complete, Phase::Published];

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_while_a_match_runs_is_kept_and_honoured_by_the_next() {
    for phase in PHASES {
        let loaded = two().await;
        let hub = &loaded.hub;
        let (first, second) = (loaded.id("adults", "1"), loaded.id("children", "2"));
        match_with(&loaded, phase, async || {
            judge(hub, &first, &second, true, "one person", "steward").await.unwrap();
        })
        .await;
        assert_eq!(review_list(hub, 5, "steward").await.unwrap().decisions.len(), 1, "{phase:?}");
        let next = match_pending(hub, "tester", &|_| ()).await.unwrap();
        assert!(next.is_new, "the decision is pending: {phase:?}");
        assert_eq!(next.golden_records, 1, "{phase:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_is_published_while_a_match_runs_is_pending_and_nothing_of_it_is_half_matched() {
    for phase in PHASES {
        let loaded = two().await;
        let hub = &loaded.hub;
        match_with(&loaded, phase, async || {
            loaded.publish("children", false, vec![person("3", "Gwilym", "Bebb")]).await;
        })
        .await;
        let current = run::find(&hub.store, run::current(&hub.store).await.unwrap()).await.unwrap().unwrap();
        assert!(current.figures.unwrap().contains("\"source_records\":2"), "{phase:?}");
        let next = match_pending(hub, "tester", &|_| ()).await.unwrap();
        assert!(next.is_new && next.source_records == 3, "{phase:?}: {next:?}");
        assert!(!match_pending(hub, "tester", &|_| ()).await.unwrap().is_new, "{phase:?}");
    }
}
