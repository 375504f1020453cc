//! Slips of the fingers.

use rand::{Rng, RngExt};

/// The letter rows of a British keyboard.
const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
/// Positions tried before a value counts as one that cannot be mistyped.
const TRIES: usize = 12;

/// One letter or digit mistyped: a neighbouring key (40 in 100), left out (25), doubled (15), swapped with the next (20).
/// The first letter is spared nine times in ten, as in records: whoever types looks at it.
pub(crate) fn typing(rng: &mut impl Rng, value: &str) -> Option<String> {
    let characters: Vec<char> = value.chars().collect();
    let places: Vec<usize> = (0..characters.len()).filter(|&place| is_typed(&characters, place)).collect();
    if places.is_empty() {
        return None;
    }
    for _ in 0..TRIES {
        let position = rng.random_range(0..places.len());
        let spared = position == 0 && places.len() > 1 && rng.random_range(0..10) > 0;
        let kind = rng.random_range(0..100);
        let Some(&place) = places.get(if spared { 1 } else { position }) else { continue };
        let mistyped = match kind {
            0..40 => neighbour(rng, &characters, place),
            40..65 => left_out(&characters, place, places.len()),
            65..80 => doubled(&characters, place),
            _ => swapped(&characters, place),
        };
        let mistyped = mistyped.map(|characters| characters.into_iter().collect::<String>());
        if let Some(mistyped) = mistyped.filter(|mistyped| mistyped != value) {
            return Some(mistyped);
        }
    }
    // A single letter that no key stands for can always be typed twice.
    places.last().and_then(|&place| doubled(&characters, place)).map(|characters| characters.into_iter().collect())
}

fn is_typed(characters: &[char], place: usize) -> bool {
    characters.get(place).is_some_and(|character| character.is_alphanumeric())
}

fn neighbour(rng: &mut impl Rng, characters: &[char], place: usize) -> Option<Vec<char>> {
    let character = *characters.get(place)?;
    let keys: Vec<char> = match character.to_digit(10) {
        Some(digit) => [digit.checked_sub(1), Some(digit + 1)]
            .into_iter()
            .flatten()
            .filter_map(|key| char::from_digit(key, 10))
            .collect(),
        None => letters_beside(character.to_ascii_lowercase()),
    };
    if keys.is_empty() {
        return None;
    }
    let key = *keys.get(rng.random_range(0..keys.len()))?;
    let key = if character.is_ascii_uppercase() { key.to_ascii_uppercase() } else { key };
    let mut mistyped = characters.to_vec();
    *mistyped.get_mut(place)? = key;
    Some(mistyped)
}

/// Keys to the left and right, above and below.
fn letters_beside(letter: char) -> Vec<char> {
    let found = KEYBOARD.iter().enumerate().find_map(|(row, keys)| keys.find(letter).map(|column| (row, column)));
    let Some((row, column)) = found else { return Vec::new() };
    let key = |row: Option<usize>, column: Option<usize>| KEYBOARD.get(row?)?.chars().nth(column?);
    let here = Some(row);
    [
        key(here, column.checked_sub(1)),
        key(here, Some(column + 1)),
        key(row.checked_sub(1), Some(column)),
        key(Some(row + 1), Some(column)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn left_out(characters: &[char], place: usize, typed: usize) -> Option<Vec<char>> {
    if typed < 2 {
        return None;
    }
    let mut mistyped = characters.to_vec();
    mistyped.remove(place);
    Some(mistyped)
}

fn doubled(characters: &[char], place: usize) -> Option<Vec<char>> {
    let again: Vec<char> = characters.get(place)?.to_lowercase().collect();
    let mut mistyped = characters.to_vec();
    mistyped.splice(place + 1..=place, again);
    Some(mistyped)
}

fn swapped(characters: &[char], place: usize) -> Option<Vec<char>> {
    let (first, second) = (*characters.get(place)?, *characters.get(place + 1)?);
    if !second.is_alphanumeric() {
        return None;
    }
    let mut mistyped = characters.to_vec();
    // The capital stays in front: `Ojnes` is typed for `Jones`, not `oJnes`.
    let (front, back) = if first.is_uppercase() && second.is_lowercase() && has_one_case(first) && has_one_case(second)
    {
        (second.to_uppercase().next()?, first.to_lowercase().next()?)
    } else {
        (second, first)
    };
    *mistyped.get_mut(place)? = front;
    *mistyped.get_mut(place + 1)? = back;
    Some(mistyped)
}

/// Whether changing the case of a letter gives one letter again.
fn has_one_case(letter: char) -> bool {
    letter.to_uppercase().count() == 1 && letter.to_lowercase().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn typed(seed: u64, value: &str) -> Option<String> {
        typing(&mut ChaCha8Rng::seed_from_u64(seed), value)
    }

    #[test]
    fn a_mistyped_name_stays_close() {
        for seed in 0..500 {
            let wrong = typed(seed, "Llewellyn").unwrap();
            let length = wrong.chars().count();
            assert!((8..=10).contains(&length), "{wrong}");
            assert_ne!(wrong, "Llewellyn");
        }
    }

    #[test]
    fn the_first_letter_is_mostly_spared() {
        let hit = (0..2_000).filter(|&seed| !typed(seed, "Morgan").unwrap().starts_with('M')).count();
        assert!(hit < 100, "{hit}");
        assert!(hit > 5, "{hit}");
    }

    #[test]
    fn neighbours_share_an_edge() {
        assert_eq!(letters_beside('a'), ['s', 'q', 'z']);
        assert_eq!(letters_beside('ŵ'), []);
    }

    #[test]
    fn what_has_no_letter_cannot_be_mistyped() {
        assert_eq!(typed(1, ""), None);
        assert_eq!(typed(1, " - "), None);
        assert_eq!(typed(1, "字").as_deref(), Some("字字"));
    }
}
