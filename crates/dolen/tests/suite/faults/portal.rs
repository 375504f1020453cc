//! A portal that is killed at a random moment while it carries out jobs, people open records and a steward decides.

use std::process::{Child, ChildStdout, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::RngExt as _;
use serde_json::Value;

use super::{Database, Hub, Region, Rounds, Step, Work, is_so_before, now, pause};
use crate::browser::Browser;
use crate::dolen::command;

/// Longer than any job here takes, with the time for which one that was taken is nobody else's.
const PATIENCE: Duration = Duration::from_secs(90);

#[test]
fn a_portal_killed_at_any_moment_loses_no_job_and_nothing_that_it_told() {
    killed(&Database::File, "file");
}

#[test]
fn a_portal_killed_at_any_moment_on_a_server_loses_no_job_and_nothing_that_it_told() {
    if let Some(server) = crate::server::address("a_portal_killed_at_any_moment_on_a_server") {
        killed(&Database::Server(server), "server");
    }
}

fn killed(database: &Database, name: &'static str) {
    let region = Region::shared();
    let mut rounds = Rounds::of("portal", name);
    let length = timed(&region, &rounds, database);
    while let Some((told, mut random)) = rounds.next() {
        let hub = region.fresh(&told, database);
        queue(&hub, &region);
        let share = random.random_range(0.05..0.95);
        let portal = Portal::start(&hub);
        let deadline = now() + length.mul_f64(share);
        let mut at = String::new();
        let told = format!("{told}: killed after {:.0} % of its jobs", share * 100.0);
        let acknowledged = use_until(&hub, &region, &portal, &told, || {
            is_so_before(deadline, || false);
            at = at_work(&hub);
        });
        drop(portal);
        rounds.count(&at);
        hub.check(&told);
        acknowledged.assert_there(&hub, &told);
        let portal = Portal::start(&hub);
        wait_for_jobs(&hub, &told);
        drop(portal);
        acknowledged.assert_there(&hub, &told);
        hub.complete(&region.steps, region.loads());
        hub.outcome().assert_same(&region.wanted, &told);
        eprintln!("{told}: complete, the same; {acknowledged:?} are there");
    }
}

/// Brings a part of the region into a hub, and leaves the rest, and another match, to a portal: there are people to open, and
/// pairs to decide, from the start.
pub(super) fn queue(hub: &Hub, region: &Region) {
    let (now, later) = region.steps[..region.loads()].split_at(region.loads() - 2);
    hub.complete(now, 0);
    hub.run(["match"]).ok();
    for step in later {
        hub.run(step.arguments.iter().map(String::as_str).chain(["--later"])).ok();
    }
    hub.run(["match", "--later"]).ok();
}

/// How long a portal takes for what is left to it.
pub(super) fn timed(region: &Region, rounds: &Rounds, database: &Database) -> Duration {
    let hub = region.fresh(&rounds.named("timed by a portal"), database);
    queue(&hub, region);
    let _portal = Portal::start(&hub);
    let start = now();
    wait_for_jobs(&hub, "timed");
    start.elapsed()
}

/// Every job of a hub that is kept.
pub(super) fn jobs(hub: &Hub) -> Vec<Value> {
    hub.run(["jobs", "--json"]).ok().json()["jobs"].as_array().expect("jobs").clone()
}

/// What the portal was at.
pub(super) fn at_work(hub: &Hub) -> String {
    let working = jobs(hub).into_iter().find(|job| job["state"] == "working");
    working.map_or_else(|| "nothing".to_owned(), |job| job["kind"].as_str().expect("a kind").to_owned())
}

/// Waits until every job is done.
pub(super) fn wait_for_jobs(hub: &Hub, told: &str) {
    let mut left = Vec::new();
    let are_done = is_so_before(now() + PATIENCE, || {
        left = jobs(hub);
        left.retain(|job| job["state"] != "done");
        assert!(!left.iter().any(|job| job["state"] == "failed" || job["state"] == "cancelled"), "{told}: {left:?}");
        left.is_empty() || {
            pause(Duration::from_millis(50));
            false
        }
    });
    assert!(are_done, "{told}: {left:?}");
}

/// What was told as done.
#[derive(Default)]
pub(super) struct Acknowledged {
    /// Reasons for which a record was opened and shown.
    opened: Vec<String>,
    /// Searches that were answered.
    searches: usize,
    /// Both records of decisions that were taken, by the words that gave them.
    decided: Vec<[String; 2]>,
}

impl std::fmt::Debug for Acknowledged {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { opened, searches, decided } = self;
        write!(formatter, "{} records opened, {searches} searches, {} decisions", opened.len(), decided.len())
    }
}

