//! Names of each row, as numbers into tables of distinct names.

use crate::interner::Interner;
use crate::pattern::octave_of;
use crate::records::Input;
use crate::specification::ColumnKind;
use crate::standardise::{alias, family_parts, full_name, given_tokens, groups, sound};
use crate::table::{Column, VALUE_SEPARATOR};

/// Names of all rows. Value 0 of either kind is no name at all.
pub(crate) struct Names {
    pub(crate) words: Words,
    given: Vec<GivenValue>,
    family: Vec<FamilyValue>,
    given_of_row: Vec<u32>,
    family_of_row: Vec<u32>,
}

/// Distinct words of names.
#[derive(Default)]
pub(crate) struct Words {
    texts: Interner,
    sounds: Interner,
    words: Vec<Word>,
}

/// A word of a name.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    /// Number of its sound; 0 for none.
    pub(crate) sound: u32,
    pub(crate) initial: char,
    pub(crate) is_initial: bool,
    /// Groups of variants that it is in.
    pub(crate) groups: &'static [u16],
}

/// Given names of a row and the other given names that it is known by.
#[derive(Default)]
pub(crate) struct GivenValue {
    /// Words in order.
    pub(crate) words: Vec<u32>,
    /// First words of other names.
    pub(crate) others: Vec<u32>,
    /// How rare all of them together, and the first alone, are.
    pub(crate) whole_octave: u8,
    pub(crate) first_octave: u8,
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
    pub(crate) whole_octave: u8,
}

impl Words {
    fn intern(&mut self, text: &str) -> u32 {
        if self.sounds.is_empty() {
            self.sounds.intern("");
        }
        let code = self.texts.intern(text);
        if code as usize == self.words.len() {
            self.words.push(Word {
                sound: self.sounds.intern(&sound(text)),
                initial: text.chars().next().unwrap_or(' '),
                is_initial: text.chars().count() == 1,
                groups: groups(text),
            });
        }
        code
    }

    pub(crate) fn text(&self, word: u32) -> &str {
        self.texts.text(word)
    }

    pub(crate) fn get(&self, word: u32) -> Word {
        self.words.get(word as usize).copied().unwrap_or(Word {
            sound: 0,
            initial: ' ',
            is_initial: false,
            groups: &[],
        })
    }
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
            self.family.push(FamilyValue { whole, parts, others, whole_octave: 0 });
        }
        code
    }

    /// Works out how rare each name is, over the rows that have one.
    fn count(&mut self) {
        let mut first = vec![0_u64; self.words.words.len()];
        let mut family = vec![0_u64; self.words.words.len()];
        let mut whole: std::collections::BTreeMap<&[u32], u64> = std::collections::BTreeMap::new();
        let (mut with_given, mut with_family) = (0_u64, 0_u64);
        for &value in &self.given_of_row {
            let Some(value) = self.given.get(value as usize) else { continue };
            let Some(&word) = value.words.first() else { continue };
            with_given += 1;
            *whole.entry(&value.words).or_default() += 1;
            if let Some(count) = first.get_mut(word as usize) {
                *count += 1;
            }
        }
        for &value in &self.family_of_row {
            let Some(value) = self.family.get(value as usize) else { continue };
            if value.parts.is_empty() {
                continue;
            }
            with_family += 1;
            if let Some(count) = family.get_mut(value.whole as usize) {
                *count += 1;
            }
        }
        let rare =
            |counts: &[u64], word: u32, rows: u64| octave_of(counts.get(word as usize).copied().unwrap_or(0), rows);
        let given_octaves: Vec<(u8, u8)> = self
            .given
            .iter()
            .map(|value| {
                let first = value.words.first().map_or(0, |&word| rare(&first, word, with_given));
                (octave_of(whole.get(value.words.as_slice()).copied().unwrap_or(0), with_given), first)
            })
            .collect();
        for (value, (whole, first)) in self.given.iter_mut().zip(given_octaves) {
            (value.whole_octave, value.first_octave) = (whole, first);
        }
        for value in &mut self.family {
            value.whole_octave = rare(&family, value.whole, with_family);
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

    /// Whether given and family name of one row are those of the other exchanged.
    pub(crate) fn are_exchanged(&self, left: u32, right: u32) -> bool {
        let first = |row: u32| self.given(self.given_code(row)).and_then(|value| value.words.first().copied());
        let whole = |row: u32| {
            self.family(self.family_code(row)).filter(|value| !value.parts.is_empty()).map(|value| value.whole)
        };
        let (Some(left_given), Some(right_given)) = (first(left), first(right)) else { return false };
        let (Some(left_family), Some(right_family)) = (whole(left), whole(right)) else { return false };
        let near = |one: u32, other: u32| one == other || self.words.get(one).sound == self.words.get(other).sound;
        (left_given == right_family || left_family == right_given)
            && near(left_given, right_family)
            && near(left_family, right_given)
    }
}

/// The names of one row as read from its cells.
#[derive(Default)]
struct RowNames {
    given: Vec<String>,
    other_given: Vec<String>,
    family: Vec<String>,
    other_family: Vec<Vec<String>>,
}

impl RowNames {
    fn read(columns: &[(ColumnKind, &Column)], row: u32) -> Self {
        let mut names = Self::default();
        for (kind, column) in columns {
            for text in column.text_of_row(row).split(VALUE_SEPARATOR).filter(|text| !text.is_empty()) {
                match kind {
                    ColumnKind::GivenNames => names.given.extend(given_tokens(text)),
                    ColumnKind::FamilyName => names.family.extend(family_parts(text)),
                    ColumnKind::FormerFamilyName => names.add_family(family_parts(text)),
                    ColumnKind::FullName if names.given.is_empty() && names.family.is_empty() => {
                        let whole = full_name(text);
                        (names.given, names.family) = (whole.given, whole.family);
                    }
                    ColumnKind::FullName => {}
                    _ => {
                        let other = alias(text);
                        names.other_given.extend(other.given.into_iter().take(1));
                        names.add_family(other.family);
                    }
                }
            }
        }
        names.other_given.retain(|word| !names.given.contains(word));
        names.other_given.sort_unstable();
        names.other_given.dedup();
        names.other_family.sort_unstable();
        names.other_family.dedup();
        names
    }

    fn add_family(&mut self, parts: Vec<String>) {
        if !parts.is_empty() && parts != self.family {
            self.other_family.push(parts);
        }
    }
}
