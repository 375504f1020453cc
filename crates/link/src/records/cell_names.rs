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

/// Cells that were read.
#[derive(Default)]
pub(crate) struct CellCache {
    texts: Interner,
    /// For each kind of column and text the place among the cells.
    places: HashMap<(ColumnKind, u32), u32, FixedState>,
    cells: Vec<CellNames>,
}

impl CellCache {
    pub(crate) const fn len(&self) -> usize {
        self.cells.len()
    }

    /// What a cell tells.
    pub(crate) fn read(&mut self, words: &mut Words, kind: ColumnKind, text: &str) -> &CellNames {
        const NOTHING: &CellNames =
            &CellNames { given: Vec::new(), family: Vec::new(), other_given: Vec::new(), other_family: Vec::new() };
        let Self { texts, places, cells } = self;
        let place = *places.entry((kind, texts.intern(text))).or_insert_with(|| {
            cells.push(read(words, kind, text));
            u32::try_from(cells.len() - 1).unwrap_or(u32::MAX)
        });
        cells.get(place as usize).unwrap_or(NOTHING)
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
