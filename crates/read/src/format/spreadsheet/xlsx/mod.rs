//! .xlsx (ECMA-376): a list of sheets, texts and styles, and a stream of cells for each sheet.
//!
//! Read here and not by a library: the one there is sets memory aside for as many texts as the file says that it has, and
//! keeps every style whole, so that a small file can end the process.

mod cell;
mod lists;
mod relations;
mod text;

use dolen_model::Problem;
use quick_xml::events::{BytesStart, Event};

use super::parts::{Parts, attribute};
use super::sheet::SheetReader;
use super::texts::Texts;
use super::{no_workbook, protected, unreadable};
use crate::format::{Cell, FormatError};
use cell::{OpenCell, column_of};
use relations::{Relation, relations};

/// A workbook that is open.
pub(super) struct Xlsx<'a> {
    parts: Parts<'a>,
    /// Name and part of each sheet.
    sheets: Vec<(String, String)>,
    texts: Texts,
    /// For each cell style, whether it shows days.
    is_day: Vec<bool>,
    is_1904: bool,
}

impl<'a> Xlsx<'a> {
    pub(super) fn open(mut parts: Parts<'a>) -> Result<Self, Problem> {
        if parts.has("EncryptedPackage") {
            return Err(protected());
        }
        let document = relations(&mut parts, "")?.into_iter().find(|relation| relation.is("officeDocument"));
        let document = document.map(|relation| relation.target).ok_or_else(no_workbook)?;
        if !parts.has(&document) {
            return Err(no_workbook());
        }
        let related = relations(&mut parts, &document)?;
        let (sheets, is_1904) = sheets(&mut parts, &document, &related)?;
        let part =
            |kind: &str| related.iter().find(|relation| relation.is(kind)).map(|relation| relation.target.clone());
        let texts = match part("sharedStrings").filter(|part| parts.has(part)) {
            Some(part) => lists::texts(&mut parts, &part)?,
            None => Texts::default(),
        };
        let is_day = match part("styles").filter(|part| parts.has(part)) {
            Some(part) => lists::day_styles(&mut parts, &part)?,
            None => Vec::new(),
        };
        Ok(Self { parts, sheets, texts, is_day, is_1904 })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn read<E>(&mut self, sheet: &str, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        let part = self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, part)| part.clone()).unwrap_or_default();
        let Self { parts, texts, is_day, is_1904, .. } = self;
        let mut place = Place { row: 0, column: 0, is_in_row: false, cells: Vec::new(), cell: None };
        parts.events(&part, "row", &mut |event| {
            if let Some(cell) = &mut place.cell {
                let is_end = matches!(event, Event::End(end) if end.local_name().as_ref() == "c");
                if !is_end {
                    cell.event(event)?;
                    return Ok(true);
                }
            }
            match event {
                Event::Start(start) if start.local_name().as_ref() == "row" => place.open_row(start)?,
                Event::Start(start) | Event::Empty(start) if place.is_in_row && start.local_name().as_ref() == "c" => {
                    place.open_cell(start)?;
                    if matches!(event, Event::Empty(_)) {
                        place.cell = None;
                    }
                }
                Event::Empty(start) if start.local_name().as_ref() == "row" => {
                    place.open_row(start)?;
                    place.is_in_row = false;
                }
                Event::End(end) => match end.local_name().as_ref() {
                    "c" => {
                        if let Some(cell) = place.cell.take() {
                            let read = cell.close(texts, is_day, *is_1904)?;
                            if !read.text.is_empty() {
                                place.cells.push((place.column - 1, read));
                            }
                        }
                    }
                    "row" => {
                        place.is_in_row = false;
                        if !place.cells.is_empty() {
                            reader.row((place.row, &mut place.cells))?;
                            place.cells.clear();
                        }
                    }
                    // What follows the cells is of no interest.
                    "sheetData" => return Ok(false),
                    _ => {}
                },
                _ => {}
            }
            Ok::<_, FormatError<E>>(true)
        })
    }
}

/// Where the reading of a sheet stands.
struct Place {
    /// Number of the row, from 1.
    row: u64,
    /// Columns of the row so far.
    column: usize,
    is_in_row: bool,
    cells: Vec<(usize, Cell)>,
    cell: Option<OpenCell>,
}

impl Place {
    fn open_row(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
        self.row = match attribute(start, "r")? {
            Some(number) => number
                .parse()
                .map_err(|_| unreadable("a row of a sheet has no number", "nid oes rhif gan res o daflen"))?,
            None => self.row.saturating_add(1),
        };
        self.column = 0;
        self.is_in_row = true;
        Ok(())
    }

    fn open_cell(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
        let column = match attribute(start, "r")? {
            Some(place) => column_of(&place)
                .ok_or_else(|| unreadable("a cell of a sheet has no place", "nid oes lle gan gell o daflen"))?,
            None => self.column,
        };
        self.column = column + 1;
        self.cell = Some(OpenCell::open(start)?);
        Ok(())
    }
}

/// Name and part of each sheet, and whether days are counted from 1904.
fn sheets(
    parts: &mut Parts<'_>,
    document: &str,
    related: &[Relation],
) -> Result<(Vec<(String, String)>, bool), Problem> {
    let (mut sheets, mut is_1904, mut is_workbook) = (Vec::new(), false, false);
    parts.events(document, "", &mut |event| {
        let (Event::Start(start) | Event::Empty(start)) = event else { return Ok::<_, Problem>(true) };
        match start.local_name().as_ref() {
            "workbook" => is_workbook = true,
            "workbookPr" => {
                is_1904 = attribute(start, "date1904")?.is_some_and(|value| value == "1" || value == "true")
            }
            "sheet" => {
                let id = attribute(start, "id")?.unwrap_or_default();
                let part = related.iter().find(|relation| relation.id == id && relation.is("worksheet"));
                sheets.extend(attribute(start, "name")?.zip(part.map(|relation| relation.target.clone())));
            }
            _ => {}
        }
        Ok(true)
    })?;
    if is_workbook { Ok((sheets, is_1904)) } else { Err(no_workbook()) }
}
