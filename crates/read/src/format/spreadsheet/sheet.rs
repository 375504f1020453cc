//! From the cells of one sheet to rows.

use super::unreadable;
use crate::Limits;
use crate::feed::Feed;
use crate::format::{Cell, FormatError, HeaderReport, RawRow, both, file_problem, too_wide};

/// A row of a sheet: its number from 1, and its cells that are not empty with their columns from 0.
pub(super) type SheetRow<'a> = (u64, &'a mut Vec<(usize, Cell)>);

/// What takes the rows of a sheet.
pub(super) struct SheetReader<'a, E> {
    pub(super) feed: &'a Feed,
    pub(super) sheet: &'a str,
    pub(super) title_rows: u64,
    pub(super) limits: &'a Limits,
    pub(super) header: &'a mut HeaderReport,
    pub(super) each: &'a mut dyn FnMut(RawRow) -> Result<(), E>,
    /// For each column of the file, the columns of the contract that are read from it; none before the header.
    places: Option<Vec<Vec<usize>>>,
    /// Bytes of text that may still come: one text may be used in a million cells.
    text_left: u64,
    last: u64,
}

impl<'a, E> SheetReader<'a, E> {
    pub(super) fn new(
        feed: &'a Feed,
        sheet: &'a str,
        title_rows: u64,
        limits: &'a Limits,
        header: &'a mut HeaderReport,
        each: &'a mut dyn FnMut(RawRow) -> Result<(), E>,
    ) -> Self {
        let text_left = limits.unpacked_bytes;
        Self { feed, sheet, title_rows, limits, header, each, places: None, text_left, last: 0 }
    }

    /// Whether a row was there that could be the header.
    pub(super) const fn has_header(&self) -> bool {
        self.places.is_some()
    }

    /// Takes the next row. Its cells are taken out of the buffer.
    pub(super) fn row(&mut self, (line, cells): SheetRow<'_>) -> Result<(), FormatError<E>> {
        if line <= self.last {
            return Err(unreadable(
                "the rows of a sheet do not stand in their order",
                "nid yw rhesi taflen yn sefyll yn eu trefn",
            )
            .into());
        }
        self.last = line;
        cells.sort_by_key(|(column, _)| *column);
        if cells.windows(2).any(|pair| matches!(pair, [(one, _), (other, _)] if one == other)) {
            return Err(unreadable("a cell of a sheet stands there twice", "saif cell o daflen yno ddwywaith").into());
        }
        let text: usize = cells.iter().map(|(_, cell)| cell.text.len()).sum();
        self.text_left = self.text_left.checked_sub(text as u64).ok_or_else(|| {
            let detail = both(
                "the texts of a sheet add up to more than the limit",
                "mae testunau taflen yn dod i fwy na'r terfyn",
            );
            file_problem("workbook-bomb", Some(line), Some(detail))
        })?;
        if line <= self.title_rows || cells.iter().all(|(_, cell)| cell.text.is_empty()) {
            return Ok(());
        }
        match &self.places {
            None => self.header(line, cells),
            Some(places) => {
                let mut raw = RawRow {
                    part: Some(self.sheet.to_owned()),
                    line,
                    cells: vec![Cell::default(); self.feed.columns.len()],
                    ..RawRow::default()
                };
                for (column, cell) in cells.drain(..) {
                    for place in places.get(column).into_iter().flatten() {
                        raw.cells.get_mut(*place).into_iter().for_each(|target| target.clone_from(&cell));
                    }
                }
                (self.each)(raw).map_err(FormatError::Each)
            }
        }
    }

    fn header(&mut self, line: u64, cells: &mut Vec<(usize, Cell)>) -> Result<(), FormatError<E>> {
        let width = cells.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
        if width > self.limits.columns {
            return Err(too_wide(line, width).into());
        }
        let mut names = vec![String::new(); width];
        for (column, cell) in cells.drain(..) {
            names.get_mut(column).into_iter().for_each(|name| name.clone_from(&cell.text));
        }
        let found = self.header.place(self.feed, &names);
        if let Some(missing) = self.header.missing_required() {
            let mut problem = file_problem("header-missing-column", Some(line), Some(missing));
            problem.part = Some(self.sheet.to_owned());
            return Err(problem.into());
        }
        let mut places = vec![Vec::new(); width];
        for (index, place) in found.iter().enumerate() {
            place
                .and_then(|place| places.get_mut(place))
                .into_iter()
                .for_each(|here: &mut Vec<usize>| here.push(index));
        }
        self.places = Some(places);
        Ok(())
    }
}
