//! The names in one cell, read once for each distinct cell.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::words::Words;
use crate::interner::Interner;
use crate::specification::ColumnKind;
use crate::standardise::{alias, family_parts, full_name, given_tokens};
use crate::table::VALUE_SEPARATOR;

/// What one cell tells of names, in numbers of words.
#[derive(Clone, Default)]
pub(crate) struct CellNames {
    /// Given names in order.
    pub(crate) given: Vec<u32>,
    /// Parts of the family name.
    pub(crate) family: Vec<u32>,
    /// First words of other names.
    pub(crate) other_given: Vec<u32>,
    /// Former and other family names: each whole, and its parts.
    pub(crate) other_family: Vec<u32>,
}

impl CellNames {
    pub(crate) fn clear(&mut self) {
        let Self { given, family, other_given, other_family } = self;
        [given, family, other_given, other_family].into_iter().for_each(Vec::clear);
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        self.given.extend_from_slice(&other.given);
        self.family.extend_from_slice(&other.family);
        self.other_given.extend_from_slice(&other.other_given);
        self.other_family.extend_from_slice(&other.other_family);
    }
}

/// Cells that were read, each distinct one of a kind of column once. Number 0 is the empty cell.
pub(crate) struct CellCache {
    texts: Interner,
    /// For each kind of column and text the number of the cell.
    numbers: HashMap<(ColumnKind, u32), u32, FixedState>,
    cells: Vec<CellNames>,
}

impl Default for CellCache {
    fn default() -> Self {
        Self { texts: Interner::default(), numbers: HashMap::default(), cells: vec![CellNames::default()] }
    }
}

impl CellCache {
    pub(crate) const fn len(&self) -> usize {
        self.cells.len()
    }

    /// The number of a cell.
    pub(crate) fn number(&mut self, words: &mut Words, kind: ColumnKind, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let Self { texts, numbers, cells } = self;
        *numbers.entry((kind, texts.intern(text))).or_insert_with(|| {
            cells.push(read(words, kind, text));
            u32::try_from(cells.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// What a cell tells.
    pub(crate) fn get(&self, number: u32) -> &CellNames {
        const NOTHING: &CellNames =
            &CellNames { given: Vec::new(), family: Vec::new(), other_given: Vec::new(), other_family: Vec::new() };
        self.cells.get(number as usize).unwrap_or(NOTHING)
    }
}

fn read(words: &mut Words, kind: ColumnKind, text: &str) -> CellNames {
    let mut names = CellNames::default();
    let number =
        |words: &mut Words, texts: Vec<String>| -> Vec<u32> { texts.iter().map(|text| words.intern(text)).collect() };
    for text in text.split(VALUE_SEPARATOR).filter(|text| !text.is_empty()) {
        match kind {
            ColumnKind::GivenNames => names.given.extend(number(words, given_tokens(text))),
            ColumnKind::FamilyName => names.family.extend(number(words, family_parts(text))),
            ColumnKind::FormerFamilyName => other_family(words, &mut names, &family_parts(text)),
            ColumnKind::FullName => {
                let whole = full_name(text);
                names.given.extend(number(words, whole.given));
                names.family.extend(number(words, whole.family));
            }
            _ => {
                let other = alias(text);
                names.other_given.extend(number(words, other.given.into_iter().take(1).collect()));
                other_family(words, &mut names, &other.family);
            }
        }
    }
    names
}

/// A family name as one word, and its parts.
fn other_family(words: &mut Words, names: &mut CellNames, parts: &[String]) {
    if parts.is_empty() {
        return;
    }
    names.other_family.push(words.intern(&parts.concat()));
    names.other_family.extend(parts.iter().map(|part| words.intern(part)));
}
