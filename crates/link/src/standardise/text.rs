//! Case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::script::latin;

/// Lower case in Latin letters without accents; apostrophes vanish, every other mark becomes one space: `Siân
/// O'Brien-Ŵyn` gives `sian obrien wyn`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The same, put after what is there.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        return fold_ascii(text, folded);
    }
    let start = folded.len();
    let mut gap = false;
    for character in text.nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(character) || matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{02bc}') {
            continue;
        }
        if !character.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && folded.len() > start {
            folded.push(' ');
        }
        gap = false;
        match plain(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
    if let Some(other) = folded.get(start..).filter(|text| !text.is_ascii()).map(latin) {
        folded.truncate(start);
        folded.push_str(&other);
    }
}

/// The same for a text without accents, as most are.
fn fold_ascii(text: &str, folded: &mut String) {
    let start = folded.len();
    let mut gap = false;
    for byte in text.bytes().filter(|byte| !matches!(byte, b'\'' | b'`')) {
        if !byte.is_ascii_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && folded.len() > start {
            folded.push(' ');
        }
        gap = false;
        folded.push(char::from(byte.to_ascii_lowercase()));
    }
}

/// Letters and digits alone, in upper case.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Letters that carry no separable accent.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_marks_vanish() {
        for (text, folded) in [
            ("Siân", "sian"),
            ("  LLŶR  ap-Gwilym ", "llyr ap gwilym"),
            ("O\u{2019}Brien", "obrien"),
            ("Łukasz Wójcik", "lukasz wojcik"),
            ("ŴYN", "wyn"),
            ("--", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(compact(" np20-4ux "), "NP204UX");
    }
}
