//! A hub moves to a server and back, killed on the way too, and whatever can be asked of it is answered in the same words.

use std::process::Stdio;
use std::time::Duration;

use crate::dolen::{CONTRACT, EXTRACT, Place, answer, command, run, text};
use crate::server::address;

const FEED: &str = "cwm-derw-social-care";

/// A hub with two loads of which the second leaves somebody out, quarantined rows, a match, a decision that stands and one that
/// was undone.
pub(crate) fn filled() -> Place {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    std::fs::write(place.hub().join("hub.toml"), "[intake]\nswing = 1.0\n").unwrap();
    let contract = place.write("contract.toml", CONTRACT);
    place.run(["feed", "add", text(&contract)]).ok();
    for extract in
        [EXTRACT.to_owned(), EXTRACT.replace("C4,Vexbridge,Oswin,01/12/2001", "C5,Vexbridge,Orwin,01/12/2001")]
    {
        let extract = place.write("extract.csv", extract);
        place.run(["load", text(&extract), "--feed", FEED]).ok();
    }
    place.run(["match"]).ok();
    let decide = |verdict: &str, one: &str, other: &str| {
        let decided = place.run(["review", verdict, one, other, "--reason", "seen together", "--json"]).ok().json();
        decided["decision"].as_str().unwrap().to_owned()
    };
    let (one, two) = ("cwm-derw-council:C1", "cwm-derw-council:C2");
    let undone = decide("different", one, two);
    place.run(["review", "undo", &undone, "--reason", "it was not so"]).ok();
    decide("same", one, two);
    place.run(["match"]).ok();
    place
}

/// What is asked of the hub, and answered.
pub(crate) fn answers(place: &Place) -> Vec<String> {
    let exported = place.run(["audit", "export"]).ok().stdout;
    let found = place.run(["person", "find", "--name", "Quillanna Zzyzxwell", "--birth-date", "1980-02-03", "--json"]);
    let found = found.ok().json();
    let mut told = Vec::new();
    for hit in found["hits"].as_array().unwrap() {
        let golden = hit["golden"].as_str().unwrap();
        let shown = place.run(["person", "show", golden, "--reason", "test", "--why"]).ok().stdout;
        // The first line has the number of the entry that the look itself made.
        told.push(shown.lines().skip(1).collect::<Vec<_>>().join("\n"));
    }
    assert!(!told.is_empty());
    for asked in [&["review", "list"][..], &["jobs"], &["feed", "list"], &["key", "show"]] {
        let answer = place.run(asked).ok().stdout;
        // Where the database is, is what a move changes.
        told.push(answer.lines().filter(|line| !line.starts_with("database:")).collect::<Vec<_>>().join("\n"));
    }
    // The entries that the asking itself made come behind them.
    told.push(exported.lines().skip(1).collect::<Vec<_>>().join("\n"));
    told
}

#[track_caller]
pub(crate) fn assert_same(before: &[String], after: &[String]) {
    let (before_ledger, after_ledger) = (before.last().unwrap(), after.last().unwrap());
    assert!(after_ledger.starts_with(before_ledger), "the ledger goes on behind what it was");
    assert_eq!(&after[..after.len() - 1], &before[..before.len() - 1]);
}

#[test]
fn there_and_back_every_answer_is_the_same() {
    let Some(server) = address("there_and_back_every_answer_is_the_same") else { return };
    let place = filled();
    let url = format!("{server}/dolen_{}_copied", std::process::id());
    let before = answers(&place);

    let moved = place.run(["copy", "--to", &url]).ok();
    let password = url.split_once(':').unwrap().1.split_once(':').unwrap().1.split_once('@').unwrap().0;
    assert!(moved.stdout.contains("dolen.sqlite.moved") && !moved.stdout.contains(password), "{}", moved.stdout);
    assert!(!std::fs::read_to_string(place.hub().join("hub.toml")).unwrap().contains(password));
    assert!(place.hub().join("dolen.sqlite.moved").exists() && !place.hub().join("dolen.sqlite").exists());
    let there = answers(&place);
    assert_same(&before, &there);
    place.run(["audit", "verify"]).ok();

    let back = place.run(["copy", "--to", "file", "--json"]).ok().json();
    assert_eq!((back["to"].as_str(), back["is_open"].as_bool()), (Some("file"), Some(false)));
    assert_same(&there, &answers(&place));
    place.run(["audit", "verify"]).ok();
    let again = place.run(["copy", "--to", "file"]);
    assert_eq!((again.code, again.fault().contains("already")), (1, true), "{again:?}");
    assert_eq!(place.run(["copy", "--undo"]).code, 1);
    assert_eq!(place.run(["copy"]).code, 2);
}

#[test]
fn killed_at_any_moment_a_move_is_completed_or_given_up() {
    let Some(server) = address("killed_at_any_moment_a_move_is_completed_or_given_up") else { return };
    let place = filled();
    let before = answers(&place);
    let url = format!("{server}/dolen_{}_killed_copy", std::process::id());
    let mut given_up = 0;
    for round in 0..12_u64 {
        let mut process = command(["copy", "--to", &url]);
        process.arg("--hub").arg(place.hub()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = process.spawn().unwrap();
        // Nobody sends: the wait for a message is the wait for time to pass.
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        receiver.recv_timeout(Duration::from_millis(80 * (round + 1))).ok();
        process.kill().unwrap();
        process.wait().unwrap();
        place.run(["audit", "verify"]).ok();
        let undo = place.run(["copy", "--undo"]);
        match undo.code {
            0 => given_up += 1,
            _ => assert!(undo.fault().contains("does not move") || undo.fault().contains("new place"), "{undo:?}"),
        }
        let done = std::fs::read_to_string(place.hub().join("hub.toml")).unwrap().contains("[database]");
        if done {
            break;
        }
        answer(command(["review", "list", "--hub"]).arg(place.hub())).ok();
    }
    eprintln!("{given_up} moves were given up");
    let done = place.run(["copy", "--to", &url]);
    assert!(done.code == 0 || done.fault().contains("already"), "{done:?}");
    assert_same(&before, &answers(&place));
    place.run(["audit", "verify"]).ok();
}
