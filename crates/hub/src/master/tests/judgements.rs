//! Judgements: what is refused, what is honoured, and that undoing gives back what was.

use dolen_ledger::Verb;
use dolen_model::FixedClock;
use dolen_model::PersonField::{BirthDate, FamilyName, GivenNames};
use dolen_store::ledger;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::everything::Everything;
use super::loaded::{Loaded, NOW, row};
use super::region::{loaded, region};
use crate::HubFault;
use crate::master::{judge, match_pending, review_list, undo};

async fn two() -> Loaded {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    loaded.feed("adults", "council").await;
    loaded.feed("children", "council").await;
    let person = |key: &str, given: &str, family: &str| {
        row(key, 1, &[(GivenNames, given), (FamilyName, family), (BirthDate, "1980-01-02")])
    };
    let adults =
        vec![person("1", "Ceinwen", "Prydderch"), person("2", "Gwilym", "Bebb"), row("3", 3, &[(GivenNames, "X")])];
    loaded.publish("adults", true, adults).await;
    loaded.publish("children", true, vec![person("2", "Olwen", "Tudor")]).await;
    loaded
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_judged_is_refused() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let first = loaded.id("adults", "1");
    let by = async |left: &str, right: &str| judge(hub, left, right, true, "why", "steward").await.unwrap_err();
    assert!(matches!(by(&first, "council:1").await, HubFault::SameRecord));
    assert!(matches!(by(&first, "nobody").await, HubFault::UnknownRecord(_)));
    assert!(matches!(by("elsewhere:1", &first).await, HubFault::UnknownRecord(_)));
    assert!(matches!(by("council:9", &first).await, HubFault::UnknownRecord(_)));
    assert!(matches!(by("council:2", &first).await, HubFault::SeveralRecords(_)), "a key of two feeds");
    assert!(matches!(by("council:3", &first).await, HubFault::Unlinkable(_)));
    let other = loaded.id("children", "2");
    assert!(matches!(judge(hub, &first, &other, true, "  ", "steward").await, Err(HubFault::NoReason)));
    assert!(matches!(undo(hub, "none", "why", "steward").await, Err(HubFault::UnknownJudgement(_))));
    assert!(review_list(hub, 5, "steward").await.unwrap().decisions.is_empty(), "nothing was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judgement_is_one_fact_until_it_is_undone() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let (first, second) = (loaded.id("adults", "1"), loaded.id("children", "2"));
    let kept = judge(hub, &first, &second, true, " one person ", "steward").await.unwrap();
    assert!(kept.left < kept.right && kept.verdict == "same" && kept.reason == "one person");
    let again = judge(hub, &second, &first, true, "once more", "another").await.unwrap();
    assert_eq!(
        (again.decision.as_str(), again.actor.as_str()),
        (kept.decision.as_str(), "steward"),
        "the one in force"
    );
    let contrary = judge(hub, &second, &first, false, "two people", "another").await.unwrap_err();
    assert!(matches!(contrary, HubFault::ContraryJudgement(id) if id == kept.decision));
    let undone = undo(hub, &kept.decision, "mistaken", "another").await.unwrap();
    assert!(undone.is_undone && undone.actor == "steward");
    assert!(matches!(undo(hub, &kept.decision, "again", "another").await, Err(HubFault::AlreadyUndone(_))));
    let different = judge(hub, &first, &second, false, "two people", "another").await.unwrap();
    assert_ne!(different.decision, kept.decision);

    let entries = ledger::entries_of(&hub.store, Verb::Combination, 10).await.unwrap();
    let told: Vec<(&str, &str)> =
        entries.iter().map(|entry| (entry.actor.as_str(), entry.told().unwrap().reason.as_deref().unwrap())).collect();
    assert_eq!(told, [("another", "two people"), ("another", "mistaken"), ("steward", "one person")]);
    assert!(entries.iter().all(|entry| entry.told().unwrap().subject == [kept.left.clone(), kept.right.clone()]));
    let listed = review_list(hub, 5, "steward").await.unwrap().decisions;
    assert_eq!(listed.iter().map(|decision| decision.is_undone).collect::<Vec<_>>(), [false, true], "newest first");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_golden_record_stands_for_its_founder() {
    let loaded = two().await;
    let hub = &loaded.hub;
    match_pending(hub, "tester", &|_| ()).await.unwrap();
    let all = Everything::current(hub).await;
    let (first, second) = (loaded.id("adults", "1"), loaded.id("children", "2"));
    let golden = |record: &str| all.golden_of(record).unwrap().to_owned();
    let kept = judge(hub, &golden(&first), &golden(&second), true, "why", "steward").await.unwrap();
    let mut sides = [first, second];
    sides.sort();
    assert_eq!([kept.left, kept.right], sides);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_an_earlier_one_stands_against_is_told() {
    let loaded = two().await;
    let hub = &loaded.hub;
    let [first, second, third] =
        [("adults", "1"), ("adults", "2"), ("children", "2")].map(|(feed, key)| loaded.id(feed, key));
    judge(hub, &first, &second, true, "why", "steward").await.unwrap();
    judge(hub, &second, &third, true, "why", "steward").await.unwrap();
    let against = judge(hub, &first, &third, false, "why", "steward").await.unwrap();
    let report = match_pending(hub, "tester", &|_| ()).await.unwrap();
    assert_eq!((report.golden_records, report.unhonoured), (1, vec![against.decision]));
}

/// A step of a steward.
#[derive(Clone, Debug)]
enum Step {
    /// Judges two of the records that the engine found alike, or any two.
    Judge {
        is_alike: bool,
        pick: (prop::sample::Index, prop::sample::Index),
        is_same: bool,
    },
    /// Undoes one of the judgements so far.
    Undo(prop::sample::Index),
    Match,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (any::<bool>(), any::<(prop::sample::Index, prop::sample::Index)>(), any::<bool>())
            .prop_map(|(is_alike, pick, is_same)| Step::Judge { is_alike, pick, is_same }),
        2 => any::<prop::sample::Index>().prop_map(Step::Undo),
        1 => Just(Step::Match),
    ]
}

/// Whatever stewards judge and undo: every match honours what is in force, and once all is undone the golden records, their
/// ids, members, values, search terms and pairs are as they were.
#[test]
fn whatever_is_judged_is_honoured_and_undoing_gives_back_what_was() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let loaded = runtime.block_on(async { loaded(&region(3, 0.002), FixedClock(NOW)).await });
    let hub = &loaded.hub;
    runtime.block_on(async { match_pending(hub, "tester", &|_| ()).await.unwrap() });
    let before = runtime.block_on(Everything::current(hub));
    let alike: Vec<(String, String)> = runtime.block_on(async {
        let mut alike = Vec::new();
        dolen_store::master::pair::walk::<HubFault>(&hub.store, 1, |_, pair| {
            alike.push((pair.left, pair.right));
            Ok(())
        })
        .await
        .unwrap();
        alike
    });
    assert!(alike.len() > 20 && before.members.len() > 300);

    let mut runner = TestRunner::new_with_rng(
        Config { cases: 10, ..Config::default() },
        proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[5; 32]),
    );
    let result = runner.run(&proptest::collection::vec(step(), 1..16), |steps| {
        runtime.block_on(async {
            let mut decisions: Vec<String> = Vec::new();
            for step in steps {
                match step {
                    Step::Judge { is_alike, pick, is_same } => {
                        let (left, right) = match is_alike {
                            true => pick.0.get(&alike).clone(),
                            false => (pick.0.get(&before.members).0.clone(), pick.1.get(&before.members).0.clone()),
                        };
                        match judge(hub, &left, &right, is_same, "why", "steward").await {
                            Ok(kept) => decisions.push(kept.decision),
                            Err(HubFault::SameRecord | HubFault::ContraryJudgement(_)) => {}
                            Err(fault) => panic!("{fault}"),
                        }
                    }
                    Step::Undo(pick) if !decisions.is_empty() => {
                        let decision = pick.get(&decisions).clone();
                        undo(hub, &decision, "why", "steward").await.unwrap();
                        decisions.retain(|known| *known != decision);
                    }
                    Step::Undo(_) => {}
                    Step::Match => honoured(hub).await,
                }
            }
            honoured(hub).await;
            decisions.sort();
            decisions.dedup();
            for decision in decisions {
                undo(hub, &decision, "why", "steward").await.unwrap();
            }
            match_pending(hub, "tester", &|_| ()).await.unwrap();
            assert!(Everything::current(hub).await == before, "undoing gives back what was");
        });
        Ok(())
    });
    result.unwrap();
}

/// Matches, and holds the result against every judgement in force.
async fn honoured(hub: &crate::Hub) {
    let report = match_pending(hub, "tester", &|_| ()).await.unwrap();
    let all = Everything::current(hub).await;
    for judged in dolen_store::master::judgement::in_force(&hub.store).await.unwrap() {
        if report.unhonoured.contains(&judged.id) {
            continue;
        }
        let (left, right) = (all.golden_of(&judged.left).unwrap(), all.golden_of(&judged.right).unwrap());
        assert_eq!(left == right, judged.is_same, "a judgement is honoured");
    }
    for (id, ..) in &all.golden {
        let members = all.members_of(id);
        assert_eq!(*id, hub.key.golden_record(members[0]), "the first member founded it");
    }
}
