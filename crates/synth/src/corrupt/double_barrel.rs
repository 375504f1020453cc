//! Family names of several parts.

use rand::{Rng, RngExt};

/// A part that is no name by itself: `ap Rhys`, `da Silva`, `El Amin`.
const PARTICLES: [&str; 14] =
    ["ap", "ab", "ferch", "verch", "da", "de", "do", "dos", "das", "el", "al", "van", "von", "bin"];

/// A family name of several parts, written otherwise: one half alone (the second in 45 of 100, the first in 30), hyphen and
/// space for one another (12), run together (6), halves the other way round (7). Where the first part is a particle, it is
/// lost, joined or hyphenated. `None` for names of one part.
pub(crate) fn double_barrel(rng: &mut impl Rng, value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split(['-', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, .., last] = parts.as_slice() else { return None };
    let particle = PARTICLES.iter().any(|particle| first.to_lowercase() == *particle);
    let written = match rng.random_range(0..100) {
        0..45 if particle => value.trim_start_matches(first).trim_start_matches(['-', ' ']).to_owned(),
        0..45 => (*last).to_owned(),
        45..75 if particle => value.trim_start_matches(first).trim_start_matches(['-', ' ']).to_owned(),
        45..75 => (*first).to_owned(),
        75..87 => other_joint(value, &parts),
        87..94 if !particle => reversed(value, &parts),
        _ => parts.concat(),
    };
    (written != value && !written.is_empty()).then_some(written)
}

fn other_joint(value: &str, parts: &[&str]) -> String {
    parts.join(if value.contains('-') { " " } else { "-" })
}

fn reversed(value: &str, parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().rev().copied().collect();
    parts.join(if value.contains('-') { "-" } else { " " })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn written(value: &str) -> BTreeSet<String> {
        (0..400).filter_map(|seed| double_barrel(&mut ChaCha8Rng::seed_from_u64(seed), value)).collect()
    }

    #[test]
    fn halves_are_lost_joined_and_reversed() {
        let expected = ["Jones", "Smith", "Smith Jones", "Smith-Jones", "SmithJones"];
        let expected: BTreeSet<String> =
            expected.into_iter().map(str::to_owned).filter(|name| name != "Smith-Jones").collect();
        let mut seen = written("Smith-Jones");
        assert!(seen.remove("Jones-Smith"));
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_particle_never_stands_alone() {
        let seen = written("ap Rhys");
        assert_eq!(seen, BTreeSet::from(["Rhys".to_owned(), "ap-Rhys".to_owned(), "apRhys".to_owned()]));
    }

    #[test]
    fn one_part_has_no_half() {
        assert!(written("Jones").is_empty());
        assert!(written("-").is_empty());
    }
}
