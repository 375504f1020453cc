//! How many of the words of two texts are the same, in whatever order.
//!
//! A word weighs as many bits as say how rare it is (its inverse document frequency): `ward` in `Ward Sister` and `Ward Clerk`
//! says less than `Sister`. Words that are spelt nearly alike count for as much as they are alike, as in the SoftTFIDF of Cohen,
//! Ravikumar and Fienberg 2003, "A comparison of string distance metrics for name-matching tasks", with Dice in place of the cosine:
//! a share of all words, which every word that only one text has makes smaller.

use super::similarity::{jaro_winkler, reaches};

/// Words of a text that are looked at.
const MOST: usize = 32;

/// Words of fewer letters are the same or not: numbers of houses, initials.
const SPELT: usize = 4;

/// Words whose Jaro-Winkler similarity reaches this may be one word with a slip.
const NEAR: f64 = 0.92;

/// The share of the words of two texts that they have in common, from 0 to 1. Texts hold each word once, ascending, with a
/// space between two; `weight` tells what a word weighs.
pub(crate) fn words_in_common(left: &str, right: &str, weight: impl Fn(&str) -> f64) -> f64 {
    let (left, right) = if left <= right { (left, right) } else { (right, left) };
    let words = |text: &'_ str| text.split(' ').filter(|word| !word.is_empty()).take(MOST).map(str::to_owned).collect();
    let (mut left, mut right): (Vec<String>, Vec<String>) = (words(left), words(right));
    let weigh = |words: &[String]| words.iter().map(|word| weight(word)).sum::<f64>();
    let all = weigh(&left) + weigh(&right);
    let (one, other) = (left.clone(), right.clone());
    left.retain(|word| !other.contains(word));
    right.retain(|word| !one.contains(word));
    let mut common = all - weigh(&left) - weigh(&right);
    let mut near: Vec<(f64, &String, &String)> = Vec::new();
    for one in left.iter().filter(|word| word.len() >= SPELT) {
        for other in right.iter().filter(|word| word.len() >= SPELT) {
            let similarity = jaro_winkler(one, other);
            if reaches(similarity, NEAR) {
                near.push((similarity, one, other));
            }
        }
    }
    // Each word is taken for one other at most, the nearest two first.
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| (one.1, one.2).cmp(&(other.1, other.2))));
    let mut taken: Vec<&String> = Vec::new();
    for (similarity, one, other) in near {
        if !taken.contains(&one) && !taken.contains(&other) {
            common += similarity * (weight(one) + weight(other));
            taken.extend([one, other]);
        }
    }
    if all > 0.0 { common / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn weight(word: &str) -> f64 {
        if word == "ward" { 2.0 } else { 8.0 }
    }

    #[test]
    fn rare_words_weigh_more_and_slips_count_in_part() {
        let share = |left, right| words_in_common(left, right, weight);
        assert_eq!(share("nurse ward", "nurse ward"), 1.0);
        assert!((share("clerk ward", "sister ward") - 0.2).abs() < 1e-12);
        assert!((share("sister ward", "night sister ward") - 20.0 / 28.0).abs() < 1e-12);
        let slip = share("labourer", "labuorer");
        assert!(slip > 0.92 && slip < 1.0, "{slip}");
        assert_eq!(share("12 heol", "13 heol"), 0.5, "numbers are the same or not");
        assert_eq!(share("", "ward"), 0.0);
    }

    proptest! {
        #[test]
        fn a_share_is_one_whichever_comes_first(left in "[ab]{1,6}( [ab]{1,6}){0,4}", right in "[ab]{1,6}( [ab]{1,6}){0,4}") {
            let share = words_in_common(&left, &right, weight);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&share), "{}", share);
            prop_assert_eq!(share.to_bits(), words_in_common(&right, &left, weight).to_bits());
        }
    }

    #[test]
    fn no_more_than_a_number_of_words_is_looked_at() {
        let many: Vec<String> = (0..100_000).map(|number| format!("{number:06}x")).collect();
        assert_eq!(words_in_common(&many.join(" "), &many[..MOST].join(" "), weight), 1.0);
    }
}
