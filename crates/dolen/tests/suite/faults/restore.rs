//! A restore killed at any moment: the same command again makes the hub.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rand::RngExt as _;

use super::{Rounds, is_so_before, now};
use crate::backup::{backup, key};
use crate::copy::filled;
use crate::dolen::{Place, answer, command, text};

#[test]
fn a_restore_killed_at_any_moment_is_whole_when_it_is_begun_again() {
    let place = filled();
    let (file, key) = (backup(&place), key(&place));
    let restore = |into: &Path| -> Command {
        let mut restore = command(["restore", text(&file), "--into", text(into), "--master", &key]);
        restore.arg("--without-erasures").stdout(Stdio::piped());
        restore
    };
    let begun = now();
    answer(&mut restore(&Place::new().hub())).ok();
    let usual = begun.elapsed();
    let mut rounds = Rounds::of("restore", "file");
    while let Some((told, mut random)) = rounds.next() {
        let other = Place::new();
        let mut process = restore(&other.hub()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let moment = now() + Duration::from_secs_f64(usual.as_secs_f64() * random.random_range(0.0..1.0));
        let has_ended = is_so_before(moment, || process.try_wait().unwrap().is_some());
        process.kill().unwrap();
        process.wait().unwrap();
        if has_ended {
            continue;
        }
        let again = answer(&mut restore(&other.hub()));
        assert!(again.code == 0 || again.fault().contains("is not empty"), "{told}: {again:?}");
        std::fs::copy(place.path("kept.key"), other.hub().join("master.key")).unwrap();
        other.run(["audit", "verify"]).ok();
        rounds.count("restore");
    }
}
