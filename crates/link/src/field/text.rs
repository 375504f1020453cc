//! Columns that are compared on their own: texts, codes, identifiers. An empty cell says nothing.

use super::similarity::{is_one_slip, jaro_winkler, reaches};
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::TextColumn;

pub(crate) const TEXT_LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.75, 0.02),
    level("a letter or so differs", Meaning::Near, 0.10, 0.01),
    level("similar or a word in common", Meaning::Unclear, 0.05, 0.05),
    level("different", Meaning::Differs, 0.10, 0.92),
];

pub(crate) const IDENTIFIER_LEVELS: &[Level] = &[
    level("same", Meaning::Same, 0.90, 0.00001),
    level("one slip", Meaning::Near, 0.06, 0.0001),
    level("different", Meaning::Differs, 0.04, 1.0),
];

pub(crate) const CATEGORY_LEVELS: &[Level] =
    &[level("same", Meaning::Same, 0.95, 0.3), level("different", Meaning::Differs, 0.05, 0.7)];

/// The level of two different texts.
pub(crate) fn text_level(texts: &TextColumn, similar: [f64; 2], left: u32, right: u32) -> u8 {
    let [high, low] = similar;
    let (left, right) = (texts.distinct.text(left), texts.distinct.text(right));
    let similarity = jaro_winkler(left, right);
    if reaches(similarity, high) {
        return 2;
    }
    let shares_word = || left.split(' ').any(|word| word.len() > 2 && right.split(' ').any(|other| other == word));
    if reaches(similarity, low) || shares_word() { 3 } else { 4 }
}

/// The level of two different identifiers.
pub(crate) fn identifier_level(texts: &TextColumn, left: u32, right: u32) -> u8 {
    let (left, right) = (texts.distinct.text(left), texts.distinct.text(right));
    let is_long = left.len().min(right.len()) >= 5;
    if is_long && is_one_slip(left, right) { 2 } else { 3 }
}

/// Compares two codes.
pub(crate) fn compare_category(texts: &TextColumn, left: u32, right: u32) -> Outcome {
    match (left, right) {
        (0, _) | (_, 0) => Outcome::NONE,
        (left, right) if left == right => Outcome::rare(1, texts.octave(left)),
        _ => Outcome::level(2),
    }
}
