//! Names of each row, as numbers into tables of distinct names.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::cell_names::{CellCache, CellNames};
use super::row::Row;
use super::statistics::Known;
use super::word_lists::WordLists;
use super::words::{Use, Words};
use crate::interner::pair_key;
use crate::pattern::{RAREST, octave_of};
use crate::specification::ColumnKind;

/// Kinds of columns that names are read from, in the order in which they are read.
pub(crate) const NAME_KINDS: &[ColumnKind] = &[
    ColumnKind::GivenNames,
    ColumnKind::FamilyName,
    ColumnKind::FormerFamilyName,
    ColumnKind::Alias,
    ColumnKind::FullName,
];

/// Distinct names. Value 0 of either kind is no name at all.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) words: Words,
    cells: CellCache,
    /// Words in order, and first words of other names.
    given: WordLists,
    /// Parts, and other names with their parts.
    family: WordLists,
    /// For each family value its parts joined, as one word.
    whole: Vec<u32>,
    /// For each given value how rare all its words together are.
    octaves: Vec<u8>,
    /// Words whose use is known.
    used: usize,
    /// What is gathered of one row, kept to be used again.
    gathered: CellNames,
}

/// How common names are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct NameStatistics {
    /// Words that are not as rare as any that is not here: as first given name, and as family name.
    words: Known<[Use; 2]>,
    /// Given names, all together, that are not among the rarest.
    given: Known<u8>,
}

/// How many names there are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NameMark {
    pub(crate) words: [usize; 2],
    given: usize,
    family: usize,
}

/// Distinct cells that are remembered from one reading to the next.
const REMEMBERED: usize = 1 << 16;

/// Given names of a row and the other given names that it is known by.
#[derive(Clone, Copy)]
pub(crate) struct GivenNames<'a> {
    /// Words in order.
    pub(crate) words: &'a [u32],
    /// First words of other names.
    pub(crate) others: &'a [u32],
}

impl<'a> GivenNames<'a> {
    /// The first name and the aliases.
    fn used(self) -> impl Iterator<Item = u32> + 'a {
        self.words.first().into_iter().chain(self.others).copied()
    }

    /// Every name and alias.
    fn known(self) -> impl Iterator<Item = u32> + 'a {
        self.words.iter().chain(self.others).copied()
    }
}

/// Family name of a row and its former and other family names.
#[derive(Clone, Copy)]
pub(crate) struct FamilyName<'a> {
    /// The parts joined, as one word; 0 where there is no part.
    pub(crate) whole: u32,
    /// The parts of a name of several; the same as `whole` for a name of one.
    pub(crate) parts: &'a [u32],
    /// Former and other names: each whole, and its parts.
    pub(crate) others: &'a [u32],
}

/// The names of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameCodes {
    pub(crate) given: u32,
    pub(crate) family: u32,
}

impl Names {
    /// The number of a cell of a kind of column, to read the names of a row from; 0 for an empty one.
    pub(crate) fn cell(&mut self, kind: ColumnKind, text: &str) -> u32 {
        self.cells.number(&mut self.words, kind, text)
    }

    /// Reads the names of a row from its cells, which come in the order of [`NAME_KINDS`].
    pub(crate) fn read(&mut self, cells: impl Iterator<Item = (ColumnKind, u32)>) -> NameCodes {
        let mut gathered = std::mem::take(&mut self.gathered);
        gathered.clear();
        for (kind, number) in cells.filter(|&(_, number)| number != 0) {
            if kind != ColumnKind::FullName || (gathered.given.is_empty() && gathered.family.is_empty()) {
                gathered.extend(self.cells.get(number));
            }
        }
        let CellNames { given, family, other_given, other_family } = &mut gathered;
        other_given.retain(|word| !given.contains(word));
        let words = &self.words;
        for others in [&mut *other_given, &mut *other_family] {
            others.sort_unstable_by_key(|&word| words.text(word));
            others.dedup();
        }
        let codes =
            NameCodes { given: self.given.intern(given, other_given), family: self.family_value(family, other_family) };
        self.gathered = gathered;
        codes
    }

    fn family_value(&mut self, parts: &[u32], others: &[u32]) -> u32 {
        let code = self.family.intern(parts, others);
        if code as usize >= self.whole.len() {
            let whole = match parts {
                [one] => *one,
                _ => {
                    let joined: String = parts.iter().map(|&part| self.words.text(part)).collect();
                    self.words.intern(&joined)
                }
            };
            self.whole.resize(code as usize, 0);
            self.whole.push(whole);
        }
        code
    }

    /// Works out how rare each name is among rows, over those that have one.
    pub(crate) fn count(&mut self, rows: &[NameCodes]) {
        let (mut given, mut family) = (vec![0_u64; self.words.len()], vec![0_u64; self.words.len()]);
        let (mut given_values, mut family_values) = (vec![0_u64; self.given.len()], vec![0_u64; self.family.len()]);
        for row in rows {
            add(&mut given_values, row.given, 1);
            add(&mut family_values, row.family, 1);
        }
        let mut whole: HashMap<&[u32], u64, FixedState> = HashMap::default();
        let (mut with_given, mut with_family) = (0_u64, 0_u64);
        for (code, &held) in (0_u32..).zip(&given_values) {
            let words = self.given(code).words;
            let Some(&first) = words.first() else { continue };
            with_given += held;
            *whole.entry(words).or_default() += held;
            add(&mut given, first, held);
        }
        for (code, &held) in (0_u32..).zip(&family_values) {
            let name = self.family(code);
            if name.parts.is_empty() {
                continue;
            }
            with_family += held;
            add(&mut family, name.whole, held);
            name.parts.iter().filter(|&&part| part != name.whole).for_each(|&part| add(&mut family, part, held));
        }
        let octave = |code: u32| octave_of(whole.get(self.given(code).words).copied().unwrap_or(0), with_given);
        let octaves = (0..u32::try_from(self.given.len()).unwrap_or(u32::MAX)).map(octave).collect();
        drop(whole);
        self.octaves = octaves;
        for (word, (given, family)) in self.words.each_mut().zip(given.into_iter().zip(family)) {
            word.as_given = Use::new(given, with_given);
            word.as_family = Use::new(family, with_family);
        }
    }

