//! The words for why records are one person.

use dolen_model::PersonField;

use super::field_label;
use crate::words::Words;

/// What was compared.
pub(crate) fn comparison(words: Words, name: &str) -> String {
    if let Some(field) = PersonField::from_name(name) {
        return field_label(words, field);
    }
    match name {
        "name" | "names" | "full_name" => words.compared_name(),
        other => sentence(other),
    }
}

/// What came out of a comparison, where it is one of the labels of the built-in specification; another label is shown as
/// its specification has it.
pub(crate) fn level(words: Words, label: &str) -> String {
    match label {
        "exact" => words.level_exact(),
        "missing" | "null" => words.level_missing(),
        "different" | "else" => words.level_different(),
        other => sentence(other),
    }
}

/// A weight in words: how far it speaks for or against one person.
pub(crate) fn strength(words: Words, weight: f64) -> String {
    match weight {
        weight if weight >= 10.0 => words.strength_very_strong_for(),
        weight if weight >= 5.0 => words.strength_strong_for(),
        weight if weight >= 1.0 => words.strength_some_for(),
        weight if weight > -1.0 => words.strength_little(),
        weight if weight > -5.0 => words.strength_some_against(),
        _ => words.strength_strong_against(),
    }
}

fn sentence(name: &str) -> String {
    let text = name.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
