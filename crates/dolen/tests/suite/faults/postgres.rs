//! A server of PostgreSQL that is killed at a random moment with every process of it, and started again.

use std::time::Duration;

use rand::RngExt as _;

use super::controlled::Controlled;
use super::pipeline::{Ended, run_and};
use super::portal::{Portal, at_work, queue, timed, use_until, wait_for_jobs};
use super::{Region, Rounds, is_so_before, now, scale};

#[test]
fn a_server_killed_at_any_moment_loses_nothing_that_was_told() {
    let Some(server) = Controlled::take("a_server_killed_at_any_moment") else { return };
    let database = server.database();
    let region = Region::prepare(scale());
    let lengths = region.timed("timed", &database);
    let by_portal = timed(&region, &database);
    let mut rounds = Rounds::of("postgres", "server");
    while let Some((told, mut random)) = rounds.next() {
        let outage = Duration::from_millis(random.random_range(0..1_500));
        let hub = region.fresh(&told, &database);
        let share = random.random_range(0.02..0.98);
        if random.random_bool(0.3) {
            // A portal is at work, and comes through it by itself.
            queue(&hub, &region);
            let portal = Portal::start(&hub);
            let deadline = now() + by_portal.mul_f64(share);
            let told = format!("{told}: PostgreSQL killed after {:.0} % of a portal's jobs", share * 100.0);
            let mut at = String::new();
            let acknowledged = use_until(&hub, &region, &portal, &told, || {
                is_so_before(deadline, || false);
                at = at_work(&hub);
                server.interrupt(outage);
                wait_for_jobs(&hub, &told);
            });
            rounds.count(&format!("{at} by a portal"));
            acknowledged.assert_there(&hub, &told);
            hub.complete(&region.steps, region.loads());
            hub.outcome().assert_same(&region.wanted, &told);
            eprintln!("{told}: complete, the same; {acknowledged:?} are there");
            continue;
        }
        let chosen = random.random_range(0..region.steps.len());
        let (step, length) = (&region.steps[chosen], &lengths[chosen]);
        hub.complete(&region.steps[..chosen], 0);
        let ended = run_and(&hub, step, length.length.mul_f64(share), || server.interrupt(outage));
        let told = format!("{told}: PostgreSQL killed after {:.0} % of `{}`", share * 100.0, step.told());
        match ended {
            Ended::Before => continue,
            Ended::Refused => hub.check(&told),
            // It was told as done: nothing is repeated.
            Ended::Done => hub.check(&told),
        }
        rounds.count(length.at(step, share));
        let from = if ended == Ended::Done { chosen + 1 } else { chosen };
        hub.complete(&region.steps, from);
        hub.outcome().assert_same(&region.wanted, &told);
        eprintln!("{told}: {ended:?}, complete, the same");
    }
}
