//! Workbooks, whatever their format.

use std::io::Cursor;

use dolen_model::PersonField;
use dolen_read::Limits;
use rust_xlsxwriter::Workbook;

use crate::ods_builder::archive;
use crate::support::{read_bytes, read_with};
use crate::workbook::{Given, header, in_every_format, people_in_a_sheet};

#[test]
fn texts_numbers_and_days_come_out_as_people_read_them() {
    let rows = [
        header(),
        vec![
            Given::Number(7.0),
            Given::Text("A&B <Llŷr>"),
            Given::Day(31_870),
            Given::Number(9_434_765_919.0),
            Given::Number(100_100_123_456.0),
        ],
        vec![
            Given::Text("08"),
            Given::Text("Rees"),
            Given::Text("03/04/1987"),
            Given::Text("943 476 5919"),
            Given::Text("200"),
        ],
    ];
    for (format, bytes) in in_every_format(&rows) {
        let read = read_bytes(&people_in_a_sheet(""), bytes).published();
        assert_eq!(read.keys(), ["7", "08"], "{format}");
        assert_eq!(read.values(PersonField::FamilyName), ["A&B <Llŷr>", "Rees"], "{format}");
        assert_eq!(read.values(PersonField::BirthDate), ["1987-04-03", "1987-04-03"], "{format}");
        assert_eq!(read.values(PersonField::NhsNumber), ["9434765919", "9434765919"], "{format}");
        assert_eq!(read.values(PersonField::Uprn), ["100100123456", "200"], "{format}");
        assert_eq!(read.lines(), [2, 3], "{format}");
    }
}

#[test]
fn a_number_in_a_column_of_dates_counts_days() {
    let rows = [header(), vec![Given::Text("1"), Given::Text("Rees"), Given::Number(31_870.0)]];
    for (format, bytes) in in_every_format(&rows) {
        let read = read_bytes(&people_in_a_sheet(""), bytes).published();
        assert_eq!(read.values(PersonField::BirthDate), ["1987-04-03"], "{format}");
    }
}

#[test]
fn a_uprn_that_a_spreadsheet_spoilt_is_told_and_its_row_sent_back() {
    let rows =
        [header(), vec![Given::Text("1"), Given::Text("Rees"), Given::Blank, Given::Blank, Given::Text("1.001E+11")]];
    for (format, bytes) in in_every_format(&rows) {
        assert_eq!(read_bytes(&people_in_a_sheet(""), bytes).of_row(0), ["uprn-scientific"], "{format}");
    }
}

#[test]
fn blank_rows_are_none_and_lines_are_those_of_the_sheet() {
    let rows = [
        vec![Given::Text("Extract of November")],
        vec![],
        header(),
        vec![],
        vec![Given::Text("1"), Given::Text("Rees")],
        vec![Given::Blank, Given::Text(" ")],
        vec![Given::Text("2"), Given::Text("Price")],
    ];
    for (format, bytes) in in_every_format(&rows) {
        let read = read_bytes(&people_in_a_sheet("title_rows = 1"), bytes).published();
        assert_eq!((read.keys(), read.lines()), (vec!["1", "2"], vec![5, 7]), "{format}");
    }
}

#[test]
fn an_error_of_a_formula_is_told_and_is_no_value() {
    let rows = [header(), vec![Given::Text("1"), Given::Text("#N/A")], vec![Given::Text("#REF!"), Given::Text("Rees")]];
    for (format, bytes) in in_every_format(&rows) {
        let read = read_bytes(&people_in_a_sheet(""), bytes);
        assert_eq!(read.of_row(0), ["value-cell-error"], "{format}");
        assert_eq!(read.of_row(1), ["value-cell-error", "key-missing"], "{format}");
        assert!(read.values(PersonField::FamilyName).is_empty(), "{format}");
    }
}

