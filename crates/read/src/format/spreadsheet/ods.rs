//! .ods: the content of an OpenDocument spreadsheet, as a stream.

use dolen_model::{PartialDate, Problem};
use quick_xml::events::{BytesStart, Event};

use super::ods_cell::OdsCell;
use super::parts::{Parts, attribute};
use super::protected;
use super::sheet::SheetReader;
use crate::format::{Cell, FormatError};

/// A spreadsheet that is open.
pub(super) struct Ods<'a> {
    parts: Parts<'a>,
    sheets: Vec<String>,
    /// Day that the number 0 stands for, in days since 1970-01-01.
    day_zero: i64,
}

/// 1899-12-30, which is day 0 unless the file says otherwise.
const DAY_ZERO: i64 = -25_569;
const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
const ROW: &str = "table-row";

impl<'a> Ods<'a> {
    pub(super) fn open(mut parts: Parts<'a>) -> Result<Self, Problem> {
        if parts.has(MANIFEST) && is_encrypted(&mut parts)? {
            return Err(protected());
        }
        let (mut sheets, mut day_zero) = (Vec::new(), DAY_ZERO);
        parts.events(CONTENT, ROW, &mut |event| {
            if let Event::Start(start) | Event::Empty(start) = event {
                match start.local_name().as_ref() {
                    "table" => sheets.extend(attribute(start, "name")?),
                    "null-date" => {
                        let date = attribute(start, "date-value")?;
                        let date = date.and_then(|date| PartialDate::parse_iso(date.get(..10)?).ok());
                        day_zero = date.map_or(DAY_ZERO, PartialDate::earliest_epoch_days);
                    }
                    _ => {}
                }
            }
            Ok::<_, Problem>(true)
        })?;
        Ok(Self { parts, sheets, day_zero })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.clone()
    }

    pub(super) fn read<E>(&mut self, sheet: &str, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        let mut place = Place::new(self.day_zero, self.parts.limits.columns);
        let mut tables = 0_u32;
        let mut is_wanted = false;
        self.parts.events(CONTENT, ROW, &mut |event| {
            match event {
                Event::Start(start) if start.local_name().as_ref() == "table" => {
                    tables += 1;
                    is_wanted |= tables == 1 && attribute(start, "name")?.as_deref() == Some(sheet);
                }
                Event::End(end) if end.local_name().as_ref() == "table" => {
                    tables = tables.saturating_sub(1);
                    if tables == 0 && is_wanted {
                        return Ok(false);
                    }
                }
                // A table inside a cell is no part of the sheet.
                _ if is_wanted && tables == 1 => place.event(event, reader)?,
                _ => {}
            }
            Ok(true)
        })
    }
}

fn is_encrypted(parts: &mut Parts<'_>) -> Result<bool, Problem> {
    let mut is_encrypted = false;
    parts.events(MANIFEST, "", &mut |event| {
        if let Event::Start(start) | Event::Empty(start) = event {
            is_encrypted |= start.local_name().as_ref() == "encryption-data";
        }
        Ok::<_, Problem>(!is_encrypted)
    })?;
    Ok(is_encrypted)
}

/// Where the reading of a sheet stands.
struct Place {
    day_zero: i64,
    columns: usize,
    /// Rows so far.
    line: u64,
    column: usize,
    row: Option<u64>,
    cells: Vec<(usize, Cell)>,
    cell: Option<OdsCell>,
}

impl Place {
    const fn new(day_zero: i64, columns: usize) -> Self {
        Self { day_zero, columns, line: 0, column: 0, row: None, cells: Vec::new(), cell: None }
    }

    fn event<E>(&mut self, event: &Event<'_>, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        if let Some(cell) = &mut self.cell {
            let is_end = matches!(event, Event::End(end) if is_cell(end.local_name().as_ref()));
            if is_end && !cell.is_in_note() {
                self.close_cell();
            } else {
                cell.event(event)?;
            }
            return Ok(());
        }
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let is_empty = matches!(event, Event::Empty(_));
                match start.local_name().as_ref() {
                    "table-row" => {
                        self.row = Some(repeats(start, "number-rows-repeated")?);
                        self.column = 0;
                        if is_empty {
                            self.close_row(reader)?;
                        }
                    }
                    name if is_cell(name) => {
                        self.cell = Some(OdsCell::open(start)?);
                        if is_empty {
                            self.close_cell();
                        }
                    }
                    _ => {}
                }
            }
            Event::End(end) if end.local_name().as_ref() == "table-row" => self.close_row(reader)?,
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let repeats = usize::try_from(cell.repeats).unwrap_or(usize::MAX);
        let end = self.column.saturating_add(repeats);
        let read = cell.close(self.day_zero);
        if !read.text.is_empty() {
            // One column more than the limit, so that a header that is too wide is known as such.
            let last = end.min(self.columns + 1).max(self.column + 1);
            self.cells.extend((self.column..last).map(|column| (column, read.clone())));
        }
        self.column = end;
    }

    fn close_row<E>(&mut self, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        let repeats = self.row.take().unwrap_or(0);
        let first = self.line;
        self.line = self.line.saturating_add(repeats);
        if !self.cells.is_empty() {
            for line in first..self.line {
                reader.row((line + 1, &mut self.cells.clone()))?;
            }
            self.cells.clear();
        }
        Ok(())
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table-cell" | "covered-table-cell")
}

/// How often a cell or a row stands.
pub(super) fn repeats(start: &BytesStart<'_>, name: &str) -> Result<u64, Problem> {
    let text = attribute(start, name)?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(1))
}
