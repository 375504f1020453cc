//! .xlsx, by way of calamine's stream of cells.

use std::io::Cursor;

use calamine::{DataRef, Reader};
use dolen_model::Problem;

use super::serial::number_text;
use super::sheet::SheetReader;
use super::unreadable;
use crate::format::{Cell, FormatError};

/// A workbook that is open.
pub(super) struct Xlsx<'a> {
    workbook: calamine::Xlsx<Cursor<&'a [u8]>>,
}

impl<'a> Xlsx<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let workbook = calamine::Xlsx::new(Cursor::new(bytes)).map_err(|fault| match fault {
            calamine::XlsxError::Password => unreadable("it is protected by a password"),
            _ => unreadable("its list of sheets, texts or styles is damaged"),
        })?;
        Ok(Self { workbook })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.workbook.sheet_names()
    }

    pub(super) fn read<E>(&mut self, sheet: &str, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        let is_1904 = self.workbook.has_1904_epoch();
        let mut stream =
            self.workbook.worksheet_cells_reader(sheet).map_err(|_| unreadable("one of its sheets is damaged"))?;
        let mut cells = Vec::new();
        let mut row = None;
        while let Some(cell) = stream.next_cell().map_err(|_| unreadable("one of its sheets is damaged"))? {
            let (line, column) = cell.get_position();
            if row.is_some_and(|row| row != line) {
                flush(&mut row, &mut cells, reader)?;
            }
            row = Some(line);
            let read = cell_of(cell.get_value(), is_1904);
            if !read.text.is_empty() {
                cells.push((column as usize, read));
            }
        }
        flush(&mut row, &mut cells, reader)
    }
}

fn flush<E>(
    row: &mut Option<u32>,
    cells: &mut Vec<(usize, Cell)>,
    reader: &mut SheetReader<'_, E>,
) -> Result<(), FormatError<E>> {
    let Some(line) = row.take() else { return Ok(()) };
    reader.row((u64::from(line) + 1, cells))?;
    cells.clear();
    Ok(())
}

/// The text that a person sees in the cell, and the day if it is one.
fn cell_of(data: &DataRef<'_>, is_1904: bool) -> Cell {
    match data {
        DataRef::Empty => Cell::default(),
        DataRef::Error(error) => Cell::text(error.to_string()),
        DataRef::String(text) => Cell::text(text.trim()),
        DataRef::SharedString(text) => Cell::text(text.trim()),
        DataRef::Bool(value) => Cell::text(if *value { "TRUE" } else { "FALSE" }),
        DataRef::Int(number) => Cell::text(number.to_string()),
        DataRef::Float(number) => super::number_cell(*number, is_1904),
        DataRef::DateTime(date) if date.is_datetime() => super::day_cell(date.as_f64(), is_1904),
        DataRef::DateTime(date) => Cell::text(number_text(date.as_f64())),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => super::iso_cell(text),
    }
}