#[test]
fn two_cells_at_opposite_corners_cost_two_cells() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["ID", "Surname"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    sheet.write_string(1_048_575, 0, "1").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let read = read_bytes(&people_in_a_sheet(""), bytes).published();
    assert_eq!((read.keys(), read.lines()), (vec!["1"], vec![1_048_576]));
}

#[test]
fn one_text_in_many_cells_is_counted_as_often_as_it_stands() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["ID", "Surname"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for row in 1..1_000 {
        sheet.write_string(row, 1, "x".repeat(30_000)).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let limits = Limits { unpacked_bytes: 10_000_000, ..Limits::default() };
    let read = read_with(&people_in_a_sheet(""), &mut Cursor::new(bytes), limits, None);
    assert_eq!(read.refused().rule, "workbook-bomb");
}

#[test]
fn sheets_are_read_in_the_contracts_order_and_each_must_be_there() {
    let mut workbook = Workbook::new();
    for (name, key) in [("Plant", "2"), ("Codes", "x"), ("Oedolion", "1")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "ID").unwrap().write_string(0, 1, "Surname").unwrap();
        sheet.write_string(1, 0, key).unwrap().write_string(1, 1, "Rees").unwrap();
    }
    workbook.add_worksheet().set_name("Empty").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let read = |sheets: &str| read_bytes(&people_in_a_sheet(&format!("sheets = {sheets}")), &bytes);
    assert_eq!(read("[\"Oedolion\", \"Plant\"]").published().keys(), ["1", "2"]);
    let missing = read("[\"Oedolion\", \"Henoed\"]");
    assert_eq!(missing.refused().rule, "sheet-missing");
    assert_eq!(
        missing.refused().detail.as_ref().map(|detail| detail.en.as_str()),
        Some("`Henoed`; the workbook has `Plant`, `Codes`, `Oedolion`, `Empty`")
    );
    let empty = read("[\"Plant\", \"Empty\"]");
    assert_eq!((empty.refused().rule.as_str(), empty.refused().part.as_deref()), ("file-empty", Some("Empty")));
}

#[test]
fn what_is_no_workbook_is_refused_in_one_line() {
    let zip = archive(&[("readme.txt", b"hello")]);
    let word = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    let half = in_every_format(&[header()]).swap_remove(0).1;
    let half = half[..half.len() / 2].to_vec();
    for bytes in
        [zip, word, half, b"ID,Surname\n1,Rees\n".to_vec(), vec![0xd0, 0xcf, 0x11, 0xe0], b"PK\x05\x06".to_vec()]
    {
        assert_eq!(read_bytes(&people_in_a_sheet(""), bytes).refused().rule, "workbook-unreadable");
    }
}

#[test]
fn bombs_are_refused_before_anything_is_read() {
    let zeros = vec![b' '; 50_000_000];
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read_bytes(&people_in_a_sheet(""), bomb).refused().rule, "workbook-bomb");

    let limits = Limits { archive_entries: 10, ..Limits::default() };
    let names: Vec<String> = (0..11).map(|number| format!("{number}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let read = read_with(&people_in_a_sheet(""), &mut Cursor::new(archive(&parts)), limits, None);
    assert_eq!(read.refused().rule, "workbook-bomb");

    let limits = Limits { spreadsheet_bytes: 1_000, ..Limits::default() };
    let large = in_every_format(&[header()]).swap_remove(0).1;
    assert_eq!(read_with(&people_in_a_sheet(""), &mut Cursor::new(large), limits, None).refused().rule, "file-size");
}

#[test]
fn a_part_that_is_not_what_it_was_is_refused() {
    let (format, mut bytes) = in_every_format(&[header(), vec![Given::Text("1"), Given::Text("Rees")]]).swap_remove(0);
    let place = bytes.len() / 3;
    bytes[place] ^= 0x55;
    let rule = read_bytes(&people_in_a_sheet(""), &bytes).refused().rule.clone();
    assert!(rule.starts_with("workbook-"), "{format}: {rule}");
}
