//! Names written as they were heard.

use rand::Rng;

use crate::corrupt::substitution::Place::{Anywhere, End, Inside, Start};
use crate::corrupt::substitution::{Substitution, substitute};

/// English spellings of one sound, and Welsh sounds as English ears and hands write them.
#[rustfmt::skip]
const SOUNDS: &[Substitution] = &[
    // Consonants.
    ("ph", "f", Anywhere), ("f", "ph", Start), ("ck", "k", Anywhere), ("k", "ck", End), ("c", "k", Start), ("k", "c", Start),
    ("qu", "kw", Anywhere), ("x", "cks", End), ("s", "z", Inside), ("z", "s", Anywhere), ("ss", "s", Anywhere), ("sch", "sh", Anywhere),
    ("j", "g", Start), ("ge", "je", Start), ("gh", "", Inside), ("kn", "n", Start), ("wr", "r", Start), ("wh", "w", Start),
    ("tt", "t", Anywhere), ("t", "tt", Inside), ("nn", "n", Anywhere), ("n", "nn", Inside), ("rr", "r", Anywhere), ("mm", "m", Anywhere),
    ("pp", "p", Anywhere), ("bb", "b", Anywhere), ("th", "t", Anywhere), ("h", "", Start), ("mac", "mc", Start), ("mc", "mac", Start),
    // Vowels and endings.
    ("ie", "y", End), ("y", "ie", End), ("ey", "y", End), ("y", "ey", End), ("ei", "ie", Anywhere), ("ie", "ei", Inside),
    ("ee", "ea", Anywhere), ("ea", "ee", Anywhere), ("ai", "ay", Anywhere), ("ay", "ai", Anywhere), ("oo", "u", Anywhere),
    ("ou", "ow", Anywhere), ("er", "or", End), ("or", "er", End), ("son", "sen", End), ("sen", "son", End), ("on", "en", End),
    ("an", "en", End), ("e", "", End), ("el", "le", End), ("al", "ell", End), ("i", "y", Inside), ("y", "i", Inside), ("a", "e", Inside),
    ("es", "is", End), ("is", "es", End),
    // Welsh.
    ("ff", "f", Anywhere), ("f", "v", Anywhere), ("f", "ff", End), ("dd", "th", Anywhere), ("dd", "d", Anywhere), ("ll", "l", Anywhere),
    ("l", "ll", Inside), ("ll", "thl", Start), ("ll", "fl", Start), ("w", "u", Inside), ("w", "oo", Inside), ("ŵ", "oo", Anywhere),
    ("ch", "k", Anywhere), ("ch", "c", End), ("rh", "r", Anywhere), ("r", "rh", Start), ("siô", "sho", Start), ("sia", "sha", Start),
    ("si", "sh", Start), ("wy", "oy", Anywhere), ("ae", "ai", Anywhere), ("au", "ai", End), ("eu", "ei", Anywhere), ("u", "i", Inside),
    ("ŷ", "ee", Anywhere), ("ng", "n", Inside), ("yn", "in", End), ("wyn", "win", End), ("wen", "wyn", End), ("edd", "eth", End),
];

/// A name written by ear: one sound in another spelling, `Rhys` as `Rhis`, `Gruffydd` as `Gruffyth`, `Stephen` as `Stefen`.
pub(crate) fn sound(rng: &mut impl Rng, value: &str) -> Option<String> {
    substitute(rng, value, SOUNDS, true)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn heard(value: &str) -> BTreeSet<String> {
        (0..400).filter_map(|seed| sound(&mut ChaCha8Rng::seed_from_u64(seed), value)).collect()
    }

    #[test]
    fn welsh_sounds_are_heard_in_english() {
        assert!(heard("Gruffydd").contains("Gruffyth"));
        assert!(heard("Gruffydd").contains("Grufydd"));
        assert!(heard("Lloyd").contains("Loyd"));
        assert!(heard("Gwyn").contains("Guyn"));
        assert!(heard("Rhian").contains("Rian"));
        assert!(heard("Siân").is_empty() || heard("Siân").iter().all(|name| name != "Siân"));
    }

    #[test]
    fn english_spellings_of_one_sound_change_places() {
        assert!(heard("Stephen").contains("Stefen"));
        assert!(heard("Clarke").contains("Klarke"));
        assert!(heard("Clarke").contains("Clark"));
        assert!(heard("Thompson").contains("Tompson"));
    }

    #[test]
    fn capitals_stay_capitals() {
        assert!(heard("HUGHES").iter().all(|name| name.chars().all(char::is_uppercase)));
        assert!(heard("Harris").contains("Arris"));
    }
}
