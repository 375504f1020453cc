//! The cells of a sheet, row by row.

use super::bytes::{f64_at, u16_at, u32_at};
use super::records::{BOF, BOOL_ERR, EOF, FORMULA, LABEL, LABEL_SST, MUL_RK, NUMBER, RK, Record, Records, STRING};
use super::{Xls, damaged};
use crate::format::spreadsheet::sheet::SheetReader;
use crate::format::spreadsheet::{day_cell, number_cell};
use crate::format::{Cell, FormatError};

/// Where the reading stands.
pub(super) struct Cells<'a> {
    workbook: &'a Xls,
    row: u16,
    cells: Vec<(usize, Cell)>,
    /// Column of a formula whose text is still to come.
    awaiting: Option<u16>,
    depth: u32,
}

impl<'a> Cells<'a> {
    pub(super) const fn new(workbook: &'a Xls) -> Self {
        Self { workbook, row: 0, cells: Vec::new(), awaiting: None, depth: 0 }
    }

    pub(super) fn read<E>(
        mut self,
        records: Records<'_>,
        reader: &mut SheetReader<'_, E>,
    ) -> Result<(), FormatError<E>> {
        for record in records {
            match record.kind {
                BOF => self.depth += 1,
                EOF => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return self.flush(reader);
                    }
                }
                // Charts inside a sheet have cells of their own.
                _ if self.depth == 1 => self.record(&record, reader)?,
                _ => {}
            }
        }
        Err(damaged().into())
    }

    fn record<E>(&mut self, record: &Record<'_>, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        let data = record.data;
        if record.kind == STRING {
            let mut pieces = record.pieces(0);
            let text = pieces.short().and_then(|letters| pieces.text(letters)).ok_or_else(damaged)?;
            if let Some(column) = self.awaiting.take() {
                self.put(column, Cell::text(text.trim()));
            }
            return Ok(());
        }
        if !matches!(record.kind, NUMBER | LABEL | BOOL_ERR | RK | MUL_RK | LABEL_SST | FORMULA) {
            return Ok(());
        }
        let (row, column) = u16_at(data, 0).zip(u16_at(data, 2)).ok_or_else(damaged)?;
        if row != self.row {
            self.flush(reader)?;
            self.row = row;
        }
        if record.kind == MUL_RK {
            let ends = data.len().saturating_sub(2);
            for (place, pair) in data.get(4..ends).unwrap_or_default().chunks_exact(6).enumerate() {
                let (style, number) = u16_at(pair, 0).zip(u32_at(pair, 2)).ok_or_else(damaged)?;
                let column = usize::from(column) + place;
                let cell = self.number(style, packed(number));
                self.cells.push((column, cell));
            }
            return Ok(());
        }
        let style = u16_at(data, 4).ok_or_else(damaged)?;
        let cell = match record.kind {
            NUMBER => f64_at(data, 6).map(|number| self.number(style, number)),
            RK => u32_at(data, 6).map(|number| self.number(style, packed(number))),
            LABEL => {
                let mut pieces = record.pieces(6);
                let text = pieces.short().and_then(|letters| pieces.text(letters));
                text.map(|text| Cell::text(text.trim()))
            }
            LABEL_SST => {
                let text = u32_at(data, 6).and_then(|index| self.workbook.texts.get(index as usize));
                text.map(|text| Cell::text(text.trim()))
            }
            BOOL_ERR => data.get(6).zip(data.get(7)).map(|(value, is_error)| bool_or_error(*value, *is_error != 0)),
            _ => self.formula(column, style, data),
        };
        self.put(column, cell.ok_or_else(damaged)?);
        Ok(())
    }

    /// The result that the formula had when the workbook was saved.
    fn formula(&mut self, column: u16, style: u16, data: &[u8]) -> Option<Cell> {
        self.awaiting = None;
        if u16_at(data, 12)? != 0xffff {
            return f64_at(data, 6).map(|number| self.number(style, number));
        }
        Some(match (data.get(6)?, data.get(8)?) {
            (0, _) => {
                self.awaiting = Some(column);
                Cell::default()
            }
            (1, value) => bool_or_error(*value, false),
            (2, value) => bool_or_error(*value, true),
            _ => Cell::default(),
        })
    }

    fn number(&self, style: u16, number: f64) -> Cell {
        let is_day = self.workbook.is_day.get(usize::from(style)).copied().unwrap_or(false);
        if is_day { day_cell(number, self.workbook.is_1904) } else { number_cell(number, self.workbook.is_1904) }
    }

    fn put(&mut self, column: u16, cell: Cell) {
        if !cell.text.is_empty() {
            self.cells.push((usize::from(column), cell));
        }
    }

    fn flush<E>(&mut self, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        self.awaiting = None;
        if self.cells.is_empty() {
            return Ok(());
        }
        reader.row((u64::from(self.row) + 1, &mut self.cells))?;
        self.cells.clear();
        Ok(())
    }
}

/// A number in 30 bits: of an integer or the upper ones of a float, perhaps times a hundred.
fn packed(number: u32) -> f64 {
    let value = if number & 2 == 0 {
        f64::from_bits(u64::from(number & !3) << 32)
    } else {
        f64::from(number.cast_signed() >> 2)
    };
    if number & 1 == 0 { value } else { value / 100.0 }
}

fn bool_or_error(value: u8, is_error: bool) -> Cell {
    Cell::text(match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0f) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    })
}
