//! Connections to the server that are cut at a random moment.

use std::time::Duration;

use rand::RngExt as _;

use super::pipeline::{Ended, run_and};
use super::portal::{Portal, jobs};
use super::proxy::Network;
use super::{Database, Hub, Region, Rounds, is_so_before, now, pause};
use crate::browser::Browser;

#[test]
fn a_command_whose_connections_are_cut_is_refused_and_completes_when_it_is_asked_again() {
    let Some(server) = crate::server::address("a_command_whose_connections_are_cut") else { return };
    let network = Network::to(&server);
    let database = Database::Server(network.through(&server));
    let region = Region::shared();
    let mut rounds = Rounds::of("cut", "server");
    let lengths = region.timed(&rounds, &database);
    while let Some((told, mut random)) = rounds.next() {
        let hub = region.fresh(&told, &database);
        let chosen = random.random_range(0..region.steps.len());
        let share = random.random_range(0.1..0.95);
        // Some cuts last for a while.
        let outage = random.random_bool(0.5).then(|| Duration::from_millis(random.random_range(1..500)));
        hub.complete(&region.steps[..chosen], 0);
        let (step, timed) = (&region.steps[chosen], &lengths[chosen]);
        let ended = run_and(&hub, step, timed.length.mul_f64(share), || match outage {
            None => network.cut(),
            Some(outage) => {
                network.bring_down();
                pause(outage);
                network.mend();
            }
        });
        let told = format!("{told}: cut after {:.0} % of `{}`", share * 100.0, step.told());
        if ended == Ended::Before {
            continue;
        }
        rounds.count(timed.at(step, share));
        hub.check(&told);
        hub.complete(&region.steps, if ended == Ended::Done { chosen + 1 } else { chosen });
        hub.outcome().assert_same(&region.wanted, &told);
        eprintln!("{told}: {ended:?}, complete, the same");
    }
}

#[test]
fn a_portal_without_its_server_says_so_in_both_languages_and_comes_back_by_itself() {
    let Some(server) = crate::server::address("a_portal_without_its_server") else { return };
    let network = Network::to(&server);
    let region = Region::shared();
    let hub = region.fresh("outage", &Database::Server(network.through(&server)));
    hub.complete(&region.steps, 0);
    let (portal, another) = (Portal::start(&hub), Portal::start(&hub));
    let mut browser = Browser::sign_in(&portal.link).expect("somebody signed in");
    let mut other = Browser::sign_in(&another.link).expect("somebody signed in");
    let search =
        |browser: &mut Browser, path| browser.send(path, &[("reference", "nobody has it")]).expect("an answer");
    assert_eq!(search(&mut browser, "/search").status, 303);
    let entries = hub.entries().len();
    network.bring_down();
    std::thread::scope(|scope| {
        let welsh = scope.spawn(|| search(&mut other, "/cy/search"));
        let english = search(&mut browser, "/search");
        assert_eq!((english.status, english.body.contains("cannot answer at the moment")), (503, true));
        let welsh = welsh.join().expect("an answer");
        assert_eq!((welsh.status, welsh.body.contains("Ni all y gwasanaeth hwn ateb")), (503, true));
    });
    network.mend();
    assert_eq!(hub.entries().len(), entries, "nothing of it was entered");
    assert_eq!(search(&mut browser, "/search").status, 303);
}

#[test]
fn who_leads_and_is_cut_off_leads_again_or_another_does_and_what_is_pending_is_matched() {
    let Some(server) = crate::server::address("who_leads_and_is_cut_off") else { return };
    let network = Network::to(&server);
    let region = Region::shared();
    let hub = region.fresh("cut off leader", &Database::Server(network.through(&server)));
    let configuration = hub.folder.join("hub.toml");
    let told = std::fs::read_to_string(&configuration).expect("a configuration");
    assert!(told.contains("automatic = false"));
    std::fs::write(&configuration, told.replace("automatic = false", "automatic = true")).expect("a configuration");
    let portals = [Portal::start(&hub), Portal::start(&hub)];
    let loads = &region.steps[..region.loads()];
    for (place, load) in loads.iter().enumerate() {
        hub.complete(std::slice::from_ref(load), 0);
        wait_for_match(&hub, place);
        if place % 2 == 0 {
            network.cut();
        } else {
            network.bring_down();
            pause(Duration::from_millis(200));
            network.mend();
        }
    }
    drop(portals);
    hub.complete(&region.steps, region.loads());
    hub.outcome().assert_same(&region.wanted, "after a leader was cut off");
}

/// Waits until a load that was published is matched, which nobody asked for.
fn wait_for_match(hub: &Hub, place: usize) {
    let is_matched = is_so_before(now() + Duration::from_secs(60), || {
        pause(Duration::from_millis(50));
        let matches: Vec<_> = jobs(hub).into_iter().filter(|job| job["kind"] == "match").collect();
        matches.len() > place && matches.iter().all(|job| job["state"] == "done")
    });
    assert!(is_matched, "load {} waits for a match: {:?}", place + 1, jobs(hub));
}
