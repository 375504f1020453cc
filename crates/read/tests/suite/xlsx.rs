//! .xlsx by itself.

use dolen_model::PersonField;

use crate::ods_builder::archive;
use crate::support::{Read, read_bytes};
use crate::workbook::people_in_a_sheet;

const RELATIONS: &str =
    "<Relationships><Relationship Id='d' Type='http://x/officeDocument' Target='/book/wb.xml'/></Relationships>";
const OF_THE_BOOK: &str = "<Relationships>\
    <Relationship Id='s1' Type='http://x/worksheet' Target='sheets/one.xml'/>\
    <Relationship Id='c1' Type='http://x/chartsheet' Target='sheets/chart.xml'/>\
    <Relationship Id='t' Type='http://x/sharedStrings' Target='../book/texts.xml'/>\
    <Relationship Id='f' Type='http://x/styles' Target='styles.xml'/></Relationships>";
const HEADER: &str = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='inlineStr'><is><t>Born</t></is></c></row>";

/// A workbook of parts that lie elsewhere than usual.
fn workbook(settings: &str, texts: &str, styles: &str, rows: &str) -> Vec<u8> {
    let book = format!(
        "<x:workbook xmlns:x='u' xmlns:r='v'>{settings}<x:sheets><x:sheet name='Chart' r:id='c1'/>\
         <x:sheet name='A&amp;B' r:id='s1'/></x:sheets></x:workbook>"
    );
    let sheet = format!(
        "<worksheet><dimension ref='A1:XFD1048576'/><sheetData>{HEADER}{rows}</sheetData><hyperlinks/></worksheet>"
    );
    let texts = format!("<sst uniqueCount='99999999999999'><si><t>ID</t></si><si><t>Surname</t></si>{texts}</sst>");
    let styles = format!("<styleSheet>{styles}</styleSheet>");
    archive(&[
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("Book\\WB.xml", book.as_bytes()),
        ("book/_rels/wb.xml.rels", OF_THE_BOOK.as_bytes()),
        ("book/texts.xml", texts.as_bytes()),
        ("book/styles.xml", styles.as_bytes()),
        ("book/sheets/one.xml", sheet.as_bytes()),
    ])
}

fn read(settings: &str, texts: &str, styles: &str, rows: &str) -> Read {
    read_bytes(&people_in_a_sheet("sheets = [\"A&B\"]"), workbook(settings, texts, styles, rows))
}

#[test]
fn every_kind_of_cell_is_read_wherever_its_parts_lie() {
    let texts = "<si><r><t>Ll</t></r><r><rPr/><t>ŷr &amp; </t></r><rPh><t>reading</t></rPh></si><si/>";
    let styles = "<numFmts><numFmt numFmtId='170' formatCode='[$-809]d mmm yyyy'/></numFmts>\
                  <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>\
                  <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/></cellXfs><cellXfs/>";
    let rows = "<row r='5'><c r='C5' s='1'><v>31870</v></c><c r='A5'><v>7</v></c><c r='B5' t='s'><v>2</v></c></row>\
                <row><c t='b'><v>1</v></c><c t='str'><f>\"x\"</f><v>Re_x000D_es</v></c><c s='2'><v>3.187E4</v></c></row>\
                <row r='9'><c><v>1E3</v></c><c t='inlineStr'><is><r><t>ap </t></r><r><t>Rhys</t></r></is></c>\
                <c t='d'><v>1987-04-03T00:00:00</v></c></row><row/><row r='11'><c/><c r='B11' t='e'><v>#N/A</v></c></row>";
    let read = read("", texts, styles, rows);
    assert_eq!((read.keys(), read.lines()), (vec!["7", "TRUE", "1000"], vec![5, 6, 9, 11]));
    assert_eq!(read.values(PersonField::FamilyName), ["Llŷr &", "Re es", "ap Rhys"]);
    assert_eq!(read.values(PersonField::BirthDate), ["1987-04-03"; 3]);
    assert_eq!(read.of_row(3), ["value-cell-error", "key-missing"]);
}

#[test]
fn the_count_from_1904_is_another() {
    for settings in ["<x:workbookPr date1904='1'/>", "<x:workbookPr date1904='true'/>"] {
        let rows = "<row r='2'><c r='A2'><v>1</v></c><c r='C2'><v>30408</v></c></row>";
        assert_eq!(read(settings, "", "", rows).published().values(PersonField::BirthDate), ["1987-04-03"]);
    }
}

#[test]
fn what_is_damaged_is_told() {
    for rows in [
        "<row r='3'><c r='A3'><v>1</v></c></row><row r='3'><c r='B3'><v>1</v></c></row>",
        "<row r='3'><c r='A3'><v>1</v></c></row><row r='2'><c r='A2'><v>1</v></c></row>",
        "<row r='3'><c r='A3'><v>1</v></c><c r='A3'><v>1</v></c></row>",
        "<row r='x'/>",
        "<row r='2'><c r='1'/></row>",
        "<row r='2'><c r='A2' t='s'><v>99</v></c></row>",
        "<row r='2'><c r='A2' t='s'><v></v></c></row>",
        "<row r='2'><c r='A2'><v>&ha;</v></c></row>",
        "<row r='2'><c r='A2'><v>1</c></row>",
    ] {
        assert_eq!(read("", "", "", rows).refused().rule, "workbook-unreadable", "{rows}");
    }
    // A document of words is an archive with a document, too.
    let words = archive(&[("_rels/.rels", RELATIONS.as_bytes()), ("book/wb.xml", b"<document/>")]);
    let told = read_bytes(&people_in_a_sheet(""), words);
    assert!(told.refused().detail.as_ref().is_some_and(|detail| detail.en.contains("no workbook")));
}

#[test]
fn a_row_of_one_enormous_text_stops_at_the_limit() {
    let rows = format!("<row r='2'><c r='A2' t='str'><v>{}</v></c></row>", "x".repeat(5 << 20));
    assert_eq!(read("", "", "", &rows).refused().rule, "record-size");
}
