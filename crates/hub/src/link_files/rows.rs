//! Files of any kind as rows of text.

use std::io::{Cursor, Read};

use dolen_link::VALUE_SEPARATOR;
use dolen_read::{ColumnarFault, ColumnarFile, ColumnarFormat, Source};

use super::fault::LinkFilesFault;
use super::read::{Cells, Csv, Row};

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

/// Why reading stops.
enum Halt {
    File(ColumnarFault),
    Row(LinkFilesFault),
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
        mut each: impl FnMut(&Row<'_>) -> Result<(), LinkFilesFault>,
    ) -> Result<(), LinkFilesFault> {
        let file = match self.content {
            Content::Csv(csv) => return csv.for_each(each),
            Content::Columnar(file) => file,
        };
        let read = file.for_each(wanted, VALUE_SEPARATOR, |number, cells| {
            each(&Row { number, cells: Cells::Texts(cells), is_ragged: false }).map_err(Halt::Row)
        });
        read.map_err(|halt| match halt {
            Halt::File(cause) => faulty(&self.name, cause),
            Halt::Row(fault) => fault,
        })
    }
}

fn faulty(name: &str, cause: ColumnarFault) -> LinkFilesFault {
    match cause {
        ColumnarFault::Access(cause) => LinkFilesFault::Access { file: name.to_owned(), cause },
        cause => LinkFilesFault::Columnar { file: name.to_owned(), cause },
    }
}
