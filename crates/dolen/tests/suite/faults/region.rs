//! A region on its way through a hub: the commands of that, and what comes of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use super::now;
use super::small_disk::SmallDisk;
use crate::dolen::{Answer, Place, answer, command, run, text};

/// Pairs that are decided.
const DECIDED: usize = 4;

/// Where a hub's database is.
#[derive(Clone)]
pub(crate) enum Database {
    File,
    /// Its address as administrator, without a database.
    Server(String),
}

/// What a command works at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Work {
    Load,
    Match,
    Decide,
}

/// A command.
pub(crate) struct Step {
    pub(crate) work: Work,
    pub(crate) arguments: Vec<String>,
}

impl Step {
    fn of(work: Work, arguments: &[&str]) -> Self {
        Self { work, arguments: arguments.iter().map(|&argument| argument.to_owned()).collect() }
    }

    pub(crate) fn told(&self) -> String {
        self.arguments.join(" ")
    }
}

/// The region's files, the commands that bring them into a hub, and what comes of them undisturbed.
pub(crate) struct Region {
    pub(crate) place: Place,
    /// Contracts of its feeds.
    contracts: Vec<String>,
    /// After `init` and `feed add`: loads, a match, decisions, and the match that they ask for.
    pub(crate) steps: Vec<Step>,
    /// What comes of them.
    pub(crate) wanted: Outcome,
}

impl Region {
    /// Makes the files and, in a file of SQLite, what comes of them.
    pub(crate) fn prepare(scale: f64) -> Self {
        let place = Place::new();
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
            steps.push(Step::of(Work::Load, &["load", &path("file"), "--feed", &told("name")]));
        }
        steps.push(Step::of(Work::Match, &["match"]));
        let mut region = Self { place, contracts, steps, wanted: Outcome::default() };
        let undisturbed = region.fresh("undisturbed", &Database::File);
        undisturbed.complete(&region.steps, 0);
        let decided = region.steps.len();
        region.steps.extend(undisturbed.decisions());
        region.steps.push(Step::of(Work::Match, &["match"]));
        undisturbed.complete(&region.steps, decided);
        region.wanted = undisturbed.outcome();
        assert_eq!(region.wanted.loads.len(), region.loads());
        assert_eq!(region.wanted.decisions.len(), DECIDED);
        region
    }

    /// A hub that knows the feeds. All have one key, so that ids, which hang on it, can be compared.
    pub(crate) fn fresh(&self, name: &str, database: &Database) -> Hub {
        let hub = Hub { folder: self.place.path(name), disk: None };
        match database {
            Database::File => copy_folder(&self.place.hub(), &hub.folder),
            Database::Server(server) => {
                let url = format!("{server}/dolen_{}_{}", std::process::id(), name.replace([' ', ',', '-'], "_"));
                run(["init", text(&hub.folder), "--database", &url]).ok();
                std::fs::copy(self.place.hub().join("hub.key"), hub.folder.join("hub.key")).expect("the key");
                for contract in &self.contracts {
                    hub.run(["feed", "add", contract]).ok();
                }
            }
        }
        hub
    }

    /// How long each step takes where nothing happens.
    pub(crate) fn timed(&self, name: &str, database: &Database) -> Vec<Timed> {
        let hub = self.fresh(name, database);
        let timed = |step: &Step| {
            let start = now();
            let told = hub.run(step.arguments.iter().map(String::as_str).chain(["--json"])).ok().json();
            let length = start.elapsed();
            let merging = told["merge_seconds"].as_f64().unwrap_or_default();
            Timed { length, merging_from: 1.0 - merging / length.as_secs_f64() }
        };
        self.steps.iter().map(timed).collect()
    }

    /// How many steps are loads.
    pub(crate) fn loads(&self) -> usize {
        self.steps.iter().filter(|step| step.work == Work::Load).count()
    }
}

/// How long a step takes.
pub(crate) struct Timed {
    pub(crate) length: Duration,
    /// After which share of that a match merges.
    merging_from: f64,
}

impl Timed {
    /// What a step is at after a share of its time.
    pub(crate) const fn at(&self, step: &Step, share: f64) -> &'static str {
        match step.work {
            Work::Load => "load",
            Work::Match if share < self.merging_from => "match",
            Work::Match => "merge",
            Work::Decide => "decide",
        }
    }
}

/// A hub; its folder is gone when it is dropped.
pub(crate) struct Hub {
    pub(crate) folder: PathBuf,
    /// Where it is on a disk of its own.
    pub(super) disk: Option<SmallDisk>,
}

