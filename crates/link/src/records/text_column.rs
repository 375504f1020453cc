//! A column that is compared on its own.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::days::{DateColumns, Days};
use super::statistics::Known;
use super::values::MOST;
use crate::check::IdentifierCheck;
use crate::frequencies::{Frequencies, Shares};
use crate::interner::{Interner, hash_of};
use crate::pattern::{RAREST, octave_of};
use crate::specification::{ComparisonKind, ComparisonSpecification, Measure, Specification};
use crate::standardise::{Day, compact, fold, is_verified};
use crate::table::VALUE_SEPARATOR;
use crate::texts::Texts;

/// Distinct standard texts, and the code of each row; code 0 is the empty text. A cell of several values has a code of its own,
/// that of its values in order with [`VALUE_SEPARATOR`] between them. Of a column of dates the code is the date itself, see
/// [`Day::packed`].
pub(crate) struct TextColumn {
    pub(crate) name: String,
    kind: ComparisonKind,
    measure: Measure,
    check: Option<IdentifierCheck>,
    raw: Interner,
    code_of_raw: Vec<u32>,
    pub(crate) distinct: Interner,
    codes: Vec<u32>,
    /// For each row whether its identifier was verified; of no row where the column has no status.
    verified: Vec<bool>,
    /// The values of each code of several.
    several: HashMap<u32, Vec<u32>, FixedState>,
    octaves: Vec<u8>,
    /// How common words are, where words are compared.
    words: Known<u8>,
    pub(crate) days: Days,
}

/// How common the values of a column are, and what its dates are like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct TextStatistics {
    octaves: Known<u8>,
    #[serde(default)]
    words: Known<u8>,
    days: Days,
}

/// How many texts there are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TextMark {
    raw: usize,
    pub(crate) distinct: usize,
}

/// Words that stand for nothing.
const NOTHING: &[&str] = &["unknown", "not known", "none", "null", "nan", "na", "n a", "not stated", "anhysbys"];

/// No identifier has more letters and digits; what has, says nothing.
const LONGEST_IDENTIFIER: usize = 64;

/// An identifier of so many letters and digits that are all the same was made up.
const FILLER: usize = 6;

impl TextColumn {
    fn empty(specification: &Specification, comparison: &ComparisonSpecification) -> Self {
        let mut distinct = Interner::default();
        distinct.intern("");
        Self {
            name: comparison.column.clone().unwrap_or_default(),
            kind: comparison.kind,
            measure: comparison.measure,
            check: specification.identifier_of(comparison).and_then(|column| column.check),
            raw: Interner::default(),
            code_of_raw: Vec::new(),
            distinct,
            codes: Vec::new(),
            verified: Vec::new(),
            several: HashMap::default(),
            octaves: Vec::new(),
            words: Known::default(),
            days: Days::default(),
        }
    }

    /// Reads a column in the order of rows.
    pub(crate) fn new(
        (specification, comparison): (&Specification, &ComparisonSpecification),
        (column, status): (&Texts, Option<&Texts>),
        (order, sources): (&[u32], &[u32]),
        supplied: Option<&Frequencies>,
    ) -> Self {
        let mut read = Self::empty(specification, comparison);
        if comparison.kind == ComparisonKind::Date {
            let columns = DateColumns { whole: Some(column), ..DateColumns::default() };
            let (days, dates) = Days::read(columns, order, sources);
            read.days = days;
            read.codes = dates.into_iter().map(Day::packed).collect();
            return read;
        }
        read.codes = order.iter().map(|&row| read.code_of(column.get(row))).collect();
        if let Some(status) = status {
            let is_verified = |(&row, &code): (&u32, &u32)| is_verified(status.get(row)) && read.is_one(code);
            read.verified = order.iter().zip(&read.codes).map(is_verified).collect();
        }
        let code = |text: &str| Some(read.code_of(text)).filter(|&code| code != 0);
        let supplied = supplied.map(|supplied| Shares::new(supplied, code)).unwrap_or_default();
        read.count(&supplied);
        read
    }

