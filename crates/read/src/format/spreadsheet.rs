//! Workbooks: .xlsx, .xlsb, .xls and .ods.

use std::io::{Cursor, Read, SeekFrom};

use calamine::{Data, ExcelDateTime, Range, Reader, open_workbook_auto_from_rs};
use dolen_model::{PartialDate, Problem};

use super::{Cell, FormatError, HeaderReport, RawRow, file_problem, workbook_guard};
use crate::feed::Feed;
use crate::{Limits, Source};

pub(crate) fn rows<E>(
    feed: &Feed,
    sheets: &[String],
    title_rows: u64,
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    let bytes = whole(source, limits)?;
    workbook_guard::check(&bytes, limits)?;
    let unreadable = |detail: &str| file_problem("workbook-unreadable", None, Some(detail.to_owned()));
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes.as_slice()))
        .map_err(|_| unreadable("it holds no workbook that is known here"))?;
    let names = workbook.sheet_names();
    let wanted: Vec<String> = if sheets.is_empty() { names.iter().take(1).cloned().collect() } else { sheets.to_vec() };
    if let Some(missing) = wanted.iter().find(|sheet| !names.contains(sheet)) {
        let detail = format!("`{missing}`; the workbook has {}", quoted(&names));
        return Err(file_problem("sheet-missing", None, Some(detail)).into());
    }
    let mut any = false;
    for sheet in &wanted {
        let range = workbook.worksheet_range(sheet).map_err(|_| unreadable("one of its sheets is damaged"))?;
        any |= sheet_rows(feed, sheet, &range, title_rows, limits, header, each)?;
    }
    if any { Ok(()) } else { Err(file_problem("file-empty", None, None).into()) }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn whole(source: &mut dyn Source, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let unreadable = |fault: std::io::Error| file_problem("file-unreadable", None, Some(fault.kind().to_string()));
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut bytes = Vec::new();
    (&mut *source).take(limits.spreadsheet_bytes + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.is_empty() {
        return Err(file_problem("file-empty", None, None));
    }
    if bytes.len() as u64 > limits.spreadsheet_bytes {
        return Err(file_problem("file-size", None, None));
    }
    Ok(bytes)
}

/// Answers whether the sheet has a header.
fn sheet_rows<E>(
    feed: &Feed,
    sheet: &str,
    range: &Range<Data>,
    title_rows: u64,
    limits: &Limits,
    header: &mut HeaderReport,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<bool, FormatError<E>> {
    let Some((first_row, first_column)) = range.start() else { return Ok(false) };
    let mut places: Option<Vec<Option<usize>>> = None;
    for (index, row) in range.rows().enumerate() {
        let line = u64::from(first_row) + index as u64 + 1;
        if line <= title_rows || row.iter().all(|cell| cell_of(cell).text.is_empty()) {
            continue;
        }
        let Some(places) = &places else {
            if row.len() + first_column as usize > limits.columns {
                return Err(file_problem("header-too-wide", Some(line), Some(format!("{} columns", row.len()))).into());
            }
            let names: Vec<String> = row.iter().map(|cell| cell_of(cell).text).collect();
            let found = header.place(feed, &names);
            if let Some(missing) = header.missing_required() {
                let mut problem = file_problem("header-missing-column", Some(line), Some(missing));
                problem.part = Some(sheet.to_owned());
                return Err(problem.into());
            }
            places = Some(found);
            continue;
        };
        let cells = places
            .iter()
            .map(|place| place.and_then(|place| row.get(place)).map(cell_of).unwrap_or_default())
            .collect();
        let raw = RawRow { part: Some(sheet.to_owned()), line, cells, groups: Vec::new(), ragged: None };
        each(raw).map_err(FormatError::Each)?;
    }
    Ok(places.is_some())
}

/// The text that a person sees in the cell, and the date if it is one.
fn cell_of(data: &Data) -> Cell {
    match data {
        Data::Empty | Data::Error(_) => Cell::default(),
        Data::String(text) => Cell::text(text.trim()),
        Data::Bool(value) => Cell::text(if *value { "TRUE" } else { "FALSE" }),
        Data::Int(number) => Cell::text(number.to_string()),
        Data::Float(number) => Cell::text(number_text(*number)),
        Data::DateTime(date) => match serial_date(date) {
            Some(date) => Cell { text: date.to_string(), date: Some(date) },
            None => Cell::text(number_text(date.as_f64())),
        },
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            let date = text.get(..10).and_then(|day| PartialDate::parse_iso(day).ok());
            Cell { text: date.map_or_else(|| text.clone(), |date| date.to_string()), date }
        }
    }
}

/// A whole number without a decimal point: an NHS number in a number cell keeps its digits.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

fn serial_date(date: &ExcelDateTime) -> Option<PartialDate> {
    if !date.is_datetime() {
        return None;
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    PartialDate::from_day(i16::try_from(year).ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_no_digits_and_gain_no_point() {
        assert_eq!(number_text(9_434_765_919.0), "9434765919");
        assert_eq!(number_text(100_100_123_456.0), "100100123456");
        assert_eq!(number_text(0.5), "0.5");
    }
}
