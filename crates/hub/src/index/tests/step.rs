//! An index that followed every step is the one that would be built now.

use std::time::Duration;

use dolen_store::master::{run, run_plan};

use super::people::{FEEDS, PEOPLE, inquiry, known, told};
use super::{another, answers, answers_anew, follow};
use crate::master::tests::Loaded;
use crate::{erasure, index, master};

/// Numbers that are as good as random, and the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn named(&mut self) -> String {
        format!("of-{}:{}", FEEDS[self.below(2)], self.below(PEOPLE))
    }
}

/// Loads, matches, judges, takes a judgement back, or erases; answers what.
async fn step(loaded: &Loaded, dice: &mut Dice, decisions: &mut Vec<String>) -> &'static str {
    let hub = &loaded.hub;
    match dice.below(12) {
        0..=3 => {
            let (feed, is_full) = (FEEDS[dice.below(2)], dice.below(3) == 0);
            let mut rows = Vec::new();
            for number in 0..PEOPLE {
                if dice.below(4) > 0 {
                    rows.push(told(number, dice.below(3)));
                }
            }
            loaded.publish(feed, is_full, rows).await;
            "load"
        }
        4 | 5 => {
            master::match_pending(hub, "tester", &|_| ()).await.unwrap();
            "match"
        }
        6..=8 => {
            let (one, other) = (dice.named(), dice.named());
            // Of those that are not there, or are one, nothing can be judged.
            if let Ok(decision) = master::judge(hub, &one, &other, dice.below(2) == 0, "seen", "tester").await {
                decisions.push(decision.decision);
            }
            "judgement"
        }
        9 | 10 => {
            if let Some(decision) = decisions.pop() {
                drop(master::undo(hub, &decision, "a mistake", "tester").await);
            }
            "judgement undone"
        }
        _ => {
            drop(erasure::erase(hub, &[dice.named()], "asked for", "tester", &|_| ()).await);
            "erasure"
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_followed_every_step_answers_as_one_that_is_built_now() {
    let loaded = known("").await;
    master::match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    follow::once(&loaded.hub).await.unwrap();
    assert!(answers(&loaded.hub).await.iter().all(|near| !near.is_empty()));
    // Another process, which looks now and then.
    let other = another(&loaded, 1).await;
    let (mut dice, mut decisions) = (Dice(7), Vec::new());
    for number in 0..24 {
        let done = step(&loaded, &mut dice, &mut decisions).await;
        follow::once(&loaded.hub).await.unwrap();
        let kept = answers(&loaded.hub).await;
        assert_eq!(kept, answers_anew(&loaded, number + 2).await, "after step {number}, a {done}");
        if number % 5 == 4 {
            follow::once(&other).await.unwrap();
            assert_eq!(answers(&other).await, kept, "of another process, after step {number}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_serves_follows_what_another_loads_and_matches() {
    let loaded = known("").await;
    let other = another(&loaded, 1).await;
    let steps = async {
        assert_eq!(other.index.search(&[inquiry(0)]).await.unwrap(), None, "nothing was matched");
        master::match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
        while answers(&other).await.iter().any(Vec::is_empty) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = index::follow(&other) => unreachable!("it follows for ever"),
        followed = tokio::time::timeout(Duration::from_secs(60), steps) => followed.expect("the other's index follows"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_of_the_current_run_alone_is_kept_and_one_that_is_missing_is_made() {
    let loaded = known("").await;
    let store = &loaded.hub.store;
    let mut current = 0;
    for slip in 0..2 {
        master::match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
        current = run::current(store).await.unwrap();
        assert_eq!(run_plan::runs(store).await.unwrap(), [current]);
        if slip == 0 {
            loaded.publish(FEEDS[0], false, vec![told(3, 1)]).await;
        }
    }
    assert_eq!(current, 2);
    assert!(!master::match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap().is_new);
    // As after a run of a version that left none.
    master::forget_before(&loaded.hub, current + 1).await;
    let hub = another(&loaded, 1).await;
    follow::once(&hub).await.unwrap();
    assert!(answers(&hub).await.iter().all(Vec::is_empty));
    assert!(master::match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap().is_new);
    follow::once(&hub).await.unwrap();
    assert!(answers(&hub).await.iter().all(|near| !near.is_empty()));
}
