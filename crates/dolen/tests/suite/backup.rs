//! A backup by the command line: whole or not there, closed to whoever lacks the key, and a hub again elsewhere.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use crate::copy::{answers, assert_same, filled};
use crate::dolen::{EXTRACT, Place, answer, command, run, text};
use crate::server::address;

/// The hub's master key, kept elsewhere.
pub(crate) fn key(place: &Place) -> String {
    let kept = place.path("kept.key");
    fs::copy(place.hub().join("master.key"), &kept).unwrap();
    format!("file:{}", kept.display())
}

pub(crate) fn backup(place: &Place) -> PathBuf {
    let file = place.path("hub.dolen");
    let made = place.run(["backup", "--to", text(&file), "--kept-until", "2020-02-29"]).ok();
    assert!(made.stdout.contains("the master key alone opens it"), "{}", made.stdout);
    file
}

#[test]
fn a_hub_out_of_a_backup_answers_as_the_hub_did() {
    let place = filled();
    let before = answers(&place);
    let (file, key) = (backup(&place), key(&place));
    for marker in ["Zzyzxwell", "Quillanna", "seen together"] {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(marker.len()).any(|window| window == marker.as_bytes()), "{marker}");
    }
    let verified = run(["backup", "verify", text(&file), "--master", &key]).ok();
    assert!(verified.stdout.contains("is whole") && verified.stdout.contains("its day has passed"), "{verified:?}");
    let listed = place.run(["backup", "list"]).ok().stdout;
    assert!(listed.contains("2020-02-29") && listed.contains("its day has passed"), "{listed}");

    let servers = address("a_hub_out_of_a_backup_answers_as_the_hub_did");
    for server in [None, servers.map(|server| format!("{server}/dolen_{}_restored", std::process::id()))] {
        let other = Place::new();
        let mut restore =
            command(["restore", text(&file), "--into", text(&other.hub()), "--master", &key, "--without-erasures"]);
        if let Some(url) = &server {
            restore.args(["--database", url]);
        }
        let restored = answer(&mut restore).ok();
        assert!(restored.stdout.contains("file:master.key"), "it says where the key belongs: {}", restored.stdout);
        fs::copy(place.path("kept.key"), other.hub().join("master.key")).unwrap();
        other.run(["audit", "verify"]).ok();
        // The keyring has a key more, of backups.
        let without_keys = |answers: &[String]| {
            answers.iter().filter(|told| !told.contains("landed files")).cloned().collect::<Vec<_>>()
        };
        assert_same(&without_keys(&before), &without_keys(&answers(&other)));
        assert_eq!(other.hub().join("dolen.sqlite").exists(), server.is_none());
        let again = answer(&mut restore);
        assert!(again.code == 1 && again.fault().contains("is not empty"), "{again:?}");
    }
}

#[test]
fn without_the_right_key_nothing_is_opened_and_nothing_made() {
    let place = filled();
    let file = backup(&place);
    let into = place.path("restored");
    let wrong = place.write("wrong.key", "ab".repeat(32));
    let wrong = format!("file:{}", wrong.display());
    for master in [&["--master", &wrong][..], &[]] {
        let refused = answer(command(["backup", "verify", text(&file)]).args(master));
        assert!(refused.code == 1 && refused.fault().contains("master key"), "{refused:?}");
        let refused =
            answer(command(["restore", text(&file), "--into", text(&into), "--without-erasures"]).args(master));
        assert!(refused.code == 1 && !into.exists(), "{refused:?}");
    }
    let letter = place.write("letter", "no backup");
    let refused = run(["backup", "verify", text(&letter), "--master", &wrong]);
    assert!(refused.code == 1 && refused.fault().contains("no backup"), "{refused:?}");
    assert_eq!(place.run(["backup"]).code, 2);
    assert_eq!(place.run(["backup", "--to", text(&into), "--kept-until", "2027-03"]).code, 2);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_no_backup() {
    let place = filled();
    let file = place.path("hub.dolen");
    // A column that the contract does not name is landed and goes into no table: the backup is longer than the database.
    let (mut notes, note) = (EXTRACT.to_owned(), "a note ".repeat(600));
    for number in 10..610 {
        notes += &format!("C{number},Vexbridge,Orlando,01/12/2001,,NP20 4UY,{note}\n");
    }
    let notes = place.write("notes.csv", notes);
    // It is held, for it has so many more rows than the one before; its bytes are kept all the same.
    let held = place.run(["load", text(&notes), "--feed", "cwm-derw-social-care"]);
    assert!(held.stdout.contains("held for a steward"), "{held:?}");
    // No file of the process may be longer than 1 or 2 MiB, as shells count blocks, and it is told so instead of being ended.
    let limited = "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\"";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", limited, env!("CARGO_BIN_EXE_dolen"), "backup", "--to", text(&file)]);
    let refused = answer(shell.arg("--hub").arg(place.hub()));
    assert!(refused.code == 1 && refused.fault().contains("could not be written"), "{refused:?}");
    assert!(!file.exists() && !place.path("hub.dolen.part").exists());
    place.run(["audit", "verify"]).ok();
    place.run(["backup", "--to", text(&file)]).ok();
}

#[test]
fn killed_at_any_moment_there_is_a_whole_backup_or_none() {
    let place = filled();
    let key = key(&place);
    for round in 0..8_u64 {
        let file = place.path(&format!("hub-{round}.dolen"));
        let mut process = command(["backup", "--to", text(&file)]);
        process.arg("--hub").arg(place.hub()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = process.spawn().unwrap();
        // Nobody sends: the wait for a message is the wait for time to pass.
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        receiver.recv_timeout(Duration::from_millis(25 * (round + 1))).ok();
        process.kill().unwrap();
        process.wait().unwrap();
        if file.exists() {
            run(["backup", "verify", text(&file), "--master", &key]).ok();
        }
        place.run(["audit", "verify"]).ok();
    }
}
