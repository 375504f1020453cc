//! Replacing one piece of a value by another, wherever it stands.

use rand::{Rng, RngExt};

/// Where in a word a piece must stand to be replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Anywhere,
    Start,
    End,
    /// Neither first nor last.
    Inside,
}

/// A piece, what it becomes, and where.
pub(super) type Substitution = (&'static str, &'static str, Place);

/// Makes one substitution, each place where one fits being as likely as any other. Where `keeps_case`, letters are
/// compared without their case and a capital stays a capital.
pub(super) fn substitute(
    rng: &mut impl Rng,
    value: &str,
    substitutions: &[Substitution],
    keeps_case: bool,
) -> Option<String> {
    let characters: Vec<char> = value.chars().collect();
    let mut results: Vec<String> = Vec::new();
    for &(piece, other, place) in substitutions {
        let length = piece.chars().count();
        for start in 0..=characters.len().saturating_sub(length) {
            let Some(found) = characters.get(start..start + length) else { continue };
            let fits = found.iter().zip(piece.chars()).all(|(&here, wanted)| same(here, wanted, keeps_case));
            if fits && stands(&characters, start, start + length, place) {
                let replaced = replaced(&characters, start, length, other, keeps_case);
                if replaced != value && !replaced.trim().is_empty() {
                    results.push(replaced);
                }
            }
        }
    }
    if results.is_empty() {
        return None;
    }
    let chosen = rng.random_range(0..results.len());
    results.into_iter().nth(chosen)
}

fn same(here: char, wanted: char, any_case: bool) -> bool {
    here == wanted || any_case && here.to_lowercase().eq(wanted.to_lowercase())
}

fn stands(characters: &[char], start: usize, end: usize, place: Place) -> bool {
    let is_letter = |position: Option<usize>| {
        position.and_then(|position| characters.get(position)).is_some_and(|character| character.is_alphabetic())
    };
    let (before, after) = (is_letter(start.checked_sub(1)), is_letter(Some(end)));
    match place {
        Place::Anywhere => true,
        Place::Start => !before && after,
        Place::End => before && !after,
        Place::Inside => before && after,
    }
}

fn replaced(characters: &[char], start: usize, length: usize, other: &str, keeps_case: bool) -> String {
    let found = characters.get(start..start + length).unwrap_or_default();
    let all_capitals = length > 0 && characters.iter().all(|character| !character.is_lowercase());
    let capital = found.first().is_some_and(|first| first.is_uppercase());
    let mut text: String = characters.iter().take(start).collect();
    for (position, character) in other.chars().enumerate() {
        if keeps_case && (all_capitals || capital && position == 0) {
            text.extend(character.to_uppercase());
        } else {
            text.push(character);
        }
    }
    // Where a capital is dropped, the next letter takes it.
    let mut rest = characters.iter().skip(start + length);
    if keeps_case
        && capital
        && other.is_empty()
        && let Some(next) = rest.next()
    {
        text.extend(next.to_uppercase());
    }
    text.extend(rest);
    text
}
