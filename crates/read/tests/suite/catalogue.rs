//! Every rule of the catalogue can be broken, and is broken by what it says.

use std::collections::BTreeSet;
use std::io::Cursor;

use dolen_read::{Feed, Limits, RULES, rule};

use crate::ods_builder::archive;
use crate::support::{CSV, Directory, feed, field, people, read_with};
use crate::workbook::{Given, header, in_every_format, people_in_a_sheet};

/// Rules that need what the hub knows of earlier loads and other feeds; its own tests break them.
const OF_THE_HUB: [&str; 5] = ["row-none", "row-swing", "empty-swing", "attribute-person-unknown", "person-erased"];

fn csv(columns: &str) -> Feed {
    people(CSV, columns)
}

fn xml() -> Feed {
    feed("person", "full", "key = [\"@id\"]", "kind = \"xml\"\nrecord = \"E/C\"", &field("S", "family_name", ""))
}

type Case = (&'static str, Feed, Vec<u8>, Limits);

fn case(rule: &'static str, feed: Feed, bytes: impl Into<Vec<u8>>) -> Case {
    (rule, feed, bytes.into(), Limits::default())
}

/// A column `V` with a value in the second row.
fn value(rule: &'static str, name: &str, more: &str, value: &str) -> Case {
    case(rule, csv(&field("V", name, more)), format!("ID,V\n1,{value}\n"))
}

fn files() -> Vec<Case> {
    let name = || csv(&field("S", "family_name", ""));
    let limited = |rule, feed, bytes: &str, limits| (rule, feed, bytes.as_bytes().to_vec(), limits);
    let usual = Limits::default();
    let row = in_every_format(&[header(), vec![Given::Text("1"), Given::Text("Rees")]]).swap_remove(0).1;
    vec![
        case("file-empty", name(), ""),
        limited("file-size", name(), "ID,S\n1,Rees\n", Limits { file_bytes: 3, ..usual }),
        limited("file-rows", name(), "ID,S\n1,Rees\n2,Rees\n", Limits { rows: 1, ..usual }),
        case("text-nul", name(), "ID,S\n1,\0\n"),
        case("text-utf-16", name(), b"\xff\xfeI\0D\0"),
        case("text-encoding", name(), b"ID,S\n1,\xf4\n"),
        case("text-quote-open", name(), "ID,S\n1,\"Rees\n"),
        limited(
            "record-size",
            name(),
            &format!("ID,S\n1,{}\n", "x".repeat(200_000)),
            Limits { record_bytes: 10, ..usual },
        ),
        case("header-missing-column", name(), "IDs,S\n1,Rees\n"),
        limited("header-too-wide", name(), "ID,S\n1,Rees\n", Limits { columns: 1, ..usual }),
        case("sheet-missing", people_in_a_sheet("sheets = [\"Other\"]"), row.clone()),
        case("workbook-unreadable", people_in_a_sheet(""), archive(&[("a", b"b")])),
        ("workbook-bomb", people_in_a_sheet(""), row, Limits { unpacked_bytes: 100, ..usual }),
        case("xml-malformed", xml(), "<E><C id='1'>"),
        case("xml-document-type", xml(), "<!DOCTYPE E><E/>"),
        case("xml-entity", xml(), "<E><C id='1'>&nbsp;</C></E>"),
        limited("xml-depth", xml(), "<E><C id='1'><S><b/></S></C></E>", Limits { depth: 3, ..usual }),
        case("no-records", xml(), "<E><D/></E>"),
    ]
}

fn held() -> Vec<Case> {
    let totals = "kind = \"csv\"\ntotals_row = { column = \"ID\", text = \"Total\", count_column = \"S\" }";
    let name = || people(totals, &field("S", "family_name", ""));
    vec![
        value("date-order", "birth_date", "date_format = \"DD/MM/YYYY\"", "04/23/1987"),
        case("totals-differ", name(), "ID,S\n1,Rees\nTotal,2\n"),
        case("totals-missing", name(), "ID,S\n1,Rees\n"),
        case("column-twice", csv(&field("S", "family_name", "")), "ID,S,S\n1,Rees,Rees\n"),
    ]
}

fn rows() -> Vec<Case> {
    let name = || csv(&field("S", "family_name", ""));
    let many = |columns: &str| feed("person", "full", "key = [\"ID\"]\nrows_per_key = \"many\"", CSV, columns);
    let group = "[[attribute]]\nrepeat = \"G\"\ncode = \"@c\"\ncodes = { \"A\" = \"ignore\" }\n";
    let grouped = feed("person", "full", "key = [\"@id\"]", "kind = \"xml\"\nrecord = \"E/C\"", group);
    let shared = csv(&(field("N", "nhs_number", "") + &field("B", "birth_date", "date_format = \"YYYY-MM-DD\"")));
    vec![
        case("row-quotation", name(), "ID,S\n1,\"Rees\"x\n"),
        case("row-ragged", name(), "ID,S\n1\n"),
        case("row-empty", name(), "ID,S,T\n,,x\n"),
        case("row-totals", name(), "ID,S\nTotal,55\n"),
        (
            "row-groups",
            grouped,
            b"<E><C id='1'><G c='A'/><G c='A'/></C></E>".to_vec(),
            Limits { groups: 1, ..Limits::default() },
        ),
        case("key-missing", name(), "ID,S\n,Rees\n"),
        case("key-duplicate", name(), "ID,S\n1,Rees\n1,Rees\n"),
        case("key-scientific", name(), "ID,S\n1.2E+11,Rees\n"),
        value("required-missing", "family_name", "required = true", "\"\""),
        case("nhs-number-shared", shared, "ID,N,B\n1,9434765919,1987-04-03\n2,9434765919,1987-04-04\n"),
        case("person-differs", many(&field("S", "family_name", "")), "ID,S\n1,Rees\n1,Price\n"),
        case("column-absent", csv(&(field("S", "family_name", "") + &field("T", "alias", ""))), "ID,S\n1,Rees\n"),
        case(
            "uprn-missing",
            feed("person", "full", "", "kind = \"savvi\"", ""),
            "PersonReference,UPRN,AttributeType,Attribute\nP1,,Risk,Fall\n",
        ),
        case("value-repeated", xml(), "<E><C id='1'><S>Rees</S><S>Price</S></C></E>"),
    ]
}

fn values() -> Vec<Case> {
    let date = "date_format = \"YYYY-MM-DD\"";
    let two = |first: &str, second: &str| csv(&(field("V", first, date) + &field("W", second, date)));
    let item = "[[column]]\nname = \"V\"\nitem = \"v\"\ntype = \"number\"\n";
    vec![
        value("value-control-character", "family_name", "", "Re\u{1}es"),
        value("value-length", "family_name", "", &"x".repeat(4_001)),
        value("value-cell-error", "family_name", "", "#N/A"),
        value("value-encoding", "family_name", "", "SiÃ´n"),
        value("placeholder", "family_name", "", "UNKNOWN"),
        value("uprn-scientific", "uprn", "", "1.001E+11"),
        value("uprn-rounded", "uprn", "", "100012000000"),
        value("uprn-shape", "uprn", "", "x"),
        value("date-shape", "birth_date", date, "1 May"),
        value("date-impossible", "birth_date", date, "1987-02-30"),
        value("date-future", "birth_date", date, "2027-01-01"),
        value("date-before-1900", "birth_date", date, "1899-01-01"),
        value("date-default", "birth_date", date, "1900-01-01"),
        case("death-before-birth", two("birth_date", "death_date"), "ID,V,W\n1,1987-04-03,1987-04-02\n"),
        case("end-before-start", two("involved_since", "involved_until"), "ID,V,W\n1,2020-04-03,2020-04-02\n"),
        value("nhs-number-length", "nhs_number", "", "123"),
        value("nhs-number-character", "nhs_number", "", "943476591X"),
        value("nhs-number-check-digit", "nhs_number", "", "9434765918"),
        value("nhs-number-repeated-digit", "nhs_number", "", "4444444444"),
        value("nhs-number-scotland", "nhs_number", "", "0101990014"),
        value("nhs-number-northern-ireland", "nhs_number", "", "3201234567"),
        value("postcode-shape", "postcode", "", "X"),
        value("postcode-partial", "postcode", "", "NP20"),
        value("postcode-forces", "postcode", "", "BFPO 801"),
        value("postcode-no-fixed-abode", "postcode", "", "ZZ99 3VZ"),
        value("postcode-pseudo", "postcode", "", "ZZ99 3WZ"),
        value("postcode-legacy", "postcode", "", "NPT 4UX"),
        value("postcode-unknown", "postcode", "", "NP20 4UZ"),
        value("postcode-terminated", "postcode", "", "NP20 4UY"),
        case(
            "attribute-date-impossible",
            csv(
                "[[attribute]]\ncode = \"C\"\ncodes = { \"A\" = \"ignore\" }\nstart = \"D\"\ndate_format = \"YYYY-MM-DD\"\n",
            ),
            "ID,C,D\n1,A,2020-02-30\n",
        ),
        case("number-shape", feed("premises", "full", "", CSV, item), "V\nmany\n"),
        value("phone-shape", "phone", "", "ask"),
        value("email-shape", "email", "", "ask"),
        value("code-unknown", "sex", "codes = { \"F\" = \"female\" }", "X"),
    ]
}

/// A source that breaks off.
struct Broken;

impl std::io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("gone"))
    }
}

