//! Capitals and small letters, one letter for one letter, as DuckDB has them.
//!
//! DuckDB takes Unicode's simple mapping, in the version its library knows; Rust takes the full mapping (`ß` to `SS`) in a
//! later one. The differences are listed here and held against a table of every letter that DuckDB changes.

/// Letters that got their other case after DuckDB's version of Unicode.
const fn is_later(letter: char) -> bool {
    matches!(
        letter,
        '\u{19b}'
            | '\u{264}'
            | '\u{1c89}'..='\u{1c8a}'
            | '\u{a7cb}'..='\u{a7cf}'
            | '\u{a7d2}'..='\u{a7d5}'
            | '\u{a7da}'..='\u{a7dc}'
            | '\u{10d50}'..='\u{10d65}'
            | '\u{10d70}'..='\u{10d85}'
            | '\u{16ea0}'..='\u{16eb8}'
            | '\u{16ebb}'..='\u{16ed3}'
    )
}

/// The small letter.
pub(crate) fn lower(letter: char) -> char {
    match letter {
        '\u{130}' => 'i',
        _ if is_later(letter) => letter,
        _ => alone(letter, letter.to_lowercase()),
    }
}

/// The capital.
pub(crate) fn upper(letter: char) -> char {
    match letter {
        'ß' => 'ẞ',
        // Greek with iota below: the capital keeps the iota beside it, in one letter.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => further(letter, 8),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => further(letter, 9),
        _ if is_later(letter) => letter,
        _ => alone(letter, letter.to_uppercase()),
    }
}

fn further(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) + by).unwrap_or(letter)
}

/// The mapping where it is one letter, else the letter itself.
fn alone(letter: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letter, small letter and capital, of every letter of which DuckDB changes either; recorded with DuckDB 2.0.1.
    const TABLE: &str = include_str!("../../../tests/data/splink/letters.tsv");

    #[test]
    fn every_letter_has_the_case_that_duckdb_gives_it() {
        let mut table = std::collections::BTreeMap::new();
        for line in TABLE.lines() {
            let letters: Vec<char> =
                line.split('\t').map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()).collect();
            table.insert(letters[0], (letters[1], letters[2]));
        }
        assert!(table.len() > 2_000);
        for letter in '\u{1}'..=char::MAX {
            let expected = table.get(&letter).copied().unwrap_or((letter, letter));
            assert_eq!((lower(letter), upper(letter)), expected, "U+{:04X}", u32::from(letter));
        }
    }
}
