//! The ledger: a consultation is in it before anything is shown, and tampering is found.

use crate::dolen::{CONTRACT, EXTRACT, Place, run, text};

fn loaded() -> Place {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    let (contract, extract) = (place.write("contract.toml", CONTRACT), place.write("extract.csv", EXTRACT));
    place.run(["feed", "add", text(&contract)]).ok();
    place.run(["load", text(&extract), "--feed", "cwm-derw-social-care"]).ok();
    place.run(["match"]).ok();
    place
}

#[test]
fn opening_a_person_is_an_entry_with_its_reason() {
    let place = loaded();
    let found = place.run(["person", "find", "--nhs-number", "9434765919", "--json"]).ok().json();
    let golden = found["hits"][0]["golden"].as_str().unwrap_or_else(|| panic!("{found}")).to_owned();
    let entries = || place.run(["audit", "verify", "--json"]).ok().json()["entries"].as_u64().expect("a count");
    let before = entries();
    let shown = place.run(["person", "show", &golden, "--reason", "Duty call 17", "--why"]).ok();
    assert!(shown.stdout.contains("Zzyzxwell"), "{}", shown.stdout);
    assert_eq!(entries(), before + 1);
    let exported = place.run(["audit", "export"]).ok().stdout;
    let last = exported.lines().last().unwrap_or_default();
    assert!(last.contains("Duty call 17") && last.contains(&golden) && last.contains("local:"), "{last}");
    let nobody = place.run(["person", "show", "00000000-0000-8000-8000-000000000000", "--reason", "test"]);
    assert_eq!(nobody.code, 1, "{nobody:?}");
}

#[test]
fn an_earlier_day_is_opened_like_any_other_with_what_was_known_then() {
    let place = loaded();
    let found = place.run(["person", "find", "--nhs-number", "9434765919", "--json"]).ok().json();
    let golden = found["hits"][0]["golden"].as_str().unwrap_or_else(|| panic!("{found}")).to_owned();
    let show = |day: &str| place.run(["person", "show", &golden, "--reason", "Court order", "--as-at", day, "--why"]);
    let now = place.run(["person", "show", &golden, "--reason", "test", "--json"]).ok().json();
    let today = now["viewed_at"].as_i64().map(|time| dolen_model::Timestamp(time).to_string()).unwrap_or_default();
    let today = today.get(..10).unwrap_or_default();
    let shown = show(today).ok().stdout;
    assert!(shown.contains(&format!("at the end of {today}")) && shown.contains("Zzyzxwell"), "{shown}");
    assert!(shown.contains("What was known when") && shown.contains("known from"), "{shown}");
    let early = show("2001-02-03");
    assert_eq!((early.code, early.fault().contains("nothing was known")), (1, true), "{early:?}");
    let ahead = show("9999-01-01");
    assert_eq!((ahead.code, ahead.fault().contains("not ahead")), (1, true), "{ahead:?}");
    assert_eq!(show("2026-03").code, 2);
    let exported = place.run(["audit", "export"]).ok().stdout;
    let looks: Vec<&str> = exported.lines().filter(|line| line.contains("Court order")).collect();
    assert_eq!(looks.len(), 2, "the day that is ahead is not looked at");
    assert!(looks.iter().all(|look| look.contains("\"as_at\"")), "{looks:?}");
}

#[test]
fn an_exported_ledger_is_verified_without_the_hub() {
    let place = loaded();
    let file = place.path("ledger.jsonl");
    place.run(["audit", "export", "--to", text(&file)]).ok();
    run(["audit", "verify", "--file", text(&file)]).ok();
    let text_of = std::fs::read_to_string(&file).unwrap();
    let entries: Vec<&str> = text_of.lines().collect();
    assert!(entries.len() >= 3, "{text_of}");
    let altered = text_of.replacen("ISP-CD-2026-01", "ISP-CD-2026-02", 1);
    let removed = [&entries[..1], &entries[2..]].concat().join("\n");
    let reordered = [&entries[1..2], &entries[..1], &entries[2..]].concat().join("\n");
    for (name, bytes) in [("altered", altered), ("removed", removed), ("reordered", reordered)] {
        if bytes.trim() == text_of.trim() {
            continue;
        }
        let answer = run(["audit", "verify", "--file", text(&place.write(name, bytes))]);
        assert_eq!(answer.code, 1, "{name}: {answer:?}");
        assert!(answer.fault().contains("entry"), "{name}: {}", answer.fault());
    }
}

#[test]
fn a_database_put_back_to_an_earlier_day_is_found() {
    let place = loaded();
    let database = place.hub().join("dolen.sqlite");
    assert!(!place.hub().join("dolen.sqlite-wal").exists(), "the last process leaves the database in one file");
    let earlier = std::fs::read(&database).unwrap();
    place.run(["person", "find", "--reference", "C1"]).ok();
    place.run(["audit", "verify"]).ok();
    std::fs::write(&database, earlier).unwrap();
    let answer = place.run(["audit", "verify"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.fault().contains("cut off"), "{}", answer.fault());
}

#[test]
fn a_head_that_was_taken_away_is_told() {
    let place = loaded();
    std::fs::remove_file(place.hub().join("ledger-head")).unwrap();
    let answer = place.run(["audit", "verify"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.fault().contains("ledger-head"), "{}", answer.fault());
}

#[test]
fn landed_bytes_that_are_no_more_what_came_are_told() {
    let place = loaded();
    assert_eq!(place.run(["audit", "verify", "--json"]).ok().json()["landed_files"], 1);
    let landing = place.hub().join("landing");
    let files: Vec<_> = std::fs::read_dir(&landing).unwrap().map(|file| file.unwrap().path()).collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let whole = std::fs::read(file).unwrap();
    std::fs::remove_file(file).unwrap();
    assert!(place.run(["audit", "verify"]).fault().contains("load 1 were removed"));
    std::fs::write(file, [whole.as_slice(), b"C9,Vexbridge\n"].concat()).unwrap();
    let answer = place.run(["audit", "verify"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.fault().contains("load 1 were altered"), "{}", answer.fault());
    std::fs::write(file, whole).unwrap();
    place.run(["audit", "verify"]).ok();
}

#[test]
fn while_another_process_matches_a_look_up_is_answered_and_a_match_waits() {
    let place = loaded();
    place.run(["match"]).ok();
    let lock = std::fs::File::create(place.hub().join("locks").join("match.lock")).unwrap();
    lock.lock().unwrap();
    let found = place.run(["person", "find", "--reference", "C1", "--json"]).ok().json();
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(1), "{found}");
    let busy = place.run(["match"]);
    assert_eq!(busy.code, 1, "{busy:?}");
    assert!(busy.fault().contains("hint"), "{}", busy.fault());
}
