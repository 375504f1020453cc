//! .xls by itself.

use dolen_model::PersonField;

use crate::support::read_bytes;
use crate::workbook::people_in_a_sheet;
use crate::xls_builder::{Plan, Value, compound, workbook};

fn header() -> Vec<Value> {
    ["ID", "Surname", "Born", "NHS", "UPRN"].map(Value::Text).to_vec()
}

#[test]
fn every_kind_of_cell_is_read() {
    let rows = [
        header(),
        vec![Value::Short(-1), Value::Label("Llŷr"), Value::Formula(31_870.0), Value::Nothing, Value::Short(200)],
        vec![Value::Bool(true), Value::FormulaText("Rees"), Value::Day(31_870.5), Value::Error, Value::Number(12.0)],
    ];
    let read = read_bytes(&people_in_a_sheet(""), workbook(&rows, &Plan::default())).published();
    assert_eq!(read.keys(), ["-1", "TRUE"]);
    assert_eq!(read.values(PersonField::FamilyName), ["Llŷr", "Rees"]);
    assert_eq!(read.values(PersonField::BirthDate), ["1987-04-03", "1987-04-03"]);
    assert_eq!(read.values(PersonField::Uprn), ["200", "12"]);
    assert_eq!(read.of_row(1), ["value-cell-error"]);
}

#[test]
fn the_count_from_1904_is_another() {
    let rows = [header(), vec![Value::Text("1"), Value::Text("Rees"), Value::Day(31_870.0 - 1462.0)]];
    let read =
        read_bytes(&people_in_a_sheet(""), workbook(&rows, &Plan { is_1904: true, ..Plan::default() })).published();
    assert_eq!(read.values(PersonField::BirthDate), ["1987-04-03"]);
}

#[test]
fn texts_run_over_several_records() {
    let mut rows = vec![header()];
    for _ in 0..50 {
        rows.push(vec![Value::Text("key"), Value::Text("Llanfairpwllgwyngyll")]);
    }
    for cut_texts in [1, 3, 20] {
        let plan = Plan { cut_texts: Some(cut_texts), ..Plan::default() };
        let read = read_bytes(&people_in_a_sheet(""), workbook(&rows, &plan));
        assert_eq!((read.summary.received, read.keys()), (50, vec!["key"]), "{cut_texts}");
        assert_eq!(read.values(PersonField::FamilyName), ["Llanfairpwllgwyngyll"]);
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let rows = [header(), vec![Value::Text("1")], vec![Value::Text("2")]];
    let detail =
        |bytes: Vec<u8>| read_bytes(&people_in_a_sheet(""), bytes).refused().detail.as_ref().unwrap().en.clone();
    let plan = |plan: Plan| workbook(&rows, &plan);
    assert!(detail(plan(Plan { is_protected: true, ..Plan::default() })).contains("password"));
    assert!(detail(plan(Plan { is_upside_down: true, ..Plan::default() })).contains("order"));
    assert!(detail(compound("EncryptedPackage", b"secret")).contains("password"));
    assert!(detail(compound("Book", b"old")).contains("Excel 95"));
    assert!(detail(compound("WordDocument", b"text")).contains("no workbook"));
    let whole = plan(Plan::default());
    assert!(detail(whole[..whole.len() - 2_000].to_vec()).contains("cut off"));
}

#[test]
fn no_byte_of_a_workbook_can_stop_the_reader() {
    let rows = [header(), vec![Value::Text("1"), Value::Text("Rees"), Value::Day(31_870.0), Value::FormulaText("x")]];
    let whole = workbook(&rows, &Plan::default());
    for place in (0..whole.len()).filter(|place| whole[*place] != 0 || place % 16 == 0) {
        for byte in [0x00, 0xff, 0x7f, 0x01] {
            let mut changed = whole.clone();
            changed[place] = byte;
            read_bytes(&people_in_a_sheet(""), &changed);
        }
    }
}
