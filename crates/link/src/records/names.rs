//! Names of each row, as numbers into tables of distinct names.

use std::collections::BTreeMap;

use crate::interner::Interner;
use crate::pattern::octave_of;
use crate::records::Input;
use crate::specification::ColumnKind;
use crate::table::Column;

use super::row_names::RowNames;
use super::words::{Use, Words};

/// Names of all rows. Value 0 of either kind is no name at all.
pub(crate) struct Names {
    pub(crate) words: Words,
    given: Vec<GivenValue>,
    family: Vec<FamilyValue>,
    given_of_row: Vec<u32>,
    family_of_row: Vec<u32>,
}

/// Given names of a row and the other given names that it is known by.
#[derive(Default)]
pub(crate) struct GivenValue {
    /// Words in order.
    pub(crate) words: Vec<u32>,
    /// First words of other names.
    pub(crate) others: Vec<u32>,
    /// How rare all of them together are.
    pub(crate) whole_octave: u8,
}

/// Family name of a row and its former and other family names.
#[derive(Default)]
pub(crate) struct FamilyValue {
    /// The parts joined, as one word.
    pub(crate) whole: u32,
    /// The parts of a name of several; the same as `whole` for a name of one.
    pub(crate) parts: Vec<u32>,
    /// Former and other names: each whole, and its parts.
    pub(crate) others: Vec<u32>,
}

impl Names {
    pub(crate) fn new(input: &Input<'_>) -> Self {
        let kinds = [
            ColumnKind::GivenNames,
            ColumnKind::FamilyName,
            ColumnKind::FormerFamilyName,
            ColumnKind::Alias,
            ColumnKind::FullName,
        ];
        let columns: Vec<(ColumnKind, &Column)> = kinds
            .into_iter()
            .flat_map(|kind| input.columns(kind).into_iter().map(move |column| (kind, column)))
            .collect();
        let mut names = Self {
            words: Words::default(),
            given: vec![GivenValue::default()],
            family: vec![FamilyValue::default()],
            given_of_row: Vec::with_capacity(input.order.len()),
            family_of_row: Vec::with_capacity(input.order.len()),
        };
        let (mut rows, mut givens, mut families) = (Interner::default(), Interner::default(), Interner::default());
        givens.intern("");
        families.intern("");
        let mut values_of_cells: Vec<(u32, u32)> = Vec::new();
        let mut cells = String::new();
        for &row in input.order {
            cells.clear();
            for (_, column) in &columns {
                cells.push_str(&column.code(row).to_string());
                cells.push(' ');
            }
            let code = rows.intern(&cells) as usize;
            if code == values_of_cells.len() {
                let read = RowNames::read(&columns, row);
                values_of_cells.push((names.given_value(&read, &mut givens), names.family_value(&read, &mut families)));
            }
            let (given, family) = values_of_cells.get(code).copied().unwrap_or((0, 0));
            names.given_of_row.push(given);
            names.family_of_row.push(family);
        }
        names.count();
        names
    }

    fn given_value(&mut self, read: &RowNames, known: &mut Interner) -> u32 {
        let key = if read.given.is_empty() && read.other_given.is_empty() {
            String::new()
        } else {
            format!("{}|{}", read.given.join(" "), read.other_given.join(" "))
        };
        let code = known.intern(&key);
        if code as usize == self.given.len() {
            let words = read.given.iter().map(|word| self.words.intern(word)).collect();
            let others = read.other_given.iter().map(|word| self.words.intern(word)).collect();
            self.given.push(GivenValue { words, others, ..GivenValue::default() });
        }
        code
    }

    fn family_value(&mut self, read: &RowNames, known: &mut Interner) -> u32 {
        let others: Vec<String> = read.other_family.iter().map(|parts| parts.join(" ")).collect();
        let key = if read.family.is_empty() && others.is_empty() {
            String::new()
        } else {
            format!("{}|{}", read.family.join(" "), others.join("|"))
        };
        let code = known.intern(&key);
        if code as usize == self.family.len() {
            let parts: Vec<u32> = read.family.iter().map(|part| self.words.intern(part)).collect();
            let whole = self.words.intern(&read.family.concat());
            let mut others: Vec<u32> = Vec::new();
            for parts in &read.other_family {
                others.push(self.words.intern(&parts.concat()));
                others.extend(parts.iter().map(|part| self.words.intern(part)));
            }
            others.sort_unstable();
            others.dedup();
            self.family.push(FamilyValue { whole, parts, others });
        }
        code
    }

