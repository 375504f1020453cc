//! Letters that were lost or doubled on the way, and marks that nobody sees.

use encoding_rs::WINDOWS_1252;

/// Marks that take no room: a value with one looks like another and is not it.
const INVISIBLE: [char; 5] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{180e}'];

/// Whether a letter steers a terminal or turns the direction of the text, so that a page shows something else.
pub(crate) fn is_steering(letter: char) -> bool {
    let is_line = matches!(letter, '\n' | '\r' | '\t');
    (letter.is_control() && !is_line) || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with its blanks folded and without marks that nobody sees.
pub(crate) fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let visible = |letter: &char| !INVISIBLE.contains(letter);
    for word in text.split_whitespace().filter(|word| word.chars().any(|letter| visible(&letter))) {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.extend(word.chars().filter(visible));
    }
    tidy
}

/// Whether a wrong encoding has been at the text: UTF-8 that was read as Windows-1252 (`SiÃ´n`), or the sign for a letter
/// that could not be read.
pub(crate) fn is_damaged(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    if text.contains('\u{fffd}') {
        return true;
    }
    let (bytes, _, has_others) = WINDOWS_1252.encode(text);
    !has_others && std::str::from_utf8(&bytes).is_ok()
}

/// Whether a question mark stands between two letters: what an export to Windows-1252 makes of ŵ and ŷ.
pub(crate) fn has_lost_letter(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    letters.windows(3).any(|three| matches!(three, [one, '?', other] if one.is_alphabetic() && other.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_from_letters_with_marks() {
        for damaged in ["SiÃ´n", "LlÅ·r", "Si\u{fffd}n"] {
            assert!(is_damaged(damaged), "{damaged}");
        }
        for whole in ["Siôn", "Llŷr", "Zoë", "CÔR", "O’Brien", "Ângharad"] {
            assert!(!is_damaged(whole), "{whole}");
        }
        assert!(has_lost_letter("Ll?r") && !has_lost_letter("Llyr?") && !has_lost_letter("? Llyr"));
    }

    #[test]
    fn what_nobody_sees_is_taken_out() {
        assert_eq!(tidied(" Si\u{200b}ân\u{a0}\n \u{200b} Mair "), "Siân Mair");
        assert!(is_steering('\u{202e}') && is_steering('\u{7}') && !is_steering('\n') && !is_steering('\u{200b}'));
    }
}
