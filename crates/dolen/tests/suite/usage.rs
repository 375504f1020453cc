//! Exit codes and wrong usage.

use crate::dolen::{Place, run};

#[test]
fn help_and_version_are_answers() {
    for arguments in [&["--help"][..], &["--version"], &["load", "--help"]] {
        let answer = run(arguments).ok();
        assert!(answer.stdout.contains("dolen") && answer.stderr.is_empty(), "{answer:?}");
    }
}

#[test]
fn wrong_usage_is_code_2() {
    let wrong: [&[&str]; 10] = [
        &["lod"],
        &["load"],
        &["load", "file.csv"],
        &["load", "--release", "1", "--discard", "1"],
        &["load", "--discard", "1"],
        &["review", "same", "A", "B"],
        &["person", "show", "A"],
        &["link"],
        &["evaluate", "--truth", "t.csv"],
        &["demo", "--scale", "-1"],
    ];
    for arguments in wrong {
        let answer = run(arguments);
        assert_eq!(answer.code, 2, "{arguments:?}: {answer:?}");
        assert!(answer.stdout.is_empty() && !answer.stderr.is_empty(), "{arguments:?}: {answer:?}");
    }
}

#[test]
fn a_hub_that_is_not_there_is_one_line_with_a_hint() {
    let place = Place::new();
    let commands: [&[&str]; 6] = [
        &["feed", "list"],
        &["match"],
        &["review", "list"],
        &["person", "find", "--name", "a", "--postcode", "NP20 4UX"],
        &["audit", "verify"],
        &["serve"],
    ];
    for arguments in commands {
        let answer = place.run(arguments);
        assert_eq!(answer.code, 1, "{arguments:?}: {answer:?}");
        assert!(answer.fault().contains("(hint: "), "{arguments:?}: {answer:?}");
        assert!(!place.hub().exists(), "{arguments:?} made a hub");
    }
}

#[test]
fn a_hub_is_made_once() {
    let place = Place::new();
    let hub = place.hub();
    run(["init".as_ref(), hub.as_os_str()]).ok();
    let again = run(["init".as_ref(), hub.as_os_str()]);
    assert_eq!(again.code, 1, "{again:?}");
    again.fault();
}
