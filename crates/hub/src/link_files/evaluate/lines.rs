//! Rows of the files that are measured: by position, apart from one column that is found by its name.

use std::io::Read;

use super::super::fault::LinkFilesFault;
use super::super::read::Csv;

/// What a file is made of.
pub(super) struct Shape<'a> {
    /// What faults call it.
    pub(super) name: &'static str,
    /// What faults ask for.
    pub(super) wanted: &'static str,
    /// How many columns there may be at the least and at the most; further ones are not read where `is_cut`.
    pub(super) columns: (usize, usize),
    pub(super) is_cut: bool,
    /// A column that is found by its name and not counted among the others.
    pub(super) named: Option<&'a str>,
}

/// A row: its line, counted from 1, its cells by position, and the cell of the named column.
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) cells: Vec<String>,
    pub(super) named: Option<String>,
}

/// The rows of a file, how many columns they have by position, and whether it has the named one.
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) width: usize,
    pub(super) has_named: bool,
}

impl Lines {
    pub(super) fn read(reader: Box<dyn Read + '_>, shape: &Shape<'_>) -> Result<Self, LinkFilesFault> {
        let csv = Csv::open(shape.name, reader)?;
        let named = shape.named.and_then(|named| csv.header.iter().position(|column| column == named));
        let columns = csv.header.len() - usize::from(named.is_some());
        let fault = |line| LinkFilesFault::Shape { file: shape.name.to_owned(), line, wanted: shape.wanted };
        let (least, most) = shape.columns;
        // Any wider file would pass for clusters, and give figures that mean nothing.
        if columns < least || (columns > most && !shape.is_cut) {
            return Err(fault(1));
        }
        let width = columns.min(most);
        let mut lines = Vec::new();
        csv.for_each(|row| {
            let trimmed = |cell: &str| cell.trim().to_owned();
            let places = (0..row.cells.len()).filter(|place| Some(*place) != named).take(width);
            let cells: Vec<String> = places.filter_map(|place| row.cells.get(place)).map(trimmed).collect();
            if cells.len() < width {
                return Err(fault(row.number + 1));
            }
            let named = named.and_then(|place| row.cells.get(place)).map(trimmed);
            lines.push(Line { number: row.number + 1, cells, named });
            Ok(())
        })?;
        Ok(Self { lines, width, has_named: named.is_some() })
    }
}
