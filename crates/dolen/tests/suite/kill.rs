//! A pipeline killed at a random moment completes, with the same result as one that nobody disturbed.
//!
//! `cargo xtask faults --kills 50` runs this test at size.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use crate::dolen::{Answer, Place, answer, command, run, text};

/// People whose whole record is compared.
const PEOPLE_COMPARED: usize = 12;

/// A setting of this test, given by `cargo xtask faults`.
fn setting<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn killed_at_any_moment_it_completes_with_the_same_records() {
    killed(Database::File);
}

#[test]
fn killed_at_any_moment_on_a_server_it_completes_with_the_same_records() {
    if let Some(server) = crate::server::address("killed_at_any_moment_on_a_server") {
        killed(Database::Server(server));
    }
}

/// Where the hubs of the rounds have their database.
enum Database {
    File,
    /// Its address as administrator, without a database.
    Server(String),
}

/// Every round on a hub of its own, all with one key, so that ids, which hang on it, can be compared.
fn killed(database: Database) {
    let kills: u32 = setting("DOLEN_KILLS", 4);
    let scale: f64 = setting("DOLEN_KILL_SCALE", 0.004);
    let mut random = ChaCha8Rng::seed_from_u64(setting("DOLEN_KILL_SEED", 1));
    let place = Place::new();
    let pipeline = Pipeline::prepare(&place, scale);

    // What a server holds is to be the same as what a file does.
    let undisturbed = pipeline.fresh(&place, "undisturbed", &Database::File);
    pipeline.complete(&undisturbed, 0);
    let timed = pipeline.fresh(&place, "timed", &database);
    let start = now();
    pipeline.complete(&timed, 0);
    let length = start.elapsed();
    let wanted = outcome(&place, &undisturbed);
    assert!(wanted.people.len() == PEOPLE_COMPARED, "too few people to compare: {}", wanted.people.len());

    let (mut killed, mut round) = (0, 0);
    // A pipeline that ends before its moment is no kill: another is begun in its place.
    while killed < kills {
        round += 1;
        assert!(round <= 3 * kills, "{killed} of {kills} killed in {round} rounds: they end before their moment");
        let hub = pipeline.fresh(&place, &format!("killed-{round}"), &database);
        let moment = length.mul_f64(random.random_range(0.02..0.98));
        let Some(step) = pipeline.kill_at(&hub, moment) else {
            std::fs::remove_dir_all(&hub).expect("the hub of this round");
            continue;
        };
        killed += 1;
        let told =
            format!("round {round}: killed after {} ms in `{}`", moment.as_millis(), pipeline.steps[step].join(" "));
        let verified = answer(command(["audit", "verify", "--json", "--hub"]).arg(&hub));
        assert_eq!(verified.code, 0, "{told}: {verified:?}");
        pipeline.complete(&hub, step);
        let found = outcome(&place, &hub);
        assert_eq!(found.clusters, wanted.clusters, "{told}: other clusters");
        assert_eq!(found.people, wanted.people, "{told}: other golden records");
        std::fs::remove_dir_all(&hub).expect("the hub of this round");
        eprintln!("{told}: complete, the same");
    }
    let length = length.as_millis();
    eprintln!("{killed} pipelines of {length} ms were killed in {round} rounds; each completed with the same records");
}

/// The commands of a hub, in order.
struct Pipeline {
    /// Contracts of its feeds.
    contracts: Vec<String>,
    /// After `init` and `feed add`.
    steps: Vec<Vec<String>>,
}

impl Pipeline {
    /// Makes the region's files and a hub that knows the feeds.
    fn prepare(place: &Place, scale: f64) -> Self {
        let folder = place.path("demo");
        let scale = scale.to_string();
        let figures = run(["demo", "--no-serve", "--json", "--seed", "11", "--scale", &scale, "--dir", text(&folder)])
            .ok()
            .json();
        run(["init", text(&place.hub())]).ok();
        let (mut contracts, mut steps) = (Vec::new(), Vec::new());
        for feed in figures["feeds"].as_array().expect("feeds") {
            let told = |key: &str| feed[key].as_str().unwrap_or_else(|| panic!("{key} of {feed}")).to_owned();
            let path = |key: &str| text(&folder.join("feeds").join(told(key))).to_owned();
            place.run(["feed", "add", &path("contract")]).ok();
            contracts.push(path("contract"));
            steps.push(vec!["load".to_owned(), path("file"), "--feed".to_owned(), told("name")]);
        }
        steps.push(vec!["match".to_owned()]);
        Self { contracts, steps }
    }

