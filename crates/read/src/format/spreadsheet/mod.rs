//! Workbooks: .xlsx, .xls and .ods. The rows of a sheet are read one after another; no sheet is held as a table, so that
//! two cells at opposite corners cost two cells.

mod archive;
mod ods;
mod ods_cell;
mod parts;
mod serial;
mod sheet;
mod styles;
mod texts;
mod xls;
mod xlsx;

use std::io::Read;

use dolen_model::{PartialDate, Problem};

use super::text::{seek, unreadable as not_read};
use super::{Cell, FormatError, HeaderReport, RawRow, both, file_problem};
use crate::feed::Feed;
use crate::{Limits, Source};
use parts::Parts;
use sheet::SheetReader;

/// How a file of the old binary format begins.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// A workbook that is open.
enum Workbook<'a> {
    Xlsx(Box<xlsx::Xlsx<'a>>),
    Ods(ods::Ods<'a>),
    Xls(xls::Xls),
}

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
    let mut workbook = open(&bytes, limits)?;
    let names = match &workbook {
        Workbook::Xlsx(workbook) => workbook.sheets(),
        Workbook::Ods(workbook) => workbook.sheets(),
        Workbook::Xls(workbook) => workbook.sheets(),
    };
    let wanted: Vec<String> = if sheets.is_empty() { names.iter().take(1).cloned().collect() } else { sheets.to_vec() };
    if wanted.is_empty() {
        return Err(unreadable("it has no sheet", "nid oes ganddo daflen").into());
    }
    if let Some(missing) = wanted.iter().find(|sheet| !names.contains(sheet)) {
        let detail = both(
            format!("`{missing}`; the workbook has {}", quoted(&names, " and more")),
            format!("`{missing}`; mae gan y llyfr gwaith {}", quoted(&names, " a mwy")),
        );
        return Err(file_problem("sheet-missing", None, Some(detail)).into());
    }
    for sheet in &wanted {
        let mut reader = SheetReader::new(feed, sheet, title_rows, limits, header, each);
        match &mut workbook {
            Workbook::Xlsx(workbook) => workbook.read(sheet, &mut reader)?,
            Workbook::Ods(workbook) => workbook.read(sheet, &mut reader)?,
            Workbook::Xls(workbook) => workbook.read(sheet, &mut reader)?,
        }
        if !reader.has_header() {
            let detail = both(format!("sheet `{sheet}` is empty"), format!("mae taflen `{sheet}` yn wag"));
            let mut problem = file_problem("file-empty", None, Some(detail));
            problem.part = Some(sheet.clone());
            return Err(problem.into());
        }
    }
    Ok(())
}

fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Workbook<'a>, Problem> {
    if bytes.starts_with(COMPOUND) {
        return xls::Xls::open(bytes).map(Workbook::Xls);
    }
    archive::check(bytes, limits)?;
    let mut parts = Parts::open(bytes, limits)?;
    match parts.beginning("mimetype")?.trim() {
        "" => xlsx::Xlsx::open(parts).map(Box::new).map(Workbook::Xlsx),
        "application/vnd.oasis.opendocument.spreadsheet" => ods::Ods::open(parts).map(Workbook::Ods),
        _ => Err(no_workbook()),
    }
}

fn no_workbook() -> Problem {
    unreadable("it is an archive, and no workbook is in it", "archif ydyw, ac nid oes llyfr gwaith ynddi")
}

fn protected() -> Problem {
    unreadable("it is protected by a password", "mae wedi'i ddiogelu gan gyfrinair")
}

/// A problem of a workbook as such, in English and in Welsh.
fn unreadable(en: &str, cy: &str) -> Problem {
    file_problem("workbook-unreadable", None, Some(both(en, cy)))
}

/// The first few names of sheets.
fn quoted(names: &[String], and_more: &str) -> String {
    let shown: Vec<String> = names.iter().take(10).map(|name| format!("`{}`", short(name))).collect();
    let more = if names.len() > shown.len() { and_more } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}

fn whole(source: &mut dyn Source, limits: &Limits) -> Result<Vec<u8>, Problem> {
    seek(source, 0)?;
    let mut bytes = Vec::new();
    Read::take(source, limits.spreadsheet_bytes + 1).read_to_end(&mut bytes).map_err(|_| not_read())?;
    if bytes.is_empty() {
        return Err(file_problem("file-empty", None, None));
    }
    if bytes.len() as u64 > limits.spreadsheet_bytes {
        return Err(file_problem("file-size", None, None));
    }
    Ok(bytes)
}

/// A cell that holds a number, which counts days where its column holds dates.
fn number_cell(number: f64, is_1904: bool) -> Cell {
    Cell { serial: serial::day(number, is_1904), ..Cell::text(serial::number_text(number)) }
}

/// A cell that is shown as a day.
fn day_cell(number: f64, is_1904: bool) -> Cell {
    match serial::day(number, is_1904) {
        Some(date) => Cell { date: Some(date), ..Cell::text(date.to_string()) },
        None => Cell::text(serial::number_text(number)),
    }
}

/// A cell that holds `YYYY-MM-DD`, with or without a time.
fn iso_cell(text: &str) -> Cell {
    let date = text.get(..10).and_then(|day| PartialDate::parse_iso(day).ok());
    Cell { date, ..Cell::text(date.map_or_else(|| text.trim().to_owned(), |date| date.to_string())) }
}