    /// Works out how rare each name is, over the rows that have one.
    fn count(&mut self) {
        let (mut given, mut family) = (vec![0_u64; self.words.len()], vec![0_u64; self.words.len()]);
        let mut whole: BTreeMap<&[u32], u64> = BTreeMap::new();
        let (mut with_given, mut with_family) = (0_u64, 0_u64);
        let hold = |held: &mut Vec<u64>, word: u32| {
            if let Some(count) = held.get_mut(word as usize) {
                *count += 1;
            }
        };
        for &value in &self.given_of_row {
            let Some(value) = self.given.get(value as usize) else { continue };
            let Some(&first) = value.words.first() else { continue };
            with_given += 1;
            *whole.entry(&value.words).or_default() += 1;
            hold(&mut given, first);
        }
        for &value in &self.family_of_row {
            let Some(value) = self.family.get(value as usize).filter(|value| !value.parts.is_empty()) else { continue };
            with_family += 1;
            hold(&mut family, value.whole);
            value.parts.iter().filter(|&&part| part != value.whole).for_each(|&part| hold(&mut family, part));
        }
        let octaves: Vec<u8> = self
            .given
            .iter()
            .map(|value| octave_of(whole.get(value.words.as_slice()).copied().unwrap_or(0), with_given))
            .collect();
        for (value, octave) in self.given.iter_mut().zip(octaves) {
            value.whole_octave = octave;
        }
        for (word, (given, family)) in self.words.each_mut().zip(given.into_iter().zip(family)) {
            word.as_given = Use::new(given, with_given);
            word.as_family = Use::new(family, with_family);
        }
    }

    pub(crate) fn given_code(&self, row: u32) -> u32 {
        self.given_of_row.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn family_code(&self, row: u32) -> u32 {
        self.family_of_row.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn given(&self, code: u32) -> Option<&GivenValue> {
        self.given.get(code as usize)
    }

    pub(crate) fn family(&self, code: u32) -> Option<&FamilyValue> {
        self.family.get(code as usize)
    }

    /// The word by which `one` is called, by its first name or an alias, and which is among the names and aliases of
    /// `other`, in the same form or another; and whether it is in the same form.
    pub(crate) fn called(&self, one: &GivenValue, other: &GivenValue) -> Option<(u32, bool)> {
        let known = || other.words.iter().chain(&other.others).copied();
        let used = || one.words.first().into_iter().chain(&one.others).copied();
        let same = used().find(|&used| !self.words.get(used).is_initial && known().any(|known| known == used));
        let variant = || used().find(|&used| known().any(|known| self.words.are_one_name(used, known)));
        same.map(|word| (word, true)).or_else(|| variant().map(|word| (word, false)))
    }

    /// Whether given and family name of one row are those of the other exchanged: the first given name of either is a part
    /// of the other's family name, and a given name of the other a part of its own.
    pub(crate) fn are_exchanged(&self, left: u32, right: u32) -> bool {
        let given = |row: u32| self.given(self.given_code(row)).map_or(&[][..], |value| &value.words);
        let family = |row: u32| {
            let value = self.family(self.family_code(row)).filter(|value| !value.parts.is_empty());
            value.map_or(&[][..], |value| &value.parts)
        };
        let (left_given, right_given) = (given(left), given(right));
        let (left_family, right_family) = (family(left), family(right));
        self.is_exchange(left_given, left_family, right_given, right_family)
            || self.is_exchange(right_given, right_family, left_given, left_family)
    }

    fn is_exchange(&self, given: &[u32], family: &[u32], other_given: &[u32], other_family: &[u32]) -> bool {
        let Some(first) = given.first() else { return false };
        let sound = |word: u32| self.words.get(word).sound;
        let near = |one: u32, others: &[u32]| others.iter().any(|&other| one == other || sound(one) == sound(other));
        let is_first_exact = other_family.contains(first);
        let is_family_exact = other_given.iter().any(|word| family.contains(word));
        (is_first_exact && other_given.iter().any(|&word| near(word, family)))
            || (is_family_exact && near(*first, other_family))
    }
}
