//! .ods: the content of an OpenDocument spreadsheet, as a stream.

use std::io::Cursor;

use dolen_model::{PartialDate, Problem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::ods_cell::OdsCell;
use super::sheet::SheetReader;
use super::unreadable;
use crate::Limits;
use crate::format::text::{Guard, stopped};
use crate::format::{Cell, FormatError};

/// A spreadsheet that is open.
pub(super) struct Ods<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: Limits,
    sheets: Vec<String>,
    /// Day that the number 0 stands for, in days since 1970-01-01.
    day_zero: i64,
}

/// 1899-12-30, which is day 0 unless the file says otherwise.
const DAY_ZERO: i64 = -25_569;

impl<'a> Ods<'a> {
    pub(super) fn open(archive: ZipArchive<Cursor<&'a [u8]>>, limits: &Limits) -> Result<Self, Problem> {
        let mut ods = Self { archive, limits: *limits, sheets: Vec::new(), day_zero: DAY_ZERO };
        if ods.archive.index_for_name("META-INF/manifest.xml").is_some() {
            let mut is_encrypted = false;
            ods.events("META-INF/manifest.xml", &mut |event| {
                let name = match event {
                    Event::Start(start) | Event::Empty(start) => start.local_name(),
                    _ => return Ok::<_, Problem>(true),
                };
                is_encrypted |= name.as_ref() == "encryption-data";
                Ok(!is_encrypted)
            })?;
            if is_encrypted {
                return Err(unreadable("it is protected by a password"));
            }
        }
        let (mut sheets, mut day_zero) = (Vec::new(), DAY_ZERO);
        ods.events("content.xml", &mut |event| {
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
        Ok(Self { sheets, day_zero, ..ods })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.clone()
    }

    pub(super) fn read<E>(&mut self, sheet: &str, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        let mut place = Place::new(self.day_zero, self.limits.columns);
        let mut tables = 0_u32;
        let mut is_wanted = false;
        self.events("content.xml", &mut |event| {
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

    /// Gives every event of a part, until the receiver answers false.
    fn events<F: From<Problem>>(
        &mut self,
        part: &str,
        each: &mut dyn FnMut(&Event<'_>) -> Result<bool, F>,
    ) -> Result<(), F> {
        let file = self.archive.by_name(part).map_err(|_| unreadable("its content is not there"))?;
        let (guard, progress) = Guard::new(file, self.limits.record_bytes, self.limits.unpacked_bytes);
        let mut reader = Reader::from_reader(guard);
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|_| match progress.stopped() {
                Some(_) => stopped(&progress),
                None => unreadable("its content is damaged"),
            })?;
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(end) => {
                    depth = depth.saturating_sub(1);
                    if end.local_name().as_ref() != "table-cell" && end.local_name().as_ref() != "p" {
                        progress.record_ended();
                    }
                }
                Event::DocType(_) => return Err(unreadable("its content has a document type").into()),
                Event::Eof if depth > 0 => return Err(unreadable("its content ends too early").into()),
                Event::Eof => return Ok(()),
                _ => {}
            }
            if depth > self.limits.depth {
                return Err(unreadable("its content is nested too deeply").into());
            }
            if !each(&event)? {
                return Ok(());
            }
        }
    }
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

/// The value of an attribute by its local name; those of LibreOffice's own extension do not count.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Problem> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| unreadable("its content is damaged"))?;
        let is_extension = attribute.key.prefix().is_some_and(|prefix| prefix.as_ref() == "calcext");
        if !is_extension && attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|_| unreadable("its content is damaged"))?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
