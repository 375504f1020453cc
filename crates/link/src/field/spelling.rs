//! How much of the letters of two texts is the same.

use rapidfuzz::distance::osa;

use super::similarity::LONGEST;

/// Stands before and after a text, so that its first and last letters are in as many n-grams as the others.
const EDGE: char = '\u{2}';

/// Dice similarity of the n-grams of two texts, from 0 to 1: twice those that are in both, as often as they are, by all.
pub(crate) fn ngrams(left: &str, right: &str, letters: usize) -> f64 {
    let (left, right) = (grams(left, letters), grams(right, letters));
    let (mut one, mut other) = (left.iter().peekable(), right.iter().peekable());
    let mut shared = 0_u32;
    while let (Some(first), Some(second)) = (one.peek(), other.peek()) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => drop(one.next()),
            std::cmp::Ordering::Greater => drop(other.next()),
            std::cmp::Ordering::Equal => {
                shared += 1;
                one.next();
                other.next();
            }
        }
    }
    ratio(2 * shared as usize, left.len() + right.len())
}

/// The n-grams of a text, each as often as it is there, ascending.
fn grams(text: &str, letters: usize) -> Vec<Vec<char>> {
    let edge = std::iter::repeat_n(EDGE, letters.saturating_sub(1));
    let all: Vec<char> = edge.clone().chain(text.chars().take(LONGEST)).chain(edge).collect();
    let mut grams: Vec<Vec<char>> = all.windows(letters.max(1)).map(<[char]>::to_vec).collect();
    grams.sort_unstable();
    grams
}

/// One less the changes that turn one text into the other, by the letters of the longer one: from 0 to 1. A change is a
/// letter more, less or other, or two neighbours exchanged (optimal string alignment).
pub(crate) fn edits(left: &str, right: &str) -> f64 {
    let letters = |text: &str| text.chars().take(LONGEST).collect::<Vec<char>>();
    let (left, right) = (letters(left), letters(right));
    let longer = left.len().max(right.len());
    let changes = osa::distance(left.iter().copied(), right.iter().copied());
    ratio(longer.saturating_sub(changes), longer)
}

/// A share of all; 1 where there is nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of letters stay far below 2^53")]
const fn ratio(part: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { part as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ngrams_are_shared_as_counted_by_hand(left in "[abŵ]{0,9}", right in "[abŵ]{0,9}", letters in 1_usize..5) {
            let padded = |text: &str| {
                let edge = "\u{2}".repeat(letters - 1);
                format!("{edge}{text}{edge}").chars().collect::<Vec<char>>()
            };
            let (one, other) = (padded(&left), padded(&right));
            let mut free: Vec<&[char]> = other.windows(letters).collect();
            let all = one.windows(letters).count() + free.len();
            let mut shared = 0.0;
            for gram in one.windows(letters) {
                if let Some(place) = free.iter().position(|known| *known == gram) {
                    free.swap_remove(place);
                    shared += 1.0;
                }
            }
            let wanted = if all == 0 { 1.0 } else { 2.0 * shared / all as f64 };
            prop_assert!((ngrams(&left, &right, letters) - wanted).abs() < 1e-12);
            prop_assert!((ngrams(&right, &left, letters) - wanted).abs() < 1e-12);
        }

        #[test]
        fn edits_agree_with_another_implementation(left in "[ab1ŵ]{0,8}", right in "[ab1ŵ]{0,8}") {
            let longer = left.chars().count().max(right.chars().count()).max(1) as f64;
            let wanted = 1.0 - strsim::osa_distance(&left, &right) as f64 / longer;
            prop_assert!((edits(&left, &right) - wanted).abs() < 1e-12);
        }
    }

    #[test]
    fn of_a_very_long_text_no_more_than_its_start_is_looked_at() {
        let long = "a".repeat(LONGEST) + &"b".repeat(1_000_000);
        assert_eq!((edits(&long, &"a".repeat(LONGEST)), ngrams(&long, &"a".repeat(LONGEST), 8)), (1.0, 1.0));
    }
}
