//! A server of PostgreSQL that is killed at a random moment with every process of it, and started again.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use rand::RngExt as _;

use super::pipeline::{Ended, run_and};
use super::portal::{Portal, at_work, queue, use_until, wait_for_jobs};
use super::{Database, Region, Rounds, is_so_before, now, pause, scale, setting};

#[test]
fn a_server_killed_at_any_moment_loses_nothing_that_was_told() {
    let url: String = setting("DOLEN_TEST_KILLED", String::new());
    let Some((server, _)) = url.rsplit_once('/') else {
        eprintln!("skipped, because DOLEN_TEST_KILLED is not set (`cargo xtask test` sets it): a_server_killed");
        return;
    };
    let database = Database::Server(server.to_owned());
    let region = Region::prepare(scale());
    let lengths = region.timed("timed", &database);
    let mut rounds = Rounds::of("postgres", "server");
    while let Some((told, mut random)) = rounds.next() {
        let outage = Duration::from_millis(random.random_range(0..1_500));
        let hub = region.fresh(&told, &database);
        let share = random.random_range(0.02..0.98);
        if random.random_bool(0.3) {
            // A portal is at work, and comes through it by itself.
            queue(&hub, &region);
            let portal = Portal::start(&hub);
            let all: Duration = lengths.iter().take(region.loads() + 1).map(|step| step.length).sum();
            let deadline = now() + all.mul_f64(share);
            let told = format!("{told}: PostgreSQL killed after {:.0} % of a portal's jobs", share * 100.0);
            let mut at = String::new();
            let acknowledged = use_until(&hub, &region, &portal, &told, || {
                is_so_before(deadline, || false);
                at = at_work(&hub);
                interrupt(outage);
                wait_for_jobs(&hub, &told);
            });
            rounds.count(&format!("{at} by a portal"));
            acknowledged.assert_there(&hub, &told);
            hub.complete(&region.steps, region.loads());
            hub.outcome().assert_same(&region.wanted, &told);
            hub.check(&told);
            eprintln!("{told}: complete, the same; {acknowledged:?} are there");
            continue;
        }
        let chosen = random.random_range(0..region.steps.len());
        let (step, timed) = (&region.steps[chosen], &lengths[chosen]);
        hub.complete(&region.steps[..chosen], 0);
        let ended = run_and(&hub, step, timed.length.mul_f64(share), || interrupt(outage));
        let told = format!("{told}: PostgreSQL killed after {:.0} % of `{}`", share * 100.0, step.told());
        match ended {
            Ended::Before => continue,
            Ended::Refused => hub.check(&told),
            // It was told as done: nothing is repeated.
            Ended::Done => hub.check(&told),
        }
        rounds.count(timed.at(step, share));
        let from = if ended == Ended::Done { chosen + 1 } else { chosen };
        hub.complete(&region.steps, from);
        hub.outcome().assert_same(&region.wanted, &told);
        hub.check(&told);
        eprintln!("{told}: {ended:?}, complete, the same");
    }
}

/// Kills the server, and starts it again after a while.
fn interrupt(outage: Duration) {
    ask("kill");
    pause(outage);
    ask("start");
}

fn ask(what: &str) {
    let control: String = setting("DOLEN_TEST_KILLED_CONTROL", String::new());
    let mut stream = TcpStream::connect(control).expect("who keeps the server");
    writeln!(stream, "{what}").expect("who keeps the server");
    let mut said = String::new();
    BufReader::new(stream).read_line(&mut said).expect("who keeps the server");
    assert_eq!(said.trim(), "done", "{what}");
}
