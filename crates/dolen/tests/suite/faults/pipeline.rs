//! Commands that are killed at a random moment, or meet a fault.

use std::process::Stdio;
use std::time::Duration;

use rand::RngExt as _;

use super::{Database, Hub, Region, Rounds, Step, Work, is_so_before, now, one_of, scale};
use crate::dolen::{Answer, command};

#[test]
fn commands_killed_at_any_moment_complete_with_the_same_records() {
    killed(&Database::File, "file");
}

#[test]
fn commands_killed_at_any_moment_on_a_server_complete_with_the_same_records() {
    if let Some(server) = crate::server::address("commands_killed_at_any_moment_on_a_server") {
        killed(&Database::Server(server), "server");
    }
}

fn killed(database: &Database, name: &'static str) {
    let region = Region::prepare(scale());
    let lengths = region.timed("timed", database);
    let mut rounds = Rounds::of("pipeline", name);
    while let Some((told, mut random)) = rounds.next() {
        // Each kind of work as often, whatever its length.
        let work = *one_of(&mut random, &[Work::Load, Work::Match, Work::Match, Work::Decide]);
        let of_work = |(index, step): (usize, &Step)| (step.work == work).then_some(index);
        let chosen = *one_of(&mut random, &region.steps.iter().enumerate().filter_map(of_work).collect::<Vec<_>>());
        let share = random.random_range(0.02..0.98);
        let hub = region.fresh(&told, database);
        hub.complete(&region.steps[..chosen], 0);
        let (step, timed) = (&region.steps[chosen], &lengths[chosen]);
        let told = format!("{told}: killed after {:.0} % of `{}`", share * 100.0, step.told());
        if !is_killed_after(&hub, step, timed.length.mul_f64(share)) {
            continue;
        }
        rounds.count(timed.at(step, share));
        hub.check(&told);
        hub.complete(&region.steps, chosen);
        hub.outcome().assert_same(&region.wanted, &told);
        eprintln!("{told}: complete, the same");
    }
}

/// Starts a command and kills it after a while; not where it ends before.
fn is_killed_after(hub: &Hub, step: &Step, time: Duration) -> bool {
    let deadline = now() + time;
    let mut process = command(&step.arguments);
    process.arg("--hub").arg(&hub.folder).stdout(Stdio::null()).stderr(Stdio::null());
    let mut process = process.spawn().expect("the executable starts");
    if is_so_before(deadline, || process.try_wait().expect("its state").is_some()) {
        return false;
    }
    process.kill().expect("SIGKILL");
    process.wait().expect("its end");
    true
}

/// How a command ended that met a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Before the fault.
    Before,
    /// It was told as done.
    Done,
    /// It was refused, in words that say why.
    Refused,
}

/// Starts a command and lets a fault happen after a while.
pub(super) fn run_and(hub: &Hub, step: &Step, time: Duration, fault: impl FnOnce()) -> Ended {
    let deadline = now() + time;
    let mut process = command(&step.arguments);
    process.arg("--hub").arg(&hub.folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = process.spawn().expect("the executable starts");
    let is_before = is_so_before(deadline, || process.try_wait().expect("its state").is_some());
    if !is_before {
        fault();
    }
    let output = process.wait_with_output().expect("its end");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("it ends by itself");
    let answer = Answer { code, stdout: text(output.stdout), stderr: text(output.stderr) };
    match code {
        0 if is_before => Ended::Before,
        0 => Ended::Done,
        _ => {
            assert_refused(&answer, &["cannot be reached", "connection", "is busy"], &step.told());
            Ended::Refused
        }
    }
}

/// A fault that is nobody's here was told in one line, with what to do.
#[track_caller]
pub(super) fn assert_refused(answer: &Answer, words: &[&str], told: &str) {
    assert_eq!(answer.code, 1, "`{told}`: {answer:?}");
    let fault = answer.fault();
    assert!(words.iter().any(|words| fault.contains(words)), "`{told}`: {fault}");
}
