//! Landed files are sealed, with keys that can be kept elsewhere and changed at any moment.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Stdio;

use crate::dolen::{CONTRACT, EXTRACT, Place, answer, command, run, text};

const FEED: &str = "cwm-derw-social-care";

/// A hub with one landed file.
fn loaded() -> Place {
    let place = Place::new();
    let made = run(["init", text(&place.hub())]).ok();
    assert!(made.stdout.contains("master.key") && made.stdout.contains("move it elsewhere"), "{}", made.stdout);
    let contract = place.write("contract.toml", CONTRACT);
    place.run(["feed", "add", text(&contract)]).ok();
    load(&place, EXTRACT);
    place
}

fn load(place: &Place, extract: &str) {
    let extract = place.write("extract.csv", extract);
    place.run(["load", text(&extract), "--feed", FEED]).ok();
}

fn landed(place: &Place) -> Vec<PathBuf> {
    std::fs::read_dir(place.hub().join("landing")).unwrap().map(|file| file.unwrap().path()).collect()
}

#[track_caller]
fn assert_verifies(place: &Place, landed_files: usize) {
    assert_eq!(place.run(["audit", "verify", "--json"]).ok().json()["landed_files"], landed_files);
}

#[test]
fn no_landed_file_holds_a_sequence_of_what_was_sent() {
    let place = loaded();
    let sent: HashSet<&[u8]> = EXTRACT.as_bytes().windows(8).collect();
    let files = landed(&place);
    assert_eq!(files.len(), 1);
    let bytes = std::fs::read(&files[0]).unwrap();
    assert!(bytes.len() > EXTRACT.len() && !bytes.windows(8).any(|window| sent.contains(window)));
    assert_verifies(&place, 1);
}

#[test]
fn the_master_key_is_kept_elsewhere() {
    let place = loaded();
    let key = std::fs::read_to_string(place.hub().join("master.key")).unwrap();
    std::fs::remove_file(place.hub().join("master.key")).unwrap();
    std::fs::write(place.hub().join("hub.toml"), "[keys]\nmaster = \"env:DOLEN_TEST_MASTER\"\n").unwrap();
    let verify = |key: &OsStr| {
        let mut verify = command(["audit", "verify", "--json", "--hub", text(&place.hub())]);
        answer(verify.env("DOLEN_TEST_MASTER", key))
    };
    assert_eq!(verify(key.trim().as_ref()).ok().json()["landed_files"], 1);
    let assert_refused = |wrong: &OsStr, secret: &str| {
        let refused = verify(wrong);
        assert_eq!(refused.code, 1, "{refused:?}");
        assert!(refused.fault().contains("env:DOLEN_TEST_MASTER") && !refused.stderr.contains(secret), "{refused:?}");
    };
    let other = "ab".repeat(32);
    assert_refused(other.as_ref(), &other);
    assert_refused("hardly a key".as_ref(), "hardly");
    #[cfg(unix)]
    assert_refused(std::os::unix::ffi::OsStrExt::from_bytes(b"hardly\xff"), "hardly");
    let found = place.run(["person", "find", "--reference", "C1", "--json"]);
    assert!(
        found.code == 1 && found.fault().contains("env:DOLEN_TEST_MASTER"),
        "the database is sealed too: {found:?}"
    );
}

#[test]
fn both_keys_are_changed_and_nothing_else() {
    let place = loaded();
    let shown = || place.run(["key", "show", "--json"]).ok().json();
    let before = shown();
    assert_eq!((before["sealing"].as_str(), before["place"].as_str()), (Some("done"), Some("file:master.key")));
    let clear = std::fs::read(&landed(&place)[0]).unwrap();
    let rotated = place.run(["key", "rotate", "--json"]).ok().json();
    assert_eq!((&rotated["before"], &rotated["is_complete"]), (&before["master"][0]["id"], &true.into()));
    assert_eq!(std::fs::read(&landed(&place)[0]).unwrap(), clear, "a new master key changes no file");
    assert_verifies(&place, 1);
    place.run(["key", "rotate", "--landing"]).ok();
    assert_verifies(&place, 1);
    place.run(["key", "rotate", "--database"]).ok();
    assert_verifies(&place, 1);
    let after = shown();
    for key in ["master", "landing", "database"] {
        assert_eq!(after[key].as_array().map(Vec::len), Some(1), "{after}");
        assert_ne!(after[key][0]["id"], before[key][0]["id"]);
    }
    let told = place.run(["key", "show"]).ok().stdout;
    assert!(told.contains("landed files are sealed") && told.contains("database: sealed"), "{told}");
    let nothing = place.run(["key", "encrypt", "--json"]).ok().json();
    assert_eq!((&nothing["sealed"], &nothing["files"]), (&0.into(), &1.into()));
    load(&place, &EXTRACT.replace("not listed", "another note"));
    assert_verifies(&place, 2);
}

#[test]
fn a_change_killed_at_any_moment_leaves_a_hub_that_works() {
    let place = loaded();
    for number in 0..4 {
        load(&place, &EXTRACT.replace("not listed", &format!("note {number}")));
    }
    let changes: [&[&str]; 3] = [&["key", "rotate", "--landing"], &["key", "rotate"], &["key", "rotate", "--database"]];
    for round in 0..18 {
        let change = changes[round % 3];
        let mut change = command(change);
        change.arg("--hub").arg(place.hub()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = change.spawn().unwrap();
        // Nobody sends: the wait for a message is the wait for time to pass.
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        receiver.recv_timeout(std::time::Duration::from_millis(6 * (round as u64 + 1))).ok();
        process.kill().unwrap();
        process.wait().unwrap();
        assert_verifies(&place, 5);
    }
    place.run(["key", "rotate"]).ok();
    place.run(["key", "rotate", "--landing"]).ok();
    place.run(["key", "rotate", "--database"]).ok();
    assert_verifies(&place, 5);
    let shown = place.run(["key", "show", "--json"]).ok().json();
    assert_eq!(
        ["master", "landing", "database"].map(|key| shown[key].as_array().map(Vec::len)),
        [Some(1), Some(1), Some(1)]
    );
}
