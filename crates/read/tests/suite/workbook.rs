//! One sheet in each of the three formats, so that a rule of spreadsheets is shown on all of them.

use dolen_read::Feed;
use rust_xlsxwriter::{Format, Workbook};

use crate::ods_builder;
use crate::support::{field, people};
use crate::xls_builder::{self, Plan, Value};

/// A cell that all three formats have.
#[derive(Clone, Copy)]
pub(crate) enum Given {
    Text(&'static str),
    Number(f64),
    /// A day by its serial number in the count from 1900.
    Day(u32),
    Blank,
}

/// The same rows as .xlsx, .xls and .ods, each with its name.
pub(crate) fn in_every_format(rows: &[Vec<Given>]) -> Vec<(&'static str, Vec<u8>)> {
    vec![("xlsx", xlsx(rows)), ("xls", xls(rows)), ("ods", ods(rows))]
}

fn xlsx(rows: &[Vec<Given>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Given::Text(text) => sheet.write_string(row, column, *text).map(|_| ()),
                Given::Number(number) => sheet.write_number(row, column, *number).map(|_| ()),
                Given::Day(serial) => sheet.write_number_with_format(row, column, *serial, &day).map(|_| ()),
                Given::Blank => Ok(()),
            }
            .unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn xls(rows: &[Vec<Given>]) -> Vec<u8> {
    let value = |cell: &Given| match cell {
        Given::Text(text) => Value::Text(text),
        Given::Number(number) => Value::Number(*number),
        Given::Day(serial) => Value::Day(f64::from(*serial)),
        Given::Blank => Value::Nothing,
    };
    let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(value).collect()).collect();
    xls_builder::workbook(&rows, &Plan::default())
}

fn ods(rows: &[Vec<Given>]) -> Vec<u8> {
    let cell = |cell: &Given| match cell {
        Given::Text(text) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>")
        }
        Given::Number(number) => {
            format!(
                "<table:table-cell office:value-type='float' office:value='{number}'><text:p>#</text:p></table:table-cell>"
            )
        }
        Given::Day(serial) => {
            let days = i64::from(*serial) - 25_569;
            let date = dolen_model::PartialDate::from_epoch_days(days).unwrap();
            format!(
                "<table:table-cell office:value-type='date' office:date-value='{date}'><text:p>#</text:p></table:table-cell>"
            )
        }
        Given::Blank => "<table:table-cell/>".to_owned(),
    };
    let rows: String = rows
        .iter()
        .map(|row| format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>()))
        .collect();
    ods_builder::spreadsheet(&ods_builder::table("Sheet1", &rows))
}

/// A contract for such a sheet.
pub(crate) fn people_in_a_sheet(more: &str) -> Feed {
    let columns = field("Surname", "family_name", "")
        + &field("Born", "birth_date", "date_format = \"DD/MM/YYYY\"")
        + &field("NHS", "nhs_number", "")
        + &field("UPRN", "uprn", "");
    people(&format!("kind = \"spreadsheet\"\n{more}"), &columns)
}

/// Its header.
pub(crate) fn header() -> Vec<Given> {
    ["ID", "Surname", "Born", "NHS", "UPRN"].map(Given::Text).to_vec()
}
