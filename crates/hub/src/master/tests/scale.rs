//! How good and how quick a match is, at the scale that `DOLEN_TEST_SCALE` says (0.02 where it says nothing). The figures
//! are printed: `DOLEN_TEST_SCALE=1 cargo test --release -p dolen-hub master::tests::scale -- --nocapture`.

use std::collections::BTreeMap;

use dolen_ledger::{Draft, Verb};
use dolen_link::{evaluate, evaluate_across};
use dolen_model::{Clock, Timestamp};
use dolen_store::master::member;

use super::region::{households, loaded, region, truth};
use crate::master::{RecordPlace, judge, match_pending, review_list, walk_records};
use crate::{HubFault, Progress, Stage};

/// The machine's own clock: these figures are about time.
struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "how long a match takes is what is measured")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        Timestamp(i64::try_from(since.as_micros()).unwrap())
    }
}

fn scale() -> f64 {
    std::env::var("DOLEN_TEST_SCALE").ok().map_or(0.02, |scale| scale.parse().unwrap())
}

/// Numbers for names, so that labels can be counted.
#[derive(Default)]
struct Labels(BTreeMap<String, u32>);

impl Labels {
    fn of(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap();
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn golden_records_and_households_are_those_of_the_truth() {
    let region = region(11, scale());
    let (truth, homes) = (truth(&region), households(&region));
    let loaded = loaded(&region, MachineClock).await;
    drop(region);
    // The peak of loading is not that of matching.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    println!("loaded; {} MB resident", peak_memory());
    let stages = std::sync::Mutex::new((MachineClock.now(), processor_time(), Stage::Gather));
    let tell = |progress: Progress| {
        let mut last = stages.lock().unwrap();
        if last.2 != progress.stage {
            let (now, used) = (MachineClock.now(), processor_time());
            println!("{:?}: {} ms, {} ms of processor", last.2, (now.0 - last.0.0) / 1_000, used - last.1);
            *last = (now, used, progress.stage);
        }
    };
    let began = processor_time();
    let (report, waited) = while_looked_up(&loaded.hub, match_pending(&loaded.hub, "tester", &tell)).await;
    let report = report.unwrap();
    println!("{report:#?}");
    println!("match: {} ms of processor; peak {} MB", processor_time() - began, peak_memory());
    println!("longest wait of a look-up for the ledger: {} ms", waited / 1_000);

    let mut places: Vec<RecordPlace> = Vec::new();
    walk_records::<HubFault>(&loaded.hub, |place| {
        places.push(place);
        Ok(())
    })
    .await
    .unwrap();
    let (mut golden, mut sources) = (Labels::default(), Labels::default());
    let (mut predicted, mut real, mut from) = (Vec::new(), Vec::new(), Vec::new());
    for place in &places {
        predicted.push(golden.of(place.golden.as_deref().unwrap_or(&place.record)));
        real.push(truth[&(place.organisation.clone(), place.key.clone())]);
        from.push(sources.of(&place.organisation));
    }
    let persons = evaluate(&predicted, &real);
    let across = evaluate_across(&predicted, &real, &from);
    println!("persons {persons:#?}\nacross agencies {across:#?}");
    let household = household_evaluation(&places, &real, &homes);
    println!("households {household:#?}");
    assert!(persons.precision.unwrap() >= 0.99, "{persons:?}");
    assert!(persons.recall.unwrap() >= 0.85, "{persons:?}");

    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let list = review_list(&loaded.hub, 1, "steward").await.unwrap();
    let (left, right) = (&list.pairs[0].left.record, &list.pairs[0].right.record);
    judge(&loaded.hub, left, right, true, "one person", "steward").await.unwrap();
    let began = processor_time();
    let again = match_pending(&loaded.hub, "tester", &tell).await.unwrap();
    println!(
        "after one judgement: {} golden records, {} s and {} s",
        again.golden_records, again.match_seconds, again.merge_seconds
    );
    println!("match: {} ms of processor; peak {} MB", processor_time() - began, peak_memory());
    let golden =
        async |record: &str| member::of_record(&loaded.hub.store, again.run, record).await.unwrap().unwrap().golden;
    assert_eq!(golden(left).await, golden(right).await);
}

/// Drives a match while look-ups enter the ledger; gives back the longest that one of them waited, in microseconds.
async fn while_looked_up<T>(hub: &crate::Hub, matched: impl Future<Output = T>) -> (T, i64) {
    let mut longest = 0;
    let mut matched = std::pin::pin!(matched);
    loop {
        let look_up = async {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            let began = MachineClock.now();
            let mut work = hub.store.begin().await.unwrap();
            let draft = Draft {
                verb: Verb::Consultation,
                actor: "tester".to_owned(),
                organisation: None,
                subject: Vec::new(),
                reason: None,
                detail: serde_json::json!({}),
            };
            work.enter(draft, [7; 16], began).await.unwrap();
            work.commit().await.unwrap();
            MachineClock.now().0 - began.0
        };
        let mut look_up = std::pin::pin!(look_up);
        tokio::select! {
            biased;
            waited = &mut look_up => longest = longest.max(waited),
            ended = &mut matched => {
                look_up.await;
                return (ended, longest);
            }
        }
    }
}

/// Pairs of people in the records who live together today, against pairs in one household of the hub. A person whose
/// records are in several golden records counts by the one with most of them.
fn household_evaluation(places: &[RecordPlace], real: &[u32], homes: &BTreeMap<u32, u32>) -> dolen_link::Evaluation {
    let mut of_person: BTreeMap<u32, BTreeMap<&str, (usize, Option<&str>)>> = BTreeMap::new();
    for (place, person) in places.iter().zip(real) {
        if let Some(golden) = &place.golden {
            let entry = of_person.entry(*person).or_default().entry(golden).or_default();
            *entry = (entry.0 + 1, place.household.as_deref());
        }
    }
    let mut labels = Labels::default();
    let (mut predicted, mut truth) = (Vec::new(), Vec::new());
    for (person, golden) in &of_person {
        let (_, household) = golden.values().max_by_key(|(records, _)| *records).unwrap();
        let alone = format!("person {person}");
        predicted.push(labels.of(household.unwrap_or(&alone)));
        // The dead and those who left live with nobody.
        truth.push(homes.get(person).copied().unwrap_or(u32::MAX - person));
    }
    evaluate(&predicted, &truth)
}

/// Milliseconds of processor time that this process used; 0 where the system does not tell.
fn processor_time() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    // The fourteenth and fifteenth field of the line, in hundredths of a second.
    after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

/// Highest resident set of this process in megabytes; 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes / 1_024)
}
