//! Files of any kind as rows of text.

use std::io::{Cursor, Read};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

use dolen_link::VALUE_SEPARATOR;
use dolen_read::{ColumnarFault, ColumnarFile, ColumnarFormat, Source};

use super::fault::LinkFilesFault;
use super::read::{Csv, Row};

/// A file to link: CSV, Parquet or Arrow IPC, told by how it starts.
pub struct FileInput {
    /// Its name, with or without folders; without its extension it is the source of its rows.
    pub name: String,
    /// Its bytes. For a CSV a pipe does as well, which cannot be read from any place.
    pub reader: Box<dyn Source + Send>,
}

impl FileInput {
    /// The name without folders and extension.
    pub(super) fn stem(&self) -> String {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem }).to_owned()
    }
}

/// An opened file: its header, and its rows to come.
pub(super) struct Rows {
    name: String,
    content: Content,
}

enum Content {
    Csv(Csv<'static>),
    Columnar(ColumnarFile),
}

/// Rows that are handed over together.
const BATCH: usize = 256;

/// Batches that are read ahead at most.
const AHEAD: usize = 4;

/// Why reading stops.
enum Halt {
    File(ColumnarFault),
    /// Nobody wants any more rows.
    Unwanted,
}

impl From<ColumnarFault> for Halt {
    fn from(fault: ColumnarFault) -> Self {
        Self::File(fault)
    }
}

impl Rows {
    /// Finds out what a file is, and reads its header.
    pub(super) fn open(file: FileInput) -> Result<Self, LinkFilesFault> {
        let FileInput { name, mut reader } = file;
        let mut start = Vec::new();
        let start_length = ColumnarFormat::START as u64;
        reader
            .by_ref()
            .take(start_length)
            .read_to_end(&mut start)
            .map_err(|cause| LinkFilesFault::Access { file: name.clone(), cause })?;
        let content = match ColumnarFormat::of(&start) {
            None => Content::Csv(Csv::open(&name, Box::new(Cursor::new(start).chain(reader)))?),
            Some(format) => {
                let file = ColumnarFile::open(format, reader).map_err(|cause| faulty(&name, cause))?;
                if file.header().iter().all(|column| column.trim().is_empty()) {
                    return Err(LinkFilesFault::Empty(name));
                }
                Content::Columnar(file)
            }
        };
        Ok(Self { name, content })
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> &[String] {
        match &self.content {
            Content::Csv(csv) => &csv.header,
            Content::Columnar(file) => file.header(),
        }
    }

    /// Where a column is, capitals aside.
    pub(super) fn place_of(&self, column: &str) -> Option<usize> {
        let exact = self.header().iter().position(|known| known == column);
        exact.or_else(|| self.header().iter().position(|known| known.eq_ignore_ascii_case(column)))
    }

    /// Where a column is that the user named.
    pub(super) fn place(&self, column: &str) -> Result<usize, LinkFilesFault> {
        self.header().iter().position(|known| known == column).ok_or_else(|| LinkFilesFault::NoColumn {
            file: self.name.clone(),
            column: column.to_owned(),
            known: self.header().join(", "),
        })
    }

    /// Hands over every row, with the cells of the wanted columns; others may be empty.
    pub(super) fn for_each(
        self,
        wanted: &[usize],
        mut each: impl FnMut(&Row) -> Result<(), LinkFilesFault>,
    ) -> Result<(), LinkFilesFault> {
        self.for_each_batch(wanted, |rows| rows.iter().try_for_each(&mut each))
    }

    /// The same, many rows at a time: those that come next are read meanwhile.
    pub(super) fn for_each_batch(
        self,
        wanted: &[usize],
        mut each: impl FnMut(&[Row]) -> Result<(), LinkFilesFault>,
    ) -> Result<(), LinkFilesFault> {
        let (full, batches) = sync_channel(AHEAD);
        let (used, back) = channel();
        std::thread::scope(|scope| {
            let reading = scope.spawn(move || {
                let mut batch = Batch { rows: Vec::new(), spare: Vec::new(), back };
                let hand_over = |rows| full.send(rows).is_ok();
                match self.content {
                    Content::Csv(csv) => batch.read_csv(csv, hand_over),
                    Content::Columnar(file) => {
                        batch.read_columnar(file, wanted, hand_over).map_err(|cause| faulty(&self.name, cause))
                    }
                }
            });
            let taken = take(batches, &used, &mut each);
            let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            taken.and(read)
        })
    }
}

/// Takes batches until there are no more or one is refused, and gives them back to be filled again.
fn take(
    batches: Receiver<Vec<Row>>,
    used: &Sender<Vec<Row>>,
    each: &mut impl FnMut(&[Row]) -> Result<(), LinkFilesFault>,
) -> Result<(), LinkFilesFault> {
    batches.into_iter().try_for_each(|rows| {
        each(&rows)?;
        // A reader that has come to the end wants none back.
        let _ = used.send(rows);
        Ok(())
    })
}

/// Rows that are being gathered.
struct Batch {
    rows: Vec<Row>,
    /// Rows that were handed over and have come back, to be filled again.
    spare: Vec<Row>,
    back: Receiver<Vec<Row>>,
}

impl Batch {
    /// A row to be filled.
    fn next(&mut self) -> Row {
        self.spare.pop().unwrap_or_default()
    }