impl Drop for Hub {
    fn drop(&mut self) {
        // That of a round that failed is looked at.
        if !std::thread::panicking() {
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}

impl Hub {
    pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Answer {
        let arguments = arguments.into_iter().map(|argument| argument.as_ref().to_owned());
        let arguments = arguments.chain(["--hub".into(), self.folder.clone().into_os_string()]);
        match &self.disk {
            Some(disk) => disk.run(arguments),
            None => answer(&mut command(arguments)),
        }
    }

    /// Gives its disk room.
    pub(super) fn make_room(&self) {
        self.disk.as_ref().expect("a disk of its own").grow();
    }

    /// Carries the steps out from one on. A load that the opening of the hub completed is refused politely.
    pub(crate) fn complete(&self, steps: &[Step], from: usize) {
        for (index, step) in steps.iter().enumerate().skip(from) {
            let answer = self.run(&step.arguments);
            let is_load = step.work == Work::Load;
            let was_completed = index == from && is_load && answer.code == 1 && answer.fault().contains("already");
            assert!(answer.code == 0 || was_completed, "{}: {answer:?}", step.told());
        }
    }

    /// Decisions on pairs that wait for one, every second that they are of one person.
    fn decisions(&self) -> Vec<Step> {
        let list = self.run(["review", "list", "--limit", &DECIDED.to_string(), "--json"]).ok().json();
        let pairs = list["pairs"].as_array().expect("pairs");
        assert_eq!(pairs.len(), DECIDED, "too few pairs to decide");
        let verdicts = ["same", "different"].into_iter().cycle();
        let step = |(pair, verdict): (&Value, &str)| {
            let side = |side: &str| pair[side]["record"].as_str().expect("a record").to_owned();
            let (left, right) = (side("left"), side("right"));
            Step::of(Work::Decide, &["review", verdict, &left, &right, "--reason", "test", "--defer"])
        };
        pairs.iter().zip(verdicts).map(step).collect()
    }

    /// The ledger verifies, and the rows of each load add up.
    #[track_caller]
    pub(crate) fn check(&self, told: &str) {
        let verified = self.run(["audit", "verify", "--json"]);
        assert_eq!(verified.code, 0, "{told}: {verified:?}");
        for load in loads(&self.entries()) {
            assert_eq!(load.received, load.published + load.quarantined, "{told}: {load:?}");
        }
    }

    /// What every entry of the ledger tells.
    pub(crate) fn entries(&self) -> Vec<Value> {
        let exported = self.run(["audit", "export"]).ok();
        let told = |line| {
            let mut line: Value = serde_json::from_str(line).expect("an entry");
            let entry = line["entry"].take();
            assert!(entry["verb"].is_string(), "an entry tells what was done: {entry}");
            entry
        };
        exported.stdout.lines().skip(1).map(told).collect()
    }

    /// What came of the steps; the ledger verifies.
    pub(crate) fn outcome(&self) -> Outcome {
        let file = self.folder.with_extension("csv");
        self.run(["match", "--clusters", text(&file)]).ok();
        self.run(["audit", "verify"]).ok();
        let mut clusters = BTreeMap::new();
        for line in std::fs::read_to_string(&file).expect("clusters").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let &[source, id, golden] = &cells[..] else { panic!("not three cells: {line}") };
            clusters.insert((source.to_owned(), id.to_owned()), golden.to_owned());
        }
        let entries = self.entries();
        let matched = entries.iter().rev().find(|entry| entry["detail"]["action"] == "match").expect("a match");
        let digest = |name: &str| matched["detail"][name].as_str().expect(name).to_owned();
        Outcome {
            records: [digest("members_sha256"), digest("golden_records_sha256")],
            loads: loads(&entries),
            clusters,
            decisions: self.decided(),
        }
    }

    /// Each decision once: both records and the verdict.
    fn decided(&self) -> Vec<[String; 3]> {
        let list = self.run(["review", "list", "--json"]).ok().json();
        let decision =
            |decision: &Value| ["left", "right", "verdict"].map(|name| decision[name].as_str().expect(name).to_owned());
        let mut decided: Vec<_> = list["decisions"].as_array().expect("decisions").iter().map(decision).collect();
        decided.sort();
        decided
    }
}

/// The loads that were published, by feed.
fn loads(entries: &[Value]) -> Vec<LoadFigures> {
    let figures = |entry: &Value| {
        let count = |name: &str| entry["detail"][name].as_u64().unwrap_or_else(|| panic!("{name} of {entry}"));
        LoadFigures {
            feed: entry["detail"]["feed"].as_str().expect("a feed").to_owned(),
            received: count("received"),
            published: count("published"),
            quarantined: count("quarantined"),
        }
    };
    let published = entries.iter().filter(|entry| entry["detail"]["action"] == "published");
    let mut loads: Vec<LoadFigures> = published.map(figures).collect();
    loads.sort();
    loads
}

/// The rows of a load as the ledger tells them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LoadFigures {
    feed: String,
    received: u64,
    published: u64,
    quarantined: u64,
}

/// What must be the same.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// Golden record of each source record, by source and id.
    pub(crate) clusters: BTreeMap<(String, String), String>,
    /// Digests over where every record belongs, and over every golden record with its lineage, as the ledger has them.
    pub(crate) records: [String; 2],
    pub(crate) decisions: Vec<[String; 3]>,
    pub(crate) loads: Vec<LoadFigures>,
}

impl Outcome {
    #[track_caller]
    pub(crate) fn assert_same(&self, wanted: &Self, told: &str) {
        assert_eq!(self.loads, wanted.loads, "{told}: other loads");
        assert_eq!(self.decisions, wanted.decisions, "{told}: other decisions");
        assert!(self.clusters == wanted.clusters, "{told}: other clusters");
        assert_eq!(self.records, wanted.records, "{told}: other golden records");
    }
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