    /// A hub that knows the feeds, with the key of the first.
    fn fresh(&self, place: &Place, name: &str, database: &Database) -> PathBuf {
        let hub = place.path(name);
        match database {
            Database::File => copy_folder(&place.hub(), &hub),
            Database::Server(server) => {
                let url = format!("{server}/dolen_{}_{}", std::process::id(), name.replace('-', "_"));
                run(["init", text(&hub), "--database", &url]).ok();
                std::fs::copy(place.hub().join("hub.key"), hub.join("hub.key")).expect("the key");
                for contract in &self.contracts {
                    answer(command(["feed", "add", contract, "--hub"]).arg(&hub)).ok();
                }
            }
        }
        hub
    }

    /// Carries the steps out from one on. A load that the opening of the hub completed is refused politely.
    fn complete(&self, hub: &Path, from: usize) {
        for (index, step) in self.steps.iter().enumerate().skip(from) {
            let answer = answer(command(step).arg("--hub").arg(hub));
            let was_completed =
                index == from && step[0] == "load" && answer.code == 1 && answer.fault().contains("already");
            assert!(answer.code == 0 || was_completed, "{step:?}: {answer:?}");
        }
    }

    /// Carries the steps out until the moment comes, and kills the one at work. `None` if all ended before.
    fn kill_at(&self, hub: &Path, moment: Duration) -> Option<usize> {
        let deadline = now() + moment;
        for (index, step) in self.steps.iter().enumerate() {
            let mut process = command(step);
            process.arg("--hub").arg(hub).stdout(Stdio::null()).stderr(Stdio::null());
            let mut process = process.spawn().expect("the executable starts");
            if !ended_before(&mut process, deadline) {
                process.kill().expect("SIGKILL");
                process.wait().expect("its end");
                return Some(index);
            }
        }
        None
    }
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the moment of a kill is a moment of the machine's clock")]
    Instant::now()
}

fn ended_before(process: &mut Child, deadline: Instant) -> bool {
    // Nobody sends: the wait for a message is the wait for time to pass.
    let (_sender, receiver) = mpsc::channel::<()>();
    loop {
        if process.try_wait().expect("its state").is_some() {
            return true;
        }
        let left = deadline.saturating_duration_since(now());
        if left.is_zero() {
            return false;
        }
        receiver.recv_timeout(left.min(Duration::from_millis(1))).ok();
    }
}

/// What must be the same.
struct Outcome {
    /// Golden record of each source record, by source and id.
    clusters: BTreeMap<(String, String), String>,
    /// The values of some golden records, with why they won.
    people: BTreeMap<String, Vec<Value>>,
}

fn outcome(place: &Place, hub: &Path) -> Outcome {
    let file = place.path("clusters.csv");
    answer(command(["match", "--clusters", text(&file), "--hub"]).arg(hub)).ok();
    let mut clusters = BTreeMap::new();
    for line in std::fs::read_to_string(&file).expect("clusters").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let &[source, id, golden] = &cells[..] else { panic!("not three cells: {line}") };
        clusters.insert((source.to_owned(), id.to_owned()), golden.to_owned());
    }
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for golden in clusters.values() {
        *sizes.entry(golden).or_default() += 1;
    }
    let mut largest: Vec<(&str, usize)> = sizes.into_iter().collect();
    largest.sort_by_key(|(golden, size)| (std::cmp::Reverse(*size), golden.to_string()));
    let people = largest.into_iter().take(PEOPLE_COMPARED).map(|(golden, _)| (golden.to_owned(), person(hub, golden)));
    Outcome { people: people.collect(), clusters }
}

/// The values of a golden record: field, value and why.
fn person(hub: &Path, golden: &str) -> Vec<Value> {
    let shown: Answer = answer(command(["person", "show", golden, "--reason", "test", "--json", "--hub"]).arg(hub));
    let shown = shown.ok().json();
    let values = shown["values"].as_array().unwrap_or_else(|| panic!("values of {golden}"));
    values.iter().map(|value| serde_json::json!([value["field"], value["value"], value["why"]])).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type().expect("its type").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
