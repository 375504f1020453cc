//! Rows that count the others.

use dolen_model::PersonField;

use crate::support::{Read, field, people, read_bytes};
use crate::workbook::{Given, in_every_format};

fn declared(rows: &str) -> Read {
    let format = "kind = \"csv\"\ntotals_row = { column = \"ID\", text = \"Total\", count_column = \"S\" }";
    read_bytes(&people(format, &field("S", "family_name", "")), format!("ID,S\n{rows}"))
}

#[test]
fn a_declared_totals_row_is_held_against_the_rows_and_counts_as_none() {
    let read = declared("1,Rees\n2,Price\n\nTOTAL:,2\n").published();
    assert_eq!((read.summary.received, read.summary.totals_rows), (2, 1));
    let read = declared("1,Rees\n2,Price\nTotal,\"1,204 rows\"\n");
    assert_eq!(read.held(), ["totals-differ"]);
    let told = &read.summary.rules["totals-differ"].examples[0];
    assert_eq!(
        told.detail.as_ref().map(|detail| detail.en.as_str()),
        Some("the totals row says 1204, 2 rows were read")
    );
    assert_eq!(declared("1,Rees\nTotal,many\n").held(), ["totals-differ"]);
}

#[test]
fn a_totals_row_that_is_not_there_says_that_the_file_may_be_cut_off() {
    assert_eq!(declared("1,Rees\n2,Price\n").held(), ["totals-missing"]);
}

#[test]
fn a_row_that_only_begins_like_the_totals_row_is_not_lost() {
    let read = declared("Total Wellbeing 7,Rees\n2,Price\nTotal,2\n").published();
    assert_eq!((read.keys(), read.lines()), (vec!["Total Wellbeing 7", "2"], vec![2, 3]));
    // A subtotal in the middle goes back to its owner.
    let read = declared("1,Rees\nTotal,1\n2,Price\nTotal,3\n").published();
    assert_eq!((read.of_row(1), read.summary.totals_rows), (vec!["row-totals"], 1));
}

#[test]
fn an_undeclared_totals_row_is_nobody() {
    let feed = people("kind = \"csv\"", &(field("S", "family_name", "") + &field("G", "given_names", "")));
    let read =
        read_bytes(&feed, "ID,S,G\n1,Rees,Ann\nTotal,55,\n,Cyfanswm / Total,1\nTotal records: 55,,\n2,Total,Ann\n");
    let rules: Vec<_> = (1..4).map(|row| read.of_row(row)).collect();
    assert_eq!(rules, [["row-totals"]; 3]);
    assert_eq!(read.values(PersonField::FamilyName), ["Rees", "Total"]);
}

#[test]
fn each_sheet_has_its_own_totals_row() {
    let format = "kind = \"spreadsheet\"\ntotals_row = { column = \"ID\", text = \"Total\", count_column = \"S\" }";
    let feed = people(format, &field("S", "family_name", ""));
    let rows = |count: f64| {
        [
            vec![Given::Text("ID"), Given::Text("S")],
            vec![Given::Text("1"), Given::Text("Rees")],
            vec![Given::Text("Total"), Given::Number(count)],
        ]
    };
    for (format, bytes) in in_every_format(&rows(1.0)) {
        assert_eq!(read_bytes(&feed, bytes).published().summary.totals_rows, 1, "{format}");
    }
    for (format, bytes) in in_every_format(&rows(2.0)) {
        assert_eq!(read_bytes(&feed, bytes).held(), ["totals-differ"], "{format}");
    }
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for name in ["One", "Two"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "ID").unwrap().write_string(0, 1, "S").unwrap();
        sheet.write_string(1, 0, name).unwrap().write_string(1, 1, "Rees").unwrap();
        if name == "Two" {
            sheet.write_string(2, 0, "Total").unwrap().write_number(2, 1, 1).unwrap();
        }
    }
    let two = people(
        &format!(
            "{}\nsheets = [\"One\", \"Two\"]",
            "kind = \"spreadsheet\"\ntotals_row = { column = \"ID\", text = \"Total\", count_column = \"S\" }"
        ),
        &field("S", "family_name", ""),
    );
    let read = read_bytes(&two, workbook.save_to_buffer().unwrap());
    assert_eq!((read.held(), read.summary.totals_rows), (vec!["totals-missing"], 1));
    assert_eq!(read.summary.rules["totals-missing"].examples[0].part.as_deref(), Some("One"));
}
