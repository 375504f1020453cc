//! Rows of the files that are measured, CSV, Parquet or Arrow: by position, apart from one column that is found by its name.

use super::super::fault::LinkFilesFault;
use super::super::rows::{FileInput, Rows};
use dolen_read::Source;

/// What a file is made of.
pub(in super::super) struct Shape<'a> {
    /// What faults call it.
    pub(in super::super) name: &'static str,
    /// What faults ask for.
    pub(in super::super) wanted: &'static str,
    /// How many columns there may be at the least and at the most; further ones are not read where `is_cut`.
    pub(in super::super) columns: (usize, usize),
    pub(in super::super) is_cut: bool,
    /// A column that is found by its name and not counted among the others.
    pub(in super::super) named: Option<&'a str>,
}

/// A row: its line, counted from 1, its cells by position, and the cell of the named column.
pub(in super::super) struct Line {
    pub(in super::super) number: u64,
    pub(in super::super) cells: Vec<String>,
    pub(in super::super) named: Option<String>,
}

/// The rows of a file, how many columns they have by position, and whether it has the named one.
pub(in super::super) struct Lines {
    pub(in super::super) lines: Vec<Line>,
    pub(in super::super) width: usize,
    pub(in super::super) has_named: bool,
}

impl Lines {
    pub(in super::super) fn read(reader: Box<dyn Source + Send>, shape: &Shape<'_>) -> Result<Self, LinkFilesFault> {
        let rows = Rows::open(FileInput { name: shape.name.to_owned(), reader })?;
        let header = rows.header();
        let named = shape.named.and_then(|named| header.iter().position(|column| column == named));
        let columns = header.len() - usize::from(named.is_some());
        let fault = |line| LinkFilesFault::Shape { file: shape.name.to_owned(), line, wanted: shape.wanted };
        let (least, most) = shape.columns;
        // Any wider file would pass for clusters, and give figures that mean nothing.
        if columns < least || (columns > most && !shape.is_cut) {
            return Err(fault(1));
        }
        let width = columns.min(most);
        let mut lines = Vec::new();
        let wanted: Vec<usize> = (0..header.len()).collect();
        rows.for_each(&wanted, |row| {
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
