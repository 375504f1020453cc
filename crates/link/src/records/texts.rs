//! A column that is compared on its own.

use super::{Days, by_distinct};
use crate::interner::Interner;
use crate::pattern::octave_of;
use crate::specification::ComparisonKind;
use crate::standardise::{Day, compact, fold};
use crate::table::Column;

/// Distinct standard texts, and the code of each row; code 0 is the empty text.
pub(crate) struct Texts {
    pub(crate) name: String,
    pub(crate) distinct: Interner,
    pub(crate) codes: Vec<u32>,
    octaves: Vec<u8>,
    /// The rows as dates, for a column of dates.
    pub(crate) days: Days,
}

/// Words that stand for nothing.
const NOTHING: &[&str] = &["unknown", "not known", "none", "null", "nan", "na", "n a", "not stated", "anhysbys"];

impl Texts {
    pub(crate) fn new(name: &str, kind: ComparisonKind, column: &Column, order: &[u32]) -> Self {
        let days = if kind == ComparisonKind::Date { Days::new(column, order) } else { Days::none(0) };
        let standard = |text: &str| {
            let folded = fold(text);
            match kind {
                _ if NOTHING.contains(&folded.as_str()) => String::new(),
                ComparisonKind::Identifier => compact(text),
                _ => folded,
            }
        };
        let mut distinct = Interner::default();
        distinct.intern("");
        let codes: Vec<u32> = if kind == ComparisonKind::Date {
            let text = |day: &Day| if day.is_whole() { day.packed().to_string() } else { String::new() };
            days.iter().map(|day| distinct.intern(&text(day))).collect()
        } else {
            by_distinct(column, order, standard).iter().map(|text| distinct.intern(text)).collect()
        };
        let mut holders = vec![0_u64; distinct.len()];
        for &code in &codes {
            if let Some(count) = holders.get_mut(code as usize) {
                *count += 1;
            }
        }
        let filled = order.len() as u64 - holders.first().copied().unwrap_or(0);
        let octaves = holders.into_iter().map(|count| octave_of(count, filled)).collect();
        Self { name: name.to_owned(), distinct, codes, octaves, days }
    }

    pub(crate) fn code(&self, row: u32) -> u32 {
        self.codes.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn octave(&self, code: u32) -> u8 {
        self.octaves.get(code as usize).copied().unwrap_or(1)
    }
}
