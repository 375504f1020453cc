//! A row before anything was made of it.

use dolen_model::{Bilingual, PartialDate, Problem, Severity};

/// A value as the file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Its text, trimmed.
    pub(crate) text: String,
    /// The date, where the file itself says that it is one.
    pub(crate) date: Option<PartialDate>,
    /// The day that a plain number of a spreadsheet counts to: what a date cell becomes without its format.
    pub(crate) serial: Option<PartialDate>,
    /// Further values of the same name in an XML record.
    pub(crate) others: Vec<String>,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// A row: a cell for each column of the contract, and the repeated groups below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawRow {
    pub(crate) part: Option<String>,
    pub(crate) line: u64,
    pub(crate) cells: Vec<Cell>,
    /// Index of the attribute rule and a cell for each of its columns.
    pub(crate) groups: Vec<(usize, Vec<Cell>)>,
    /// Values found and expected, where they differ.
    pub(crate) ragged: Option<(usize, usize)>,
    /// Whether text stood behind the closing quotation mark of a value.
    pub(crate) is_misquoted: bool,
}

impl RawRow {
    /// Whether nothing stands in any agreed column.
    pub(crate) fn is_blank(&self) -> bool {
        self.groups.is_empty() && self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// Why reading stopped.
#[derive(Debug)]
pub(crate) enum FormatError<E> {
    /// The file is at fault.
    File(Box<Problem>),
    /// The receiver of the rows did not want more.
    Each(E),
}

impl<E> From<Problem> for FormatError<E> {
    fn from(problem: Problem) -> Self {
        Self::File(Box::new(problem))
    }
}

/// What a problem adds to the text of its rule, in English and in Welsh.
pub(crate) fn both(en: impl Into<String>, cy: impl Into<String>) -> Bilingual {
    Bilingual { en: en.into(), cy: cy.into() }
}

/// A problem of the whole file.
pub(crate) fn file_problem(rule: &'static str, line: Option<u64>, detail: Option<Bilingual>) -> Problem {
    Problem {
        rule: rule.to_owned(),
        severity: Severity::FileReject,
        line,
        part: None,
        column: None,
        value_class: None,
        detail: detail.map(Box::new),
    }
}

/// The header has so many columns, which is more than the limit.
pub(crate) fn too_wide(line: u64, width: usize) -> Problem {
    file_problem("header-too-wide", Some(line), Some(both(format!("{width} columns"), format!("{width} colofn"))))
}
