//! Bad files: one clear line each, and the bytes are on record.

use crate::dolen::{CONTRACT, EXTRACT, Place, run, text};

/// Contract of an XML feed.
const XML: &str = r#"
name = "dyffryn-social-care"
organisation = "dyffryn-council"
organisation_name = { en = "Dyffryn Council", cy = "Cyngor Dyffryn" }
agreement = "ISP-DY-2026-01"
subject = "person"
delivery = "full"
cadence = "monthly"
key = ["@id"]
rows_per_key = "one"

[format]
kind = "xml"
record = "Export/Client"

[[column]]
name = "@id"
required = true

[[column]]
name = "Surname"
field = "family_name"
"#;

fn spreadsheet() -> String {
    CONTRACT.replace("cwm-derw-social-care", "sheet").replace(
        "kind = \"csv\"\nencoding = \"utf-8\"\ndelimiter = \",\"",
        "kind = \"spreadsheet\"\nsheets = [\"Plant\"]",
    )
}

/// Loads a file by a contract, and gives the one line that tells what is wrong.
#[track_caller]
fn refused(contract: &str, file: &str, bytes: &[u8]) -> String {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    let name =
        contract.lines().find_map(|line| line.strip_prefix("name = ")).expect("a name").trim_matches('"').to_owned();
    let contract = place.write("contract.toml", contract);
    place.run(["feed", "add", text(&contract)]).ok();
    let path = place.write(file, bytes);
    let answer = place.run(["load", text(&path), "--feed", &name]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let fault = answer.fault().to_owned();
    assert!(fault.contains(file), "the file is not named: {fault}");
    // The landing is committed first: the file is on record, and nothing of it is published.
    place.run(["audit", "verify"]).ok();
    let matched = place.run(["match", "--json"]).ok().json();
    assert_eq!(matched["source_records"], 0, "{matched}");
    fault
}

#[test]
fn truncated_xml() {
    refused(XML, "cut.xml", b"<Export><Client id=\"1\"><Surname>Prys</Surname></Client><Client id=\"2\"><Surn");
}

#[test]
fn a_billion_laughs() {
    let mut bomb = "<!DOCTYPE Export [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..12 {
        let inside = format!("&a{};", level - 1).repeat(10);
        bomb.push_str(&format!("<!ENTITY a{level} \"{inside}\">"));
    }
    bomb.push_str("]><Export><Client id=\"1\"><Surname>&a11;</Surname></Client></Export>");
    refused(XML, "laughs.xml", bomb.as_bytes());
}

#[test]
fn a_zip_that_is_no_workbook() {
    refused(&spreadsheet(), "zip.xlsx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
}

#[test]
fn a_nul_in_a_csv() {
    refused(CONTRACT, "nul.csv", EXTRACT.replace("Orlando", "Or\0lando").as_bytes());
}

#[test]
fn an_empty_file() {
    refused(CONTRACT, "empty.csv", b"");
}

#[test]
fn a_wrong_header() {
    let fault = refused(CONTRACT, "header.csv", EXTRACT.replace("CASE_NO", "CASENUMBER").as_bytes());
    assert!(fault.contains("CASE_NO"), "the column is not named: {fault}");
}

#[test]
fn what_a_rule_leaves_open_is_in_both_languages_in_the_json() {
    let place = Place::new();
    let contract = place.write("contract.toml", CONTRACT);
    let file = place.write("header.csv", EXTRACT.replace("CASE_NO", "CASE_NO_"));
    let report = place.run(["feed", "check", text(&contract), text(&file), "--json"]).json();
    let detail = &report["reports"][0]["rules"][0]["examples"][0]["detail"];
    assert_eq!(detail["en"], "`CASE_NO` (is `CASE_NO_` meant?)", "{report}");
    assert_eq!(detail["cy"], "`CASE_NO` (ai `CASE_NO_` a olygir?)", "{report}");
}

#[test]
fn a_date_column_in_american_order_is_held_whole() {
    let place = Place::new();
    run(["init", text(&place.hub())]).ok();
    let contract = place.write("contract.toml", CONTRACT);
    place.run(["feed", "add", text(&contract)]).ok();
    let mut american = "CASE_NO,SURNAME,FORENAMES,DOB,NHS_NO,POSTCODE\n".to_owned();
    for number in 1..30 {
        american.push_str(&format!("C{number},Vexbridge,Oswin,03/{number:02}/1990,,NP20 4UX\n"));
    }
    let file = place.write("american.csv", american);
    let answer = place.run(["load", text(&file), "--feed", "cwm-derw-social-care", "--json"]);
    let report = answer.json();
    assert_eq!(report["reports"][0]["summary"]["state"], "held", "{report}");
    let load = report["reports"][0]["summary"]["load"].as_str().expect("an id").to_owned();
    place.run(["load", "--discard", &load]).code.eq(&2).then_some(()).expect("a discard needs its reason");
    place.run(["load", "--discard", &load, "--reason", "american dates"]).ok();
    place.run(["audit", "verify"]).ok();
}