    /// The code of a cell.
    pub(crate) fn code_of(&mut self, text: &str) -> u32 {
        let raw = self.raw.intern(text) as usize;
        if raw == self.code_of_raw.len() {
            let code = match text.contains(VALUE_SEPARATOR) {
                true => self.code_of_several(text),
                false => self.distinct.intern(&self.standard(text)),
            };
            self.code_of_raw.push(code);
        }
        self.code_of_raw.get(raw).copied().unwrap_or(0)
    }

    /// The code of a cell of several values: of [`MOST`] of them, in the order of their letters.
    fn code_of_several(&mut self, text: &str) -> u32 {
        let mut values: Vec<String> = text.split(VALUE_SEPARATOR).map(|value| self.standard(value)).collect();
        values.sort_unstable();
        values.dedup();
        values.retain(|value| !value.is_empty());
        values.truncate(MOST);
        let codes: Vec<u32> = values.iter().map(|value| self.distinct.intern(value)).collect();
        match codes.as_slice() {
            [] => 0,
            [one] => *one,
            _ => {
                let code = self.distinct.intern(&values.join(VALUE_SEPARATOR.encode_utf8(&mut [0; 4])));
                self.several.insert(code, codes);
                code
            }
        }
    }

    /// A value in standard form; empty where it stands for nothing.
    fn standard(&self, text: &str) -> String {
        let folded = fold(text);
        match self.kind {
            _ if NOTHING.contains(&folded.as_str()) => String::new(),
            ComparisonKind::Identifier => {
                let bare = compact(text);
                let is_none = bare.len() > LONGEST_IDENTIFIER || is_filler(&bare);
                let bare = if is_none { String::new() } else { bare };
                self.check.map_or_else(|| bare.clone(), |check| check.standard(bare.clone()))
            }
            ComparisonKind::Text if self.measure == Measure::Words => in_order(&folded),
            _ => folded,
        }
    }

    /// The codes of the values of a cell; of one value its own.
    pub(crate) fn values<'a>(&'a self, code: &'a u32) -> &'a [u32] {
        match code {
            0 => &[],
            _ if self.several.is_empty() => std::slice::from_ref(code),
            _ => self.several.get(code).map_or(std::slice::from_ref(code), Vec::as_slice),
        }
    }

    /// Whether a code is one of several values.
    pub(crate) fn are_several(&self, code: u32) -> bool {
        !self.several.is_empty() && self.several.contains_key(&code)
    }

    /// A column without rows, of whose values it is known how common they are.
    pub(crate) fn known(
        specification: &Specification,
        comparison: &ComparisonSpecification,
        statistics: &TextStatistics,
    ) -> Self {
        let mut known = Self::empty(specification, comparison);
        known.words = statistics.words.clone();
        known.days = statistics.days.clone();
        known.octaves.push(RAREST);
        known
    }

    /// Puts a cell, with its status where it has one, to a row, and tells a value that is new how common it is.
    pub(crate) fn put(
        &mut self,
        statistics: &TextStatistics,
        row: u32,
        source: &str,
        (text, status): (&str, Option<&str>),
    ) {
        let code = match self.kind {
            ComparisonKind::Date => self.days.day_of(source, text).unwrap_or_default().packed(),
            _ => self.code_of(text),
        };
        for new in
            u32::try_from(self.octaves.len()).unwrap_or(u32::MAX)..u32::try_from(self.distinct.len()).unwrap_or(0)
        {
            self.octaves.push(statistics.octaves.get(self.key(new)).unwrap_or(RAREST));
        }
        super::put(&mut self.codes, row, code);
        if let Some(status) = status {
            let is_verified = is_verified(status) && self.is_one(code);
            super::put(&mut self.verified, row, is_verified);
        }
    }

    pub(crate) const fn mark(&self) -> TextMark {
        TextMark { raw: self.raw.len(), distinct: self.distinct.len() }
    }