    /// What [`Self::count`] worked out.
    pub(crate) fn statistics(&self) -> NameStatistics {
        let rarest = [Use::default(); 2];
        let words = (0..u32::try_from(self.words.len()).unwrap_or(u32::MAX)).map(|word| {
            let known = self.words.get(word);
            (self.words.key(word), [known.as_given, known.as_family])
        });
        let given = (0_u32..).zip(&self.octaves).map(|(code, &octave)| (self.given_key(code), octave));
        NameStatistics {
            words: Known::new(words.filter(|&(_, uses)| uses != rarest)),
            given: Known::new(given.filter(|&(_, octave)| octave != RAREST)),
        }
    }

    /// Tells the names that were read since how common they are.
    pub(crate) fn weigh(&mut self, statistics: &NameStatistics) {
        for code in u32::try_from(self.octaves.len()).unwrap_or(u32::MAX)..u32::try_from(self.given.len()).unwrap_or(0)
        {
            self.octaves.push(statistics.given.get(self.given_key(code)).unwrap_or(RAREST));
        }
        let keys: Vec<u64> =
            (self.used..self.words.len()).map(|word| self.words.key(u32::try_from(word).unwrap_or(0))).collect();
        for (word, key) in self.words.each_mut().skip(self.used).zip(keys) {
            [word.as_given, word.as_family] = statistics.words.get(key).unwrap_or_default();
        }
        self.used = self.words.len();
    }

    pub(crate) const fn mark(&self) -> NameMark {
        NameMark { words: self.words.mark(), given: self.given.len(), family: self.family.len() }
    }

    /// Forgets names that came after a mark.
    pub(crate) fn forget(&mut self, mark: &NameMark) {
        self.words.forget(mark.words);
        self.used = self.used.min(self.words.len());
        self.given.truncate(mark.given);
        self.octaves.truncate(mark.given);
        self.family.truncate(mark.family);
        self.whole.truncate(mark.family);
        self.cells = CellCache::default();
    }

    /// Forgets cells that were read, where they are many.
    pub(crate) fn forget_cells(&mut self) {
        if self.cells.len() > REMEMBERED {
            self.cells = CellCache::default();
        }
    }

    /// A number of given names, all together, that follows from their texts alone.
    fn given_key(&self, code: u32) -> u64 {
        self.given(code).words.iter().fold(0, |key, &word| pair_key(key, self.words.key(word)))
    }

    pub(crate) fn given(&self, code: u32) -> GivenNames<'_> {
        let (words, others) = self.given.get(code);
        GivenNames { words, others }
    }

    /// How rare the given names of a value are, all together.
    pub(crate) fn given_octave(&self, code: u32) -> u8 {
        self.octaves.get(code as usize).copied().unwrap_or(RAREST)
    }

    pub(crate) fn family(&self, code: u32) -> FamilyName<'_> {
        let (parts, others) = self.family.get(code);
        FamilyName { whole: self.whole.get(code as usize).copied().unwrap_or(0), parts, others }
    }

    /// The words by which `one` is called, by its first name or an alias, and which are among the names and aliases of
    /// `other`.
    pub(crate) fn shared<'a>(&'a self, one: GivenNames<'a>, other: GivenNames<'a>) -> impl Iterator<Item = u32> + 'a {
        one.used().filter(move |&used| other.known().any(|known| known == used) && !self.words.get(used).is_initial)
    }

    /// Whether a word by which `one` is called is among the names and aliases of `other`, in the same form or another.
    pub(crate) fn is_called(&self, one: GivenNames<'_>, other: GivenNames<'_>) -> bool {
        one.used().any(|used| other.known().any(|known| self.words.are_one_name(used, known)))
    }

    /// Whether given and family name of one row are those of the other exchanged: the first given name of either is a part
    /// of the other's family name, and a given name of the other a part of its own.
    pub(crate) fn are_exchanged(&self, left: &Row, right: &Row) -> bool {
        let (left_given, right_given) = (left.given_names(self).words, right.given_names(self).words);
        let (left_family, right_family) = (left.family_name(self).parts, right.family_name(self).parts);
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

    /// A bit for each word of the given names in the lower half, and of the family name in the upper: where no bit of
    /// either half is in the other half of the other row, the names of two rows are not exchanged.
    pub(crate) fn signature(&self, codes: NameCodes) -> u32 {
        let bits =
            |words: &[u32]| words.iter().fold(0_u32, |bits, word| bits | 1 << (word.wrapping_mul(0x9e37_79b9) >> 28));
        bits(self.given(codes.given).words) | bits(self.family(codes.family).parts) << 16
    }
}

/// Whether the signatures of two rows allow that their names are exchanged.
pub(crate) const fn may_be_exchanged(left: u32, right: u32) -> bool {
    left & (right >> 16) & 0xffff != 0 || right & (left >> 16) & 0xffff != 0
}

fn add(counts: &mut [u64], place: u32, held: u64) {
    if let Some(count) = counts.get_mut(place as usize) {
        *count += held;
    }
}
