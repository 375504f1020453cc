//! Contracts: checked on the agency's own machine, then added.

use crate::dolen::{CONTRACT, EXTRACT, Place, run, text};

#[test]
fn a_check_reports_and_stores_nothing() {
    let place = Place::new();
    let (contract, extract) = (place.write("contract.toml", CONTRACT), place.write("extract.csv", EXTRACT));
    let hub = place.hub();
    let answer = place.run(["feed", "check", text(&contract), text(&extract), "--json"]).ok();
    assert!(!hub.exists(), "a check made a hub");
    let report = answer.json();
    let report = &report["reports"][0];
    assert_eq!(report["summary"]["received"], 4, "{report}");
    assert_eq!(report["summary"]["published"], 3, "{report}");
    assert_eq!(report["summary"]["quarantined"], 1, "{report}");
    assert_eq!(report["dropped_columns"][0], "INTERNAL_NOTE", "{report}");
    assert_eq!(report["quarantine"][0]["line"], 4, "{report}");
    assert_eq!(report["quarantine"][0]["column"], "DOB", "{report}");
}

#[test]
fn a_report_for_people_names_nobody() {
    let place = Place::new();
    let (contract, extract) = (place.write("contract.toml", CONTRACT), place.write("extract.csv", EXTRACT));
    let html = place.path("report.html");
    let answer = run(["feed", "check", text(&contract), text(&extract), "--html", text(&html)]).ok();
    assert!(answer.stdout.contains("received 4 = can be published 3 + quarantined 1"), "{}", answer.stdout);
    for told in [answer.stdout, answer.stderr, std::fs::read_to_string(html).unwrap()] {
        for secret in ["Zzyzxwell", "Quillanna", "Vexbridge", "9434765919", "943 476 5919", "03/02/1980", "31/02/1999"]
        {
            assert!(!told.contains(secret), "{secret} in\n{told}");
        }
    }
}

#[test]
fn a_check_tells_what_would_be_and_points_to_no_load() {
    let place = Place::new();
    let contract = place.write("contract.toml", CONTRACT);
    let check = |name: &str, extract: &str| {
        let extract = place.write(name, extract);
        run(["feed", "check", text(&contract), text(&extract)])
    };
    let held = check("american.csv", &EXTRACT.replace("31/02/1999", "02/28/1999"));
    assert_eq!(held.code, 1, "{held:?}");
    assert!(held.fault().contains("would be held") && held.fault().contains("agreed order"), "{}", held.fault());
    let refused = check("nul.csv", "\0");
    assert!(refused.fault().contains("would be refused"), "{}", refused.fault());
    let good = check("good.csv", EXTRACT).ok();
    for answer in [&held, &refused, &good] {
        assert!(answer.stdout.contains("nothing was stored"), "{}", answer.stdout);
        for told in [&answer.stdout, &answer.stderr] {
            assert!(!told.contains("--release") && !told.contains("bytes are kept"), "{told}");
        }
    }
}

#[test]
fn a_contract_without_data_is_checked_alone() {
    let place = Place::new();
    let right = place.write("right.toml", CONTRACT);
    run(["feed", "check", text(&right)]).ok();
    let wrong = place.write("wrong.toml", CONTRACT.replace("agreement =", "agreemnt ="));
    let answer = run(["feed", "check", text(&wrong)]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.fault().contains("agreemnt") && answer.fault().contains('5'), "no key or line: {}", answer.fault());
}

#[test]
fn an_added_feed_is_listed_and_loads() {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    let (contract, extract) = (place.write("contract.toml", CONTRACT), place.write("extract.csv", EXTRACT));
    place.run(["feed", "add", text(&contract)]).ok();
    let listed = place.run(["feed", "list", "--json"]).ok().json();
    assert_eq!(listed["feeds"][0]["name"], "cwm-derw-social-care", "{listed}");
    let loaded = place.run(["load", text(&extract), "--feed", "cwm-derw-social-care", "--json"]).ok().json();
    assert_eq!(loaded["reports"][0]["summary"]["state"], "published", "{loaded}");
    let again = place.run(["load", text(&extract), "--feed", "cwm-derw-social-care"]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.fault().contains("already"), "{}", again.fault());
    let unknown = place.run(["load", text(&extract), "--feed", "nobody"]);
    assert_eq!(unknown.code, 1, "{unknown:?}");
    assert!(unknown.fault().contains("hint"), "{}", unknown.fault());
}

#[test]
fn a_postcode_directory_tells_which_postcodes_exist() {
    let place = Place::new();
    let (contract, extract) = (place.write("contract.toml", CONTRACT), place.write("extract.csv", EXTRACT));
    let directory = place.write("directory.csv", "pcds,doterm\nNP20 4UX,\nNP20 4UY,\n");
    let rules = |arguments: &[&str]| {
        let mut all = vec!["feed", "check", text(&contract), text(&extract), "--json"];
        all.extend(arguments);
        let report = run(all).ok().json();
        let rules = report["reports"][0]["rules"].as_array().unwrap_or_else(|| panic!("{report}")).clone();
        rules.iter().filter(|rule| rule["column"] == "POSTCODE").count()
    };
    assert_eq!(rules(&[]), 0);
    assert_eq!(rules(&["--postcodes", text(&directory)]), 1, "NP20 4UZ is in no directory");
}

#[test]
fn a_file_that_cannot_be_loaded_stops_none_of_the_others() {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    let contract = place.write("contract.toml", CONTRACT);
    place.run(["feed", "add", text(&contract)]).ok();
    let (empty, good) = (place.write("empty.csv", ""), place.write("good.csv", EXTRACT));
    let missing = place.path("missing.csv");
    let html = place.path("report.html");
    let answer = place.run([
        "load",
        text(&empty),
        text(&missing),
        text(&good),
        "--feed",
        "cwm-derw-social-care",
        "--json",
        "--html",
        text(&html),
        "--language",
        "cy",
    ]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let told: Vec<&str> = answer.stderr.lines().filter(|line| line.starts_with("dolen: ")).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("empty.csv") && told[1].contains("missing.csv"), "{told:?}");
    let reports = answer.json();
    let states: Vec<&str> = reports["reports"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|report| report["summary"]["state"].as_str())
        .collect();
    assert_eq!(states, ["rejected", "published"]);
    let second = std::fs::read_to_string(place.path("report.2.html")).unwrap();
    assert!(second.contains("lang=\"cy\"") && html.exists());
}
