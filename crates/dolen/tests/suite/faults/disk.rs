//! No room: a file that may not grow, a disk that is full.

use std::process::Command;

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::controlled::Controlled;
use super::pipeline::assert_refused;
use super::small_disk::SmallDisk;
use super::{Database, Hub, Region, Rounds, scale};
use crate::dolen::{Answer, answer, command};

/// What is said where something cannot be written: of the database, or of a file in the landing.
const WORDS: [&str; 2] = ["is full or cannot be written", "could not be"];

#[test]
fn a_file_that_may_not_grow_is_a_refusal_and_the_same_command_completes_when_it_may() {
    let region = Region::prepare(scale());
    let mut rounds = Rounds::of("file size", "file");
    while let Some((told, mut random)) = rounds.next() {
        let hub = region.fresh(&told, &Database::File);
        let chosen = random.random_range(0..region.steps.len());
        hub.complete(&region.steps[..chosen], 0);
        let step = &region.steps[chosen];
        // What a file of the hub has by then, and what it comes to.
        let most = 64 + random.random_range(0..2_048);
        let told = format!("{told}: `{}` with files of at most {most} blocks", step.told());
        let refused = limited(&hub, &step.arguments, most);
        if refused.code == 0 {
            continue;
        }
        assert_completes(&mut rounds, &hub, &region, (chosen, &refused), &told);
    }
}

/// Runs a command that may write no file larger than so many blocks of 512 bytes.
fn limited(hub: &Hub, arguments: &[String], blocks: u64) -> Answer {
    let program = command(arguments);
    // Without a signal, so that the program is told as it is by a full disk.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &script, "sh"]).arg(program.get_program()).args(program.get_args());
    shell.arg("--hub").arg(&hub.folder).env_remove("DOLEN_HUB").env_remove("DOLEN_LOG");
    answer(&mut shell)
}

#[test]
fn a_full_disk_is_a_refusal_and_the_same_command_completes_when_there_is_room() {
    let region = Region::prepare(scale());
    let mut rounds = Rounds::of("full disk", "file");
    while let Some((told, mut random)) = rounds.next() {
        let Some(hub) = on_small_disk(&region, &told, &mut random) else { return };
        let Some((chosen, answer)) = first_refused(&hub, &region) else { continue };
        hub.make_room();
        assert_completes(&mut rounds, &hub, &region, (chosen, &answer), &told);
    }
}

#[test]
fn a_server_without_room_is_a_refusal_and_the_same_command_completes_when_there_is_some() {
    let Some(server) = Controlled::take("a_server_without_room") else { return };
    // Its tables grow beyond the pieces of the journal, which no limit may be below.
    let region = Region::prepare(4.0 * scale());
    let mut rounds = Rounds::of("full disk", "server");
    while let Some((told, mut random)) = rounds.next() {
        let hub = region.fresh(&told, &server.database());
        // More than its journal and its own tables need, and half a block.
        server.limit(8_192 * random.random_range(130..330) + 4_096);
        let refused = first_refused(&hub, &region);
        server.make_room();
        let Some((chosen, answer)) = refused else { continue };
        assert_completes(&mut rounds, &hub, &region, (chosen, &answer), &told);
    }
}

/// The place of the first step that is refused, and what it said.
fn first_refused(hub: &Hub, region: &Region) -> Option<(usize, Answer)> {
    let mut answers = region.steps.iter().map(|step| hub.run(&step.arguments)).enumerate();
    answers.find(|(_, answer)| answer.code != 0)
}

/// A step was refused as it should be, and completes now.
fn assert_completes(rounds: &mut Rounds, hub: &Hub, region: &Region, (chosen, answer): (usize, &Answer), told: &str) {
    let step = &region.steps[chosen];
    let told = format!("{told}: no room at `{}`", step.told());
    assert_refused(answer, &WORDS, &told);
    rounds.count(&format!("{:?}", step.work).to_lowercase());
    hub.check(&told);
    hub.complete(&region.steps, chosen);
    hub.outcome().assert_same(&region.wanted, &told);
    eprintln!("{told}: refused, complete, the same");
}

/// A hub on a disk with a little more room than it needs when it is empty.
fn on_small_disk(region: &Region, told: &str, random: &mut ChaCha8Rng) -> Option<Hub> {
    let mut hub = region.fresh(told, &Database::File);
    let room = random.random_range(200..6_000);
    match SmallDisk::under(&hub.folder, room) {
        Ok(disk) => {
            hub.disk = Some(disk);
            Some(hub)
        }
        Err(why) => {
            eprintln!("skipped, because no small disk can be made here ({why}): a_full_disk_is_a_refusal");
            None
        }
    }
}
