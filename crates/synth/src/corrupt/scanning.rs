//! Characters that a scanner reads for one another.

use rand::Rng;

use crate::corrupt::substitution::Place::{Anywhere, Inside};
use crate::corrupt::substitution::{Substitution, substitute};

/// Pairs that look alike in print.
#[rustfmt::skip]
const LOOKS: &[Substitution] = &[
    ("O", "0", Anywhere), ("0", "O", Anywhere), ("o", "0", Inside), ("l", "1", Anywhere), ("1", "l", Anywhere), ("I", "l", Anywhere),
    ("I", "1", Anywhere), ("l", "I", Anywhere), ("i", "l", Inside), ("S", "5", Anywhere), ("5", "S", Anywhere), ("s", "5", Inside),
    ("B", "8", Anywhere), ("8", "B", Anywhere), ("Z", "2", Anywhere), ("2", "Z", Anywhere), ("G", "6", Anywhere), ("6", "G", Anywhere),
    ("rn", "m", Anywhere), ("m", "rn", Anywhere), ("cl", "d", Anywhere), ("d", "cl", Inside), ("vv", "w", Anywhere), ("w", "vv", Anywhere),
    ("e", "c", Inside), ("c", "e", Inside), ("h", "b", Anywhere), ("b", "h", Anywhere), ("n", "ri", Inside), ("u", "ii", Inside),
    ("nn", "m", Inside), ("g", "q", Anywhere), ("q", "g", Anywhere), ("D", "O", Anywhere), ("E", "F", Anywhere), ("t", "f", Inside),
    ("a", "o", Inside), ("y", "v", Anywhere), ("â", "á", Anywhere), ("ê", "é", Anywhere), ("î", "í", Anywhere), ("ô", "ó", Anywhere),
    ("ŵ", "w", Anywhere), ("ŷ", "ý", Anywhere), ("7", "1", Anywhere), ("3", "8", Anywhere),
];

/// One character, or two that run together, misread by a scanner: `Morgan` as `M0rgan`, `Burns` as `Bums`.
pub(crate) fn scanning(rng: &mut impl Rng, value: &str) -> Option<String> {
    substitute(rng, value, LOOKS, false)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn letters_are_read_for_what_they_look_like() {
        let read = |value: &str| -> BTreeSet<String> {
            (0..400).filter_map(|seed| scanning(&mut ChaCha8Rng::seed_from_u64(seed), value)).collect()
        };
        assert!(read("Burns").contains("Bums"));
        assert!(read("Burns").contains("8urns"));
        assert!(read("Owen").contains("0wen"));
        assert!(read("Clive").contains("C1ive"));
        assert!(read("Siôn").contains("Sión"));
        assert!(read("ЖЖ").is_empty());
    }
}
