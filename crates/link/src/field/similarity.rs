//! Similarity of two short texts.

use rapidfuzz::distance::{jaro_winkler, osa};

/// Similarities closer than this to a threshold count as having reached it, so that the order of floating-point
/// operations decides nothing.
const EPSILON: f64 = 1e-9;

/// Letters of a text that are looked at: the work grows with their square.
pub(super) const LONGEST: usize = 256;

/// Jaro-Winkler similarity with a prefix of at most four letters and weight 0.1, from 0 to 1. Two empty texts are alike.
/// It is one whichever text comes first.
pub(crate) fn jaro_winkler(left: &str, right: &str) -> f64 {
    let (left, right) = if left <= right { (start(left), start(right)) } else { (start(right), start(left)) };
    if left.is_ascii() && right.is_ascii() {
        jaro_winkler::similarity(left.bytes(), right.bytes())
    } else {
        jaro_winkler::similarity(left.chars(), right.chars())
    }
}

/// What is looked at of a text.
fn start(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Whether a similarity reaches a threshold.
pub(crate) fn reaches(similarity: f64, threshold: f64) -> bool {
    similarity >= threshold - EPSILON
}

/// Whether one slip turns one text into the other: a letter more, less or other, or two neighbours exchanged.
pub(crate) fn is_one_slip(left: &str, right: &str) -> bool {
    if left.len().abs_diff(right.len()) > 4 || left.len().max(right.len()) > 4 * LONGEST {
        return false;
    }
    osa::distance(left.chars(), right.chars()) <= 1
}

/// Whether one digit of two numbers differs, or is missing at the start, or two neighbours are exchanged.
pub(crate) fn is_one_digit_off(mut one: u64, mut other: u64) -> bool {
    let mut differing = 0;
    let mut last = None;
    let mut is_exchanged = false;
    while (one > 0 || other > 0) && differing <= 2 {
        let digits = (one % 10, other % 10);
        if digits.0 != digits.1 {
            differing += 1;
            is_exchanged = last == Some((digits.1, digits.0));
            last = Some(digits);
        } else {
            last = None;
        }
        (one, other) = (one / 10, other / 10);
    }
    differing == 1 || (differing == 2 && is_exchanged)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn jaro_winkler_agrees_with_another_implementation(left in "[a-dŵ]{0,12}", right in "[a-dŵ]{0,12}") {
            let other = strsim::jaro_winkler(&left, &right);
            // The two differ in whether the prefix counts below a similarity of 0.7, which no threshold reaches.
            if other > 0.75 || jaro_winkler(&left, &right) > 0.75 {
                prop_assert!((jaro_winkler(&left, &right) - other).abs() < 1e-9);
            }
        }

        #[test]
        fn one_slip_agrees_with_another_implementation(left in "[ab1]{0,6}", right in "[ab1]{0,6}") {
            prop_assert_eq!(is_one_slip(&left, &right), strsim::osa_distance(&left, &right) <= 1);
        }
    }

    #[test]
    fn slips_of_numbers_are_near() {
        for (one, other, is_near) in [
            (1_633_960_123, 1_633_960_123 + 1_000, true),
            (1_633_960_123, 1_633_960_132, true),
            (1_633_960_123, 1_633_960_321, false),
            (1_633_960_123, 633_960_123, true),
            (1_633_960_123, 163_396_012, false),
            (1_633_960_123, 7_001_072_781, false),
        ] {
            assert_eq!(is_one_digit_off(one, other), is_near, "{one} {other}");
        }
    }
}
