//! Streets and flats in other forms. None of them is wrong; each makes two records of one home look different.

use rand::{Rng, RngExt};

use crate::tables::street_in_the_other_language;

/// Words of street names with their short forms.
const SHORT: [(&str, &str); 24] = [
    ("Road", "Rd"),
    ("Street", "St"),
    ("Avenue", "Ave"),
    ("Close", "Cl"),
    ("Crescent", "Cres"),
    ("Drive", "Dr"),
    ("Gardens", "Gdns"),
    ("Grove", "Gr"),
    ("Lane", "La"),
    ("Court", "Ct"),
    ("Place", "Pl"),
    ("Terrace", "Terr"),
    ("Square", "Sq"),
    ("Rise", "Ri"),
    ("Saint", "St"),
    ("Upper", "Upr"),
    ("Lower", "Lwr"),
    ("Heol", "Hl"),
    ("Stryd", "Str"),
    ("Ffordd", "Ff"),
    ("Rhodfa", "Rhod"),
    ("Clos", "Cl"),
    ("Teras", "Ter"),
    ("Cilgant", "Cilg"),
];

/// A street in another form: its name in the other language (in 40 of 100, where it has one), else one word abbreviated,
/// or written out where it was abbreviated.
pub(crate) fn street_form(rng: &mut impl Rng, street: &str) -> Option<String> {
    let other_language = rng.random_range(0..100) < 40;
    if other_language && let Some(other) = street_in_the_other_language(street) {
        return Some(other.to_owned());
    }
    let mut changed = false;
    let words: Vec<&str> = street
        .split(' ')
        .map(|word| match other_form(word) {
            Some(other) if !changed => {
                changed = true;
                other
            }
            _ => word,
        })
        .collect();
    if changed { Some(words.join(" ")) } else { street_in_the_other_language(street).map(str::to_owned) }
}

fn other_form(word: &str) -> Option<&'static str> {
    let word = word.trim_end_matches('.');
    SHORT.iter().find_map(|&(long, short)| match word {
        _ if word == long => Some(short),
        _ if word == short => Some(long),
        _ => None,
    })
}

/// A flat in another form: `Flat 3` as `Apt 3`, `Apartment 3`, `Fflat 3`, `F3`, `Unit 3` or `3`. `None` without a number.
pub(crate) fn flat_form(rng: &mut impl Rng, flat: &str) -> Option<String> {
    const WORDS: [&str; 6] = ["Flat ", "Apt ", "Apartment ", "Fflat ", "F", ""];
    let number = flat.split_whitespace().last().filter(|word| word.contains(|digit: char| digit.is_ascii_digit()))?;
    let forms: Vec<String> = WORDS.iter().map(|word| format!("{word}{number}")).filter(|form| form != flat).collect();
    forms.get(rng.random_range(0..forms.len().max(1))).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn streets_change_language_or_are_abbreviated() {
        let forms: std::collections::BTreeSet<String> =
            (0..100).filter_map(|seed| street_form(&mut ChaCha8Rng::seed_from_u64(seed), "Station Road")).collect();
        assert_eq!(forms, ["Heol yr Orsaf".to_owned(), "Station Rd".to_owned()].into());
        assert_eq!(street_form(&mut ChaCha8Rng::seed_from_u64(1), "Xyzzy"), None);
    }

    #[test]
    fn a_flat_keeps_its_number() {
        for seed in 0..100 {
            let form = flat_form(&mut ChaCha8Rng::seed_from_u64(seed), "Flat 12A").unwrap();
            assert!(form.ends_with("12A") && form != "Flat 12A", "{form}");
        }
        assert_eq!(flat_form(&mut ChaCha8Rng::seed_from_u64(1), "Garden flat"), None);
    }
}
