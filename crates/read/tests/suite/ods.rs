//! .ods by itself.

use std::io::Cursor;

use dolen_model::PersonField;
use dolen_read::Limits;

use crate::ods_builder::{archive, row, spreadsheet, table};
use crate::support::{read_bytes, read_with};
use crate::workbook::people_in_a_sheet;

const HEADER: [&str; 3] = ["ID", "Surname", "Born"];

#[test]
fn rows_and_cells_that_stand_for_several_are_several() {
    let repeated = "<table:table-row table:number-rows-repeated='3'><table:table-cell/><table:table-cell \
                    office:value-type='string'><text:p>Rees</text:p></table:table-cell></table:table-row>";
    let end = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell \
               table:number-columns-repeated='16384'/></table:table-row>";
    let blank = "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>";
    let rows = row(&HEADER) + blank + repeated + end;
    let read = read_bytes(&people_in_a_sheet(""), spreadsheet(&table("Sheet1", &rows)));
    assert_eq!((read.lines(), read.of_row(2)), (vec![4, 5, 6], vec!["key-missing"]));

    let twice = "<table:table-row><table:table-cell office:value-type='string' table:number-columns-repeated='2'>\
                 <text:p>Rees</text:p></table:table-cell></table:table-row>";
    let read = read_bytes(&people_in_a_sheet(""), spreadsheet(&table("Sheet1", &(row(&HEADER) + twice)))).published();
    assert_eq!((read.keys(), read.values(PersonField::FamilyName)), (vec!["Rees"], vec!["Rees".to_owned()]));
}

#[test]
fn notes_are_no_part_of_a_value_and_blanks_are() {
    let cell = "<table:table-cell office:value-type='string' calcext:value-type='string'><office:annotation><text:p>a \
                secret</text:p></office:annotation><text:p>ap<text:s text:c='2'/>Rhys<text:line-break/>&amp;</text:p>\
                <text:p><text:span>Sons</text:span></text:p></table:table-cell>";
    let rows = row(&HEADER)
        + "<table:table-row><table:table-cell office:value-type='float' office:value='1'/>"
        + cell
        + "</table:table-row>";
    let read = read_bytes(&people_in_a_sheet(""), spreadsheet(&table("Sheet1", &rows))).published();
    assert_eq!(read.values(PersonField::FamilyName), ["ap Rhys & Sons"]);
}

#[test]
fn days_are_counted_from_where_the_file_says() {
    let zero =
        "<table:calculation-settings><table:null-date table:date-value='1904-01-01'/></table:calculation-settings>";
    let rows = row(&HEADER)
        + "<table:table-row><table:table-cell office:value-type='float' office:value='1'/><table:table-cell/>\
           <table:table-cell office:value-type='float' office:value='30408'/></table:table-row>";
    let read =
        read_bytes(&people_in_a_sheet(""), spreadsheet(&(zero.to_owned() + &table("Sheet1", &rows)))).published();
    assert_eq!(read.values(PersonField::BirthDate), ["1987-04-03"]);
}

#[test]
fn a_row_that_stands_for_millions_is_stopped() {
    let rows = row(&HEADER)
        + "<table:table-row table:number-rows-repeated='999999999'><table:table-cell office:value-type='string'>\
           <text:p>1</text:p></table:table-cell></table:table-row>";
    let limits = Limits { rows: 1_000, ..Limits::default() };
    let bytes = spreadsheet(&table("Sheet1", &rows));
    let read = read_with(&people_in_a_sheet(""), &mut Cursor::new(&bytes), limits, None);
    assert_eq!((read.refused().rule.as_str(), read.rows.len()), ("file-rows", 1_000));
}

#[test]
fn damaged_and_protected_files_say_so() {
    let kind: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let detail = |parts: &[(&str, &[u8])]| {
        read_bytes(&people_in_a_sheet(""), archive(parts)).refused().detail.as_ref().unwrap().en.clone()
    };
    let manifest: &[u8] = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    assert!(
        detail(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", b"x")]).contains("password")
    );
    assert!(detail(&[("mimetype", kind)]).contains("not there"));
    let cut: &[u8] = b"<office:document-content><table:table table:name='Sheet1'>";
    assert!(detail(&[("mimetype", kind), ("content.xml", cut)]).contains("too early"));
    let laughs: &[u8] = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    assert!(detail(&[("mimetype", kind), ("content.xml", laughs)]).contains("document type"));
}