    /// Adds a row, and hands the batch over when it is full; `false` where nobody wants it.
    fn push(&mut self, row: Row, hand_over: &impl Fn(Vec<Row>) -> bool) -> bool {
        self.rows.push(row);
        self.rows.len() < BATCH || self.end(hand_over)
    }

    /// Hands over what there is.
    fn end(&mut self, hand_over: &impl Fn(Vec<Row>) -> bool) -> bool {
        self.spare.extend(self.back.try_iter().flatten());
        hand_over(std::mem::take(&mut self.rows))
    }

    fn read_csv(&mut self, mut csv: Csv<'_>, hand_over: impl Fn(Vec<Row>) -> bool) -> Result<(), LinkFilesFault> {
        let mut row = self.next();
        while csv.read(&mut row)? {
            if !self.push(row, &hand_over) {
                return Ok(());
            }
            row = self.next();
        }
        self.end(&hand_over);
        Ok(())
    }

    fn read_columnar(
        &mut self,
        file: ColumnarFile,
        wanted: &[usize],
        hand_over: impl Fn(Vec<Row>) -> bool,
    ) -> Result<(), ColumnarFault> {
        let read = file.for_each(wanted, VALUE_SEPARATOR, |number, cells| {
            let mut row = self.next();
            (row.number, row.is_ragged) = (number, false);
            row.cells.clear();
            cells.iter().for_each(|cell| row.cells.push_field(cell));
            if self.push(row, &hand_over) { Ok(()) } else { Err(Halt::Unwanted) }
        });
        match read {
            Err(Halt::File(cause)) => return Err(cause),
            Err(Halt::Unwanted) => {}
            Ok(()) => drop(self.end(&hand_over)),
        }
        Ok(())
    }
}

fn faulty(name: &str, cause: ColumnarFault) -> LinkFilesFault {
    match cause {
        ColumnarFault::Access(cause) => LinkFilesFault::Access { file: name.to_owned(), cause },
        cause => LinkFilesFault::Columnar { file: name.to_owned(), cause },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(rows: u64, end: &str) -> Rows {
        let mut text = "id,name\n".to_owned();
        (1..=rows).for_each(|row| text += &format!("{row},A{row}\n"));
        Rows::open(FileInput { name: "f.csv".to_owned(), reader: Box::new(Cursor::new(text + end)) }).unwrap()
    }

    #[test]
    fn every_row_is_handed_over_once_and_in_order() {
        for rows in [0, 1, BATCH as u64, 5 * BATCH as u64 + 1] {
            let mut numbers = Vec::new();
            let read = csv(rows, "").for_each(&[0, 1], |row| {
                assert_eq!(row.cells.get(1), Some(format!("A{}", row.number).as_str()));
                numbers.push(row.number);
                Ok(())
            });
            assert!(read.is_ok() && numbers.into_iter().eq(1..=rows));
        }
    }

    #[test]
    fn what_is_wrong_in_the_file_or_with_a_row_ends_the_reading() {
        let open_quote = format!("9,\"{}", "x\n".repeat(2_000));
        let fault = csv(3 * BATCH as u64, &open_quote).for_each(&[0], |_| Ok(())).unwrap_err();
        assert!(matches!(fault, LinkFilesFault::NotCsv { .. }), "{fault}");
        let mut seen = 0;
        let fault = csv(9 * BATCH as u64, "").for_each(&[0], |_| {
            seen += 1;
            if seen == 3 { Err(LinkFilesFault::NoDesign) } else { Ok(()) }
        });
        assert!(matches!(fault, Err(LinkFilesFault::NoDesign)) && seen == 3);
    }
}
