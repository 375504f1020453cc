//! .xls, the binary workbook of Excel 97 to 2003 (\[MS-CFB\], \[MS-XLS\]).
//!
//! Read here and not by a library: the one there is sets memory aside for as many cells as the file says that it has, and
//! indexes into records without looking at their length, so that a hostile file of two kilobytes ends the process.

mod bytes;
mod cells;
mod compound;
mod records;

use dolen_model::Problem;

use super::sheet::SheetReader;
use super::texts::Texts;
use super::{protected, styles, unreadable};
use crate::format::FormatError;
use bytes::{u16_at, u32_at};
use cells::Cells;
use compound::Compound;
use records::{BOF, BOUND_SHEET, DATE_MODE, EOF, FILE_PASS, FORMAT, Record, Records, SST, XF};

/// A workbook that is open.
pub(super) struct Xls {
    stream: Vec<u8>,
    /// Name, and where its records begin.
    sheets: Vec<(String, usize)>,
    texts: Texts,
    /// For each cell style, whether it shows days.
    is_day: Vec<bool>,
    is_1904: bool,
}

fn damaged() -> Problem {
    unreadable("it is damaged or cut off", "mae wedi'i ddifrodi neu ei dorri")
}

fn of_excel_95() -> Problem {
    unreadable("it is of Excel 95 or older: save it as .xlsx", "mae o Excel 95 neu'n hŷn: cadwch ef fel .xlsx")
}

impl Xls {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Problem> {
        let compound = Compound::open(bytes)?;
        let Some(stream) = compound.stream("Workbook")? else {
            let is_protected = compound.stream("EncryptedPackage")?.is_some();
            let is_old = compound.stream("Book")?.is_some();
            return Err(match (is_protected, is_old) {
                (true, _) => protected(),
                (_, true) => of_excel_95(),
                _ => unreadable("no workbook is in it", "nid oes llyfr gwaith ynddo"),
            });
        };
        let mut workbook = Self {
            stream: Vec::new(),
            sheets: Vec::new(),
            texts: Texts::default(),
            is_day: Vec::new(),
            is_1904: false,
        };
        workbook.globals(&stream)?;
        Ok(Self { stream, ..workbook })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    fn globals(&mut self, stream: &[u8]) -> Result<(), Problem> {
        let mut formats: Vec<(u16, bool)> = Vec::new();
        let mut styles: Vec<u16> = Vec::new();
        let mut is_ended = false;
        for record in (Records { rest: stream }) {
            match record.kind {
                BOF if u16_at(record.data, 0) != Some(0x0600) => {
                    return Err(of_excel_95());
                }
                FILE_PASS => return Err(protected()),
                DATE_MODE => self.is_1904 = u16_at(record.data, 0) == Some(1),
                FORMAT => {
                    let id = u16_at(record.data, 0).ok_or_else(damaged)?;
                    let mut pieces = record.pieces(2);
                    let format = pieces.short().and_then(|letters| pieces.text(letters)).ok_or_else(damaged)?;
                    formats.push((id, styles::is_day(&format)));
                }
                XF => styles.push(u16_at(record.data, 2).ok_or_else(damaged)?),
                BOUND_SHEET => self.sheets.extend(sheet(&record)?),
                SST => self.texts = texts(&record).ok_or_else(damaged)?,
                EOF => {
                    is_ended = true;
                    break;
                }
                _ => {}
            }
        }
        let is_day = |format: &u16| {
            let own = formats.iter().find(|(id, _)| id == format).map(|(_, is_day)| *is_day);
            own.unwrap_or(styles::is_built_in_day(*format))
        };
        self.is_day = styles.iter().map(is_day).collect();
        if is_ended { Ok(()) } else { Err(damaged()) }
    }

    pub(super) fn read<E>(&mut self, sheet: &str, reader: &mut SheetReader<'_, E>) -> Result<(), FormatError<E>> {
        let start = self.sheets.iter().find(|(name, _)| name == sheet).map_or(usize::MAX, |(_, start)| *start);
        let rest = self.stream.get(start..).ok_or_else(damaged)?;
        Cells::new(self).read(Records { rest }, reader)
    }
}

/// Name and place of a sheet; none for a chart or a macro.
fn sheet(record: &Record<'_>) -> Result<Option<(String, usize)>, Problem> {
    let start = u32_at(record.data, 0).ok_or_else(damaged)? as usize;
    let letters = *record.data.get(6).ok_or_else(damaged)?;
    let name = record.pieces(7).text(u16::from(letters)).ok_or_else(damaged)?;
    Ok((record.data.get(5) == Some(&0)).then_some((name, start)))
}

fn texts(record: &Record<'_>) -> Option<Texts> {
    let mut texts = Texts::default();
    // Two counts stand before the texts; they are not believed.
    let mut pieces = record.pieces(8);
    while !pieces.is_empty() {
        let letters = pieces.short()?;
        texts.push(&pieces.text(letters)?);
    }
    Some(texts)
}