impl Acknowledged {
    /// All of it is there.
    #[track_caller]
    pub(super) fn assert_there(&self, hub: &Hub, told: &str) {
        let entries = hub.entries();
        let reasons: Vec<&str> = entries.iter().filter_map(|entry| entry["reason"].as_str()).collect();
        for reason in &self.opened {
            assert!(reasons.contains(&reason.as_str()), "{told}: `{reason}` was shown and is not in the ledger");
        }
        let searches = entries.iter().filter(|entry| entry["detail"]["action"] == "search").count();
        assert!(searches >= self.searches, "{told}: {} searches were answered, {searches} entered", self.searches);
        let list = hub.run(["review", "list", "--json"]).ok().json();
        let decisions = list["decisions"].as_array().expect("decisions");
        for [left, right] in &self.decided {
            let is_it = |decision: &Value| {
                let sides = [decision["left"].as_str(), decision["right"].as_str()];
                sides.contains(&Some(left)) && sides.contains(&Some(right))
            };
            assert!(decisions.iter().any(is_it), "{told}: a decision on {left} and {right} was told and is not there");
        }
    }
}

/// Opens records, searches and decides until something ends, or the portal does not answer any more.
pub(super) fn use_until(hub: &Hub, region: &Region, portal: &Portal, told: &str, until: impl FnOnce()) -> Acknowledged {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let looks = scope.spawn(|| look(region, portal, told, &is_over));
        let decides = scope.spawn(|| decide(hub, region, &is_over));
        until();
        // Whoever is asked in this very moment is killed with his question.
        portal.kill();
        is_over.store(true, Ordering::SeqCst);
        let mut acknowledged = looks.join().expect("who looks");
        acknowledged.decided = decides.join().expect("who decides");
        acknowledged
    })
}

fn look(region: &Region, portal: &Portal, told: &str, is_over: &AtomicBool) -> Acknowledged {
    let mut acknowledged = Acknowledged::default();
    let Ok(mut browser) = Browser::sign_in(&portal.link) else { return acknowledged };
    for (number, golden) in region.wanted.clusters.values().cycle().enumerate() {
        if is_over.load(Ordering::SeqCst) {
            break;
        }
        let detail = format!("{number} of {told}");
        let path = format!("/person/{golden}");
        let given = browser.send(&format!("{path}/reason"), &[("purpose", "direct-care"), ("detail", &detail)]);
        if given.is_ok_and(|page| page.status == 303) && browser.get(&path).is_ok_and(|page| page.status == 200) {
            acknowledged.opened.push(format!("direct-care: {detail}"));
        }
        let found = browser.send("/search", &[("reference", "nobody has it")]);
        let shown = found.and_then(|page| browser.get(&page.location));
        acknowledged.searches += usize::from(shown.is_ok_and(|page| page.status == 200));
    }
    acknowledged
}

fn decide(hub: &Hub, region: &Region, is_over: &AtomicBool) -> Vec<[String; 2]> {
    let mut decided = Vec::new();
    for step in region.steps.iter().filter(|step| step.work == Work::Decide) {
        // Until the records are there it is refused.
        while !is_over.load(Ordering::SeqCst) {
            if is_decided(hub, step) {
                decided.push([step.arguments[2].clone(), step.arguments[3].clone()]);
                break;
            }
        }
    }
    decided
}

fn is_decided(hub: &Hub, step: &Step) -> bool {
    let mut decide = command(&step.arguments);
    decide.arg("--hub").arg(&hub.folder).stdout(Stdio::null()).stderr(Stdio::null());
    decide.status().expect("the executable starts").success()
}

/// `dolen serve` of a hub, killed when it is dropped.
pub(super) struct Portal {
    process: std::sync::Mutex<Child>,
    /// Link that signs in once.
    pub(super) link: String,
    /// Not closed before the portal is: it may still say something.
    _output: ChildStdout,
}

impl Portal {
    pub(super) fn start(hub: &Hub) -> Self {
        let mut serve = command(["serve", "--json", "--address", "127.0.0.1:0", "--hub"]);
        let serve = serve.arg(&hub.folder).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = serve.spawn().expect("the executable starts");
        let mut output = process.stdout.take().expect("its output");
        let announced: Value =
            serde_json::Deserializer::from_reader(&mut output).into_iter().next().expect("the portal").expect("JSON");
        let link = announced["sign_in"].as_str().expect("a link").to_owned();
        Self { process: std::sync::Mutex::new(process), link, _output: output }
    }

    pub(super) fn kill(&self) {
        let mut process = self.process.lock().expect("its process");
        drop(process.kill());
        drop(process.wait());
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.kill();
    }
}
