//! The header, column by column.

use dolen_read::Drift;

use crate::support::{CSV, contract, feed, field, people, read_bytes};

fn three() -> dolen_read::Feed {
    let id = "[[column]]\nname = \"ID\"\nrequired = true\n";
    people(CSV, &(id.to_owned() + &field("Surname", "family_name", "") + &field("Forename", "given_names", "")))
}

#[test]
fn order_case_and_blanks_of_the_header_do_not_matter() {
    let read = read_bytes(&three(), "forename, SURNAME ,id\nAnn,Price,1\n").published();
    assert_eq!(read.values(dolen_model::PersonField::FamilyName), ["Price"]);
    assert!(read.summary.header_drift.is_empty() && read.summary.dropped_columns.is_empty());
}

#[test]
fn what_is_not_agreed_is_dropped_and_counted_by_name() {
    let read = read_bytes(&three(), "ID,Surname,Forename,Religion,Union,\n1,Price,Ann,Chapel,NUM,\n").published();
    assert_eq!(read.summary.dropped_columns, ["Religion", "Union"]);
    let all = format!("{:?}{:?}", read.rows, read.summary);
    assert!(!all.contains("Chapel") && !all.contains("NUM"));
    for row in &read.rows {
        let dolen_read::RowOutcome::Published(row) = row else { panic!() };
        let stored = serde_json::to_string(match &row.content {
            dolen_read::RowContent::Person(person) => person,
            _ => panic!(),
        });
        assert!(!stored.unwrap().contains("Chapel"));
    }
}

#[test]
fn a_missing_column_is_named_with_the_one_that_may_be_meant() {
    let read = read_bytes(&three(), "ID,Surnane,Postcode\n1,Price,x\n").published();
    let missing = |column: &str, nearest: Option<&str>| Drift::Missing {
        column: column.to_owned(),
        required: false,
        nearest: nearest.map(str::to_owned),
    };
    assert_eq!(read.summary.header_drift, [missing("Surname", Some("Surnane")), missing("Forename", None)]);
    assert_eq!(read.summary.rules["column-absent"].count, 2);
}

#[test]
fn without_a_required_column_the_file_is_refused_in_one_line() {
    let read = read_bytes(&three(), "IDs,Surname,Forename\n1,Price,Ann\n");
    let refused = read.refused();
    assert_eq!((refused.rule.as_str(), refused.line), ("header-missing-column", Some(1)));
    let detail = refused.detail.as_ref().unwrap();
    assert_eq!((detail.en.as_str(), detail.cy.as_str()), ("`ID` (is `IDs` meant?)", "`ID` (ai `IDs` a olygir?)"));
    assert!(read.rows.is_empty());
}

#[test]
fn a_file_without_its_header_shows_nobody_in_the_report() {
    let read = read_bytes(&three(), "4711,Zzyzxwell,Quillanna\n4712,Vexbridge,Orlando\n");
    assert_eq!(read.refused().rule, "header-missing-column");
    let told = format!("{:?}", read.summary);
    assert!(!told.contains("Zzyzxwell") && !told.contains("4711"), "{told}");
}

#[test]
fn a_header_that_shares_no_name_is_none_even_where_nothing_is_required() {
    let feed = feed("area", "full", "", CSV, "[[column]]\nname = \"Place\"\nitem = \"place\"\n");
    let read = read_bytes(&feed, "Newport\nCwmbran\n");
    assert_eq!(read.refused().rule, "header-missing-column");
    assert!(read.refused().detail.as_ref().is_some_and(|detail| detail.cy.starts_with("`Place`; nid oes un o")));
    let missing = Drift::Missing { column: "Place".to_owned(), required: true, nearest: None };
    assert_eq!(read.summary.header_drift, [missing]);
}

#[test]
fn a_column_that_stands_twice_is_told_and_the_file_held() {
    let read = read_bytes(&three(), "ID,Surname,Forename,Surname\n1,Price,Ann,Rees\n");
    assert_eq!(read.held(), ["column-twice"]);
    assert_eq!(read.summary.header_drift, [Drift::Twice("Surname".to_owned())]);
    assert_eq!(read.values(dolen_model::PersonField::FamilyName), ["Price"]);
}

#[test]
fn how_full_each_column_is_comes_out_for_the_next_load_to_be_held_against() {
    let read = read_bytes(&three(), "ID,Surname,Forename\n1,Price,UNKNOWN\n2,Rees,\n3,Howe,Ann\n").published();
    let filled = |name: &str| (read.summary.filled[name].filled, read.summary.filled[name].is_key_field);
    assert_eq!((filled("ID"), filled("Surname"), filled("Forename")), ((3, true), (3, true), (1, true)));
}

#[test]
fn a_key_that_no_column_lists_is_still_required() {
    let text = contract("person", "full", "key = [\"ID\", \"Site\"]", CSV, &field("Surname", "family_name", ""));
    let feed = dolen_read::Feed::parse(&text).unwrap();
    let refused = read_bytes(&feed, "ID,Surname\n1,Price\n");
    assert_eq!(refused.refused().detail.as_ref().map(|detail| detail.cy.as_str()), Some("`Site`"));
    let read = read_bytes(&feed, "ID,Site,Surname\n1/a,b,Price\n1,a/b,Rees\n").published();
    assert_eq!(read.keys(), ["1%2Fa/b", "1/a%2Fb"]);
}

#[test]
fn a_header_read_with_another_separator_is_told_as_one_value() {
    let read = read_bytes(&three(), "ID|Surname|Forename\n1|Price|Ann\n");
    let detail = read.refused().detail.as_ref().unwrap();
    assert!(detail.en.ends_with("the row is one value: are the columns separated by something else?"), "{detail:?}");
    assert!(detail.cy.contains("un gwerth"), "{detail:?}");
}
