//! A column that is compared on its own.

use super::days::{DateColumns, Days};
use crate::interner::Interner;
use crate::pattern::octave_of;
use crate::specification::ComparisonKind;
use crate::standardise::{Day, compact, fold};
use crate::texts::Texts;

/// Distinct standard texts, and the code of each row; code 0 is the empty text. Of a column of dates the code is the date
/// itself, see [`Day::packed`].
pub(crate) struct TextColumn {
    pub(crate) name: String,
    kind: ComparisonKind,
    raw: Interner,
    code_of_raw: Vec<u32>,
    pub(crate) distinct: Interner,
    pub(crate) codes: Vec<u32>,
    octaves: Vec<u8>,
    pub(crate) days: Days,
}

/// Words that stand for nothing.
const NOTHING: &[&str] = &["unknown", "not known", "none", "null", "nan", "na", "n a", "not stated", "anhysbys"];

impl TextColumn {
    /// Reads a column in the order of rows.
    pub(crate) fn new(name: &str, kind: ComparisonKind, column: &Texts, order: &[u32], sources: &[u32]) -> Self {
        let mut read = Self {
            name: name.to_owned(),
            kind,
            raw: Interner::default(),
            code_of_raw: Vec::new(),
            distinct: Interner::default(),
            codes: Vec::new(),
            octaves: Vec::new(),
            days: Days::default(),
        };
        read.distinct.intern("");
        if kind == ComparisonKind::Date {
            let columns = DateColumns { whole: Some(column), ..DateColumns::default() };
            let (days, dates) = Days::read(columns, order, sources);
            read.days = days;
            read.codes = dates.into_iter().map(Day::packed).collect();
            return read;
        }
        read.codes = order.iter().map(|&row| read.code_of(column.get(row))).collect();
        read.count();
        read
    }

    /// The code of a cell.
    pub(crate) fn code_of(&mut self, text: &str) -> u32 {
        if self.kind == ComparisonKind::Date {
            return self.days.day(text).packed();
        }
        let raw = self.raw.intern(text) as usize;
        if raw == self.code_of_raw.len() {
            let folded = fold(text);
            let standard = match self.kind {
                _ if NOTHING.contains(&folded.as_str()) => String::new(),
                ComparisonKind::Identifier => compact(text),
                _ => folded,
            };
            self.code_of_raw.push(self.distinct.intern(&standard));
        }
        self.code_of_raw.get(raw).copied().unwrap_or(0)
    }

    fn count(&mut self) {
        let mut holders = vec![0_u64; self.distinct.len()];
        for &code in &self.codes {
            if let Some(count) = holders.get_mut(code as usize) {
                *count += 1;
            }
        }
        let filled = self.codes.len() as u64 - holders.first().copied().unwrap_or(0);
        self.octaves = holders.into_iter().map(|count| octave_of(count, filled)).collect();
    }

    pub(crate) fn code(&self, row: u32) -> u32 {
        self.codes.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn octave(&self, code: u32) -> u8 {
        self.octaves.get(code as usize).copied().unwrap_or(crate::pattern::RAREST)
    }
}
