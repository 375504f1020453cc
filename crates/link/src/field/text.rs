//! Columns of texts and codes. An empty cell says nothing.

use super::similarity::{jaro_winkler, reaches};
use super::spelling::{edits, ngrams};
use super::words::words_in_common;
use crate::level::{Level, Meaning, level};
use crate::records::TextColumn;
use crate::specification::Measure;

pub(crate) const TEXT_LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.75, 0.02),
    level("a letter or so differs", Meaning::Near, 0.10, 0.01),
    level("similar or a word in common", Meaning::Unclear, 0.05, 0.05),
    level("different", Meaning::Differs, 0.10, 0.92),
];

/// Of texts whose letters are counted, in whatever order they stand.
pub(crate) const SPELLING_LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.75, 0.02),
    level("spelt nearly the same", Meaning::Near, 0.10, 0.01),
    level("spelt similarly", Meaning::Unclear, 0.05, 0.05),
    level("different", Meaning::Differs, 0.10, 0.92),
];

/// Of texts whose words are counted: the same are those of the same words in any order.
pub(crate) const WORDS_LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.75, 0.02),
    level("most words the same", Meaning::Near, 0.10, 0.01),
    level("some words the same", Meaning::Unclear, 0.05, 0.05),
    level("different", Meaning::Differs, 0.10, 0.92),
];

pub(crate) const CATEGORY_LEVELS: &[Level] =
    &[level("same", Meaning::Same, 0.95, 0.3), level("different", Meaning::Differs, 0.05, 0.7)];

/// The level of the same text or code.
pub(crate) const SAME: u8 = 1;

/// The level of two different codes.
pub(crate) const OTHER_CATEGORY: u8 = 2;

/// Words of a text that are looked for in another.
const MOST_WORDS: usize = 64;

/// How texts of a column are compared.
#[derive(Clone, Copy)]
pub(crate) struct Graded {
    pub(crate) measure: Measure,
    /// Letters of an n-gram.
    pub(crate) letters: usize,
    /// The two similarities of the graded levels, the higher first.
    pub(crate) similar: [f64; 2],
}

/// The level of two different texts.
pub(crate) fn text_level(texts: &TextColumn, graded: Graded, left: u32, right: u32) -> u8 {
    let [high, low] = graded.similar;
    let (left, right) = (texts.distinct.text(left), texts.distinct.text(right));
    let similarity = match graded.measure {
        Measure::JaroWinkler => jaro_winkler(left, right),
        Measure::Ngrams => ngrams(left, right, graded.letters),
        Measure::Words => words_in_common(left, right, |word| texts.word_weight(word)),
        Measure::Edits => edits(left, right),
    };
    if reaches(similarity, high) {
        return 2;
    }
    let shares_word = || words(left).any(|word| word.len() > 2 && words(right).any(|other| other == word));
    let is_word_enough = graded.measure == Measure::JaroWinkler;
    if reaches(similarity, low) || is_word_enough && shares_word() { 3 } else { 4 }
}

/// The words of a text that are looked at.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').take(MOST_WORDS)
}
