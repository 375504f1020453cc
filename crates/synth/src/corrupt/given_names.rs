//! Given names left out, cut short or run together.

use rand::{Rng, RngExt};

/// The first letter alone; `None` where there is no more than that.
pub(crate) fn initial(value: &str) -> Option<String> {
    let mut letters = value.trim().chars();
    let first = letters.next().filter(|first| first.is_alphabetic())?;
    letters.next()?;
    Some(first.to_string())
}

/// Forename and middle names written otherwise: the middle names left out (50 in 100), as initials (35), or in the column of
/// the forename (15). `None` where there is no middle name.
pub(crate) fn middle_names(rng: &mut impl Rng, forename: &str, middle: &str) -> Option<(String, String)> {
    let middle = middle.trim();
    if middle.is_empty() {
        return None;
    }
    match rng.random_range(0..100) {
        0..50 => Some((forename.to_owned(), String::new())),
        50..85 => {
            let initials: Vec<String> =
                middle.split_whitespace().map(|name| initial(name).unwrap_or_else(|| name.to_owned())).collect();
            let initials = initials.join(" ");
            // A middle name that is one letter already can still be left out.
            let initials = if initials == middle { String::new() } else { initials };
            Some((forename.to_owned(), initials))
        }
        _ => Some((format!("{forename} {middle}").trim().to_owned(), String::new())),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn an_initial_is_shorter_than_the_name() {
        assert_eq!(initial("Siân").as_deref(), Some("S"));
        assert_eq!(initial("Ŵil").as_deref(), Some("Ŵ"));
        assert_eq!(initial("S"), None);
        assert_eq!(initial(""), None);
    }

    #[test]
    fn middle_names_are_dropped_shortened_or_joined() {
        let seen: BTreeSet<(String, String)> = (0..200)
            .filter_map(|seed| middle_names(&mut ChaCha8Rng::seed_from_u64(seed), "Mary", "Jane Ann"))
            .collect();
        let expected = [("Mary", ""), ("Mary", "J A"), ("Mary Jane Ann", "")];
        assert_eq!(seen, expected.map(|(forename, middle)| (forename.to_owned(), middle.to_owned())).into());
        assert_eq!(middle_names(&mut ChaCha8Rng::seed_from_u64(1), "Mary", " "), None);
    }
}