impl std::io::Seek for Broken {
    fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn every_rule_is_broken_by_a_file_and_does_what_its_severity_says() {
    let mut broken = BTreeSet::new();
    for (id, feed, bytes, limits) in [files(), held(), rows(), values()].concat() {
        let known = rule(id).unwrap_or_else(|| panic!("`{id}` is not in the catalogue"));
        let read = read_with(&feed, &mut Cursor::new(bytes), limits, Some(&Directory));
        assert!(read.summary.rules.contains_key(id), "{id}: {:?}", read.rules());
        assert_eq!(read.summary.rules[id].count, 1, "{id}");
        match known.severity {
            dolen_model::Severity::FileReject => assert_eq!(read.refused().rule, id),
            _ if known.holds => assert_eq!(read.held(), [id]),
            dolen_model::Severity::RowReject => assert_eq!(read.summary.quarantined, 1, "{id}"),
            _ => assert_eq!(read.summary.quarantined, 0, "{id}"),
        }
        assert!(broken.insert(id), "{id} has two cases");
    }
    let unreadable = read_with(&csv(""), &mut Broken, Limits::default(), None);
    assert_eq!(unreadable.refused().rule, "file-unreadable");
    broken.insert("file-unreadable");
    broken.extend(OF_THE_HUB);
    let all: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(broken, all);
}

#[test]
fn every_rule_says_in_both_languages_what_is_wrong_and_what_to_mend() {
    for rule in RULES {
        for text in [rule.text.en, rule.text.cy, rule.mend.en, rule.mend.cy] {
            assert!(!text.trim().is_empty() && text.trim() == text && !text.contains("  "), "{}", rule.id);
        }
        assert_ne!(rule.text.en, rule.text.cy, "{}", rule.id);
        assert_ne!(rule.mend.en, rule.mend.cy, "{}", rule.id);
        // What is wrong is part of a sentence; what to mend is one.
        assert!(
            !rule.text.en.ends_with('.') && rule.mend.en.ends_with('.') && rule.mend.cy.ends_with('.'),
            "{}",
            rule.id
        );
        // Only a rule that lets the rows pass can hold the file.
        assert!(!rule.holds || rule.severity == dolen_model::Severity::Warning, "{}", rule.id);
    }
}
