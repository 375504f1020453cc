//! Each agency has a system of its own.

use std::collections::{BTreeMap, BTreeSet};

use dolen_model::{NhsNumber, PartialDate};

use crate::made::{delimited, file, small};
use crate::table::{Row, truth};

/// Days since 1970 of `DD/MM/YYYY`, `YYYYMMDD…`, `DD-MMM-YYYY` or `YYYY-MM-DD`.
fn days(text: &str) -> i64 {
    const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let iso = match parts.as_slice() {
        [compact] => format!("{}-{}-{}", &compact[..4], &compact[4..6], &compact[6..8]),
        [year, month, day] if year.len() == 4 => format!("{year}-{month}-{day}"),
        [day, month, year] => {
            let number =
                MONTHS.iter().position(|name| name == month).map_or((*month).to_owned(), |at| format!("{:02}", at + 1));
            format!("{year}-{number}-{day}")
        }
        _ => panic!("a date of another shape"),
    };
    PartialDate::parse_iso(&iso).unwrap().earliest_epoch_days()
}

/// First and last day in a column, counted back from the day of the extracts.
fn span(rows: &[Row], column: &str) -> (i64, i64) {
    let today = crate::made::today().earliest_epoch_days();
    let ago = rows.iter().map(|row| today - days(&row[column]));
    (ago.clone().max().unwrap(), ago.min().unwrap())
}

#[test]
fn social_care_goes_back_five_years_admissions_five_years_victims_six_months() {
    let five_years = 1_650..=1_827;
    let (first, last) = span(&delimited(small(), "cwm-derw-social-care"), "REFERRED");
    assert!(five_years.contains(&first) && last >= 0, "{first} to {last}");
    let (first, last) = span(&delimited(small(), "gwynfan-admissions"), "ADMIT_DT");
    assert!(five_years.contains(&first) && last >= 0, "{first} to {last}");
    let (first, last) = span(&delimited(small(), "gororau-victims"), "OCC_DATE");
    assert!((170..=184).contains(&first) && last >= 0, "{first} to {last}");
}

#[test]
fn the_councils_hold_adults_and_children() {
    let lines = truth(|out| small().write_truth(out).unwrap());
    let births: BTreeMap<String, String> = truth(|out| small().write_people(out).unwrap())
        .into_iter()
        .map(|row| (row["person"].clone(), row["birth_date"].clone()))
        .collect();
    for source in ["cwm-derw-council", "glannau-afon-council", "ochr-y-rhos-council"] {
        let of: Vec<&Row> = lines.iter().filter(|row| row["source"] == source).collect();
        let children = of.iter().filter(|row| births[&row["person"]].as_str() > "2008-03-31").count();
        assert!(children * 10 > of.len() && children * 2 < of.len(), "{source}: {children} of {}", of.len());
    }
}

#[test]
fn the_first_council_writes_windows_1252_with_the_letters_that_it_has() {
    let bytes = file(small(), "cwm-derw-social-care");
    assert!(std::str::from_utf8(&bytes).is_err(), "it is no UTF-8");
    assert!(!bytes.windows(2).any(|pair| pair == b"&#"), "no letter is written as an entity");
    let text = encoding_rs::WINDOWS_1252.decode(&bytes).0;
    assert!(text.contains('ô') && text.contains('î'));
    assert!(text.lines().skip(1).all(|line| line.contains('/')), "dates with the day first");
}

#[test]
fn the_second_council_nests_its_xml() {
    let text = String::from_utf8(file(small(), "glannau-afon-social-care")).unwrap();
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in text.split('<').skip(2) {
        if tag.starts_with('/') {
            depth -= 1;
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    assert_eq!((depth, deepest), (0, 5), "Export, Client, Services, Service, Code; and every element is closed");
    assert!(text.contains("xmlns="), "a namespace");
    assert!(text.contains('ŷ'), "letters that only UTF-8 has");
}

#[test]
fn the_health_board_uses_hl7_codes_and_has_traced_most_numbers() {
    let rows = delimited(small(), "gwynfan-admissions");
    // HL7 tables 0001, 0007, 0004 and 0112; the Welsh status of NHS numbers.
    for (column, codes) in [
        ("PAT_SEX", &["F", "M", "U"][..]),
        ("ADMIT_TYPE", &["A", "E"]),
        ("PAT_CLASS", &["I"]),
        ("DISCH_DISP", &["01", "20", "30"]),
        ("NHS_NUMBER_STATUS", &["01", "02", "07"]),
    ] {
        let found: BTreeSet<&str> = rows.iter().map(|row| row[column].as_str()).collect();
        assert!(found.iter().all(|code| codes.contains(code)), "{column}: {found:?}");
    }
    for row in &rows {
        assert_eq!(row["NHS_NUMBER"].is_empty(), row["NHS_NUMBER_STATUS"] == "07");
        assert_eq!(row["DISCH_DT"].is_empty(), row["DISCH_DISP"] == "30");
        if row["NHS_NUMBER_STATUS"] == "01" {
            assert!(NhsNumber::parse(&row["NHS_NUMBER"]).is_ok(), "a traced number is right");
        }
    }
    let traced = rows.iter().filter(|row| row["NHS_NUMBER_STATUS"] == "01").count();
    assert!(traced * 100 > rows.len() * 75, "{traced} of {}", rows.len());
}

#[test]
fn the_police_write_a_row_a_person_role_and_event_in_capitals() {
    let rows = delimited(small(), "gororau-victims");
    let parts: BTreeSet<(&str, &str, &str)> =
        rows.iter().map(|row| (row["OCC_NO"].as_str(), row["NOMINAL_REF"].as_str(), row["ROLE"].as_str())).collect();
    assert_eq!(parts.len(), rows.len());
    let occurrences: BTreeSet<&str> = rows.iter().map(|row| row["OCC_NO"].as_str()).collect();
    assert!(occurrences.len() * 20 < rows.len() * 19, "an occurrence may have several people");
    let nominals: BTreeSet<&str> = rows.iter().map(|row| row["NOMINAL_REF"].as_str()).collect();
    assert!(nominals.len() * 20 < rows.len() * 19, "a person may have several occurrences");
    let roles: BTreeSet<&str> = rows.iter().map(|row| row["ROLE"].as_str()).collect();
    assert_eq!(roles, BTreeSet::from(["VIC", "CHP", "MIS", "SUB"]));
    assert!(rows.iter().all(|row| row["SURNAME"] == row["SURNAME"].to_uppercase() && row["SURNAME"].is_ascii()));
}

#[test]
fn each_agency_writes_dates_in_its_own_form() {
    let shape = |text: &str| -> String {
        text.chars()
            .map(|letter| {
                if letter.is_ascii_digit() {
                    '9'
                } else if letter.is_alphabetic() {
                    'A'
                } else {
                    letter
                }
            })
            .collect()
    };
    for (feed, column, wanted) in [
        ("cwm-derw-social-care", "DOB", "99/99/9999"),
        ("gwynfan-admissions", "PAT_DOB", "99999999"),
        ("gororau-victims", "DOB", "99-AAA-9999"),
        ("cwm-derw-attributes", "BirthDate", "9999-99-99"),
    ] {
        let shapes: BTreeSet<String> =
            delimited(small(), feed).iter().map(|row| shape(&row[column])).filter(|shape| !shape.is_empty()).collect();
        assert_eq!(shapes, BTreeSet::from([wanted.to_owned()]), "{feed}");
    }
}
