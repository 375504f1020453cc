//! A hub whose database is on a server.

use std::fs;

use crate::dolen::{CONTRACT, EXTRACT, Place, run, text};

/// The address of the tests' server as administrator, without a database; where there is none, that is told.
pub(crate) fn address(test: &str) -> Option<String> {
    let Ok(url) = std::env::var("DOLEN_TEST_POSTGRES") else {
        eprintln!("skipped, because DOLEN_TEST_POSTGRES is not set (`cargo xtask test` sets it): {test}");
        return None;
    };
    url.rsplit_once('/').map(|(server, _)| server.to_owned())
}

#[test]
fn a_hub_is_made_on_a_server_used_and_checked() {
    let Some(server) = address("a_hub_is_made_on_a_server_used_and_checked") else { return };
    let place = Place::new();
    let url = format!("{server}/dolen_{}_used", std::process::id());
    run(["init", text(&place.hub()), "--database", &url]).ok();
    assert!(!place.hub().join("dolen.sqlite").exists(), "the database is on the server");

    let configuration = fs::read_to_string(place.hub().join("hub.toml")).unwrap();
    let password = fs::read_to_string(place.hub().join("database.password")).unwrap();
    assert!(configuration.contains("[database]") && !configuration.contains(password.trim()), "{configuration}");
    let administrators = url.split_once("://").and_then(|(_, rest)| rest.split_once('@')).unwrap().0;
    let administrators = administrators.split_once(':').unwrap().1;
    assert!(!configuration.contains(administrators), "the administrator's password stays with the administrator");

    let contract = place.write("contract.toml", CONTRACT);
    place.run(["feed", "add", text(&contract)]).ok();
    let extract = place.write("extract.csv", EXTRACT);
    let loaded = place.run(["load", text(&extract), "--feed", "cwm-derw-social-care", "--json"]);
    assert!(loaded.code == 0 || loaded.code == 1, "{loaded:?}");
    place.run(["match"]).ok();
    place.run(["person", "find", "--reference", "C1"]).ok();
    place.run(["audit", "verify"]).ok();

    let again = run(["init", text(&place.path("second")), "--database", &url]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.fault().contains("holds a hub already"), "{}", again.fault());
    assert!(!place.path("second").exists(), "nothing is left of it");

    let upgraded = run(["upgrade", "--database", &url, "--json"]).ok().json();
    assert_eq!(upgraded["from"], upgraded["to"]);
    place.run(["person", "find", "--reference", "C1"]).ok();
}

#[test]
fn a_server_that_cannot_be_used_is_told_in_a_line_without_a_password() {
    let Some(server) = address("a_server_that_cannot_be_used_is_told") else { return };
    let place = Place::new();
    let port = server.rsplit_once(':').unwrap().1;
    for (url, told) in [
        ("postgres://nobody:pa55word@127.0.0.1:1/hub".to_owned(), "cannot be reached"),
        (format!("postgres://nobody:pa55word@127.0.0.1:{port}/hub"), "does not let this user in"),
        ("postgres://nobody:pa55word@db.example/hub?sslmode=require".to_owned(), "verify-full"),
        ("mysql://nobody:pa55word@127.0.0.1/hub".to_owned(), "postgres://"),
    ] {
        let answer = run(["init", text(&place.hub()), "--database", &url]);
        assert_eq!(answer.code, 1, "{answer:?}");
        assert!(answer.fault().contains(told), "{url}: {}", answer.fault());
        assert!(!answer.stderr.contains("pa55word"), "{}", answer.stderr);
        assert!(!place.hub().exists(), "the folder stays as it was");
    }
}