    /// Forgets rows from a number on, and texts that came after a mark.
    pub(crate) fn forget(&mut self, rows: usize, mark: &TextMark) {
        self.codes.truncate(rows);
        self.verified.truncate(rows);
        self.raw.truncate(mark.raw);
        self.code_of_raw.truncate(mark.raw);
        self.distinct.truncate(mark.distinct);
        self.octaves.truncate(mark.distinct);
        if !self.several.is_empty() {
            self.several.retain(|&code, _| (code as usize) < mark.distinct);
        }
    }

    /// How common values are.
    pub(crate) fn statistics(&self) -> TextStatistics {
        let octaves = (0_u32..).zip(&self.octaves).skip(1).map(|(code, &octave)| (self.key(code), octave));
        TextStatistics {
            octaves: Known::new(octaves.filter(|&(_, octave)| octave != RAREST)),
            words: self.words.clone(),
            days: self.days.clone(),
        }
    }

    fn count(&mut self, supplied: &Shares) {
        let mut holders = vec![0_u64; self.distinct.len()];
        let mut filled = 0;
        for code in self.codes.iter().filter(|code| **code != 0) {
            filled += 1;
            for &value in self.values(code) {
                if let Some(count) = holders.get_mut(value as usize) {
                    *count += 1;
                }
            }
        }
        if self.measure == Measure::Words {
            self.count_words(&holders, filled);
        }
        self.octaves = (0_u32..).zip(holders).map(|(code, holders)| supplied.octave(code, holders, filled)).collect();
    }

    /// Works out how common words are, where each text is held by so many rows.
    fn count_words(&mut self, holders: &[u64], filled: u64) {
        let mut of_word: HashMap<u64, u64, FixedState> = HashMap::default();
        for (text, &holders) in self.distinct.texts().zip(holders) {
            for word in text.split(' ').filter(|word| !word.is_empty()) {
                *of_word.entry(hash_of(word)).or_default() += holders;
            }
        }
        let octaves = of_word.into_iter().map(|(word, holders)| (word, octave_of(holders, filled)));
        self.words = Known::new(octaves.filter(|&(_, octave)| octave != RAREST));
    }

    /// What a word weighs: bits that tell how rare it is.
    pub(crate) fn word_weight(&self, word: &str) -> f64 {
        f64::from(self.words.get(hash_of(word)).unwrap_or(RAREST))
    }

    /// Whether it was read as a comparison needs it.
    pub(crate) fn is_read_for(&self, comparison: &ComparisonSpecification) -> bool {
        comparison.column.as_ref() == Some(&self.name)
            && (comparison.kind, comparison.measure) == (self.kind, self.measure)
    }

    /// Whether an identifier has its check digit; those of a column without a check all have.
    pub(crate) fn passes(&self, code: u32) -> bool {
        code != 0 && self.check.is_none_or(|check| check.passes(self.distinct.text(code)))
    }

    /// Whether a code is one identifier that may have been verified: of several a status does not tell which was.
    fn is_one(&self, code: u32) -> bool {
        self.passes(code) && !self.are_several(code)
    }

    /// Whether the identifier of a row was verified.
    pub(crate) fn is_verified(&self, row: u32) -> bool {
        self.verified.get(row as usize).copied().unwrap_or(false)
    }

    pub(crate) fn code(&self, row: u32) -> u32 {
        self.codes.get(row as usize).copied().unwrap_or(0)
    }

    /// A number of a value that follows from its text alone; 0 for none.
    pub(crate) fn key(&self, code: u32) -> u64 {
        match self.kind {
            ComparisonKind::Date => u64::from(code),
            _ if code == 0 => 0,
            _ => hash_of(self.distinct.text(code)),
        }
    }

    pub(crate) fn octave(&self, code: u32) -> u8 {
        self.octaves.get(code as usize).copied().unwrap_or(RAREST)
    }
}

/// Whether somebody filled a field with one letter or digit: `000000000`, `XXXXXX`.
fn is_filler(bare: &str) -> bool {
    let mut letters = bare.chars();
    let first = letters.next();
    bare.len() >= FILLER && letters.all(|letter| Some(letter) == first)
}

/// The words of a text, each once, ascending.
fn in_order(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}
