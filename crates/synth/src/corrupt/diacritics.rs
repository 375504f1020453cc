//! Letters without their marks.

/// Letters with marks, by the plain letter they become.
const MARKED: [(&str, &str); 12] = [
    ("a", "àáâãäåāăąạảấầẩẫậ"),
    ("c", "çćčĉċ"),
    ("d", "ďđ"),
    ("e", "èéêëēĕėęěếề"),
    ("g", "ğģĝġ"),
    ("i", "ìíîïīĭįı"),
    ("l", "łľļĺ"),
    ("n", "ñńňņ"),
    ("o", "òóôõöōŏőø"),
    ("s", "śšşșŝ"),
    ("u", "ùúûüūŭůűų"),
    ("y", "ýÿŷỳ"),
];
const MORE_MARKED: [(&str, &str); 6] =
    [("w", "ŵẁẃẅ"), ("z", "źžż"), ("t", "ťţț"), ("r", "řŕ"), ("k", "ķ"), ("h", "ĥħ")];

/// The value with plain letters, `Siôn` as `Sion`, `Wałęsa` as `Walesa`; `None` where it has no marks.
pub(crate) fn without_diacritics(value: &str) -> Option<String> {
    let mut plain = String::with_capacity(value.len());
    for character in value.chars() {
        match plain_letter(character) {
            Some(letter) if character.is_uppercase() => plain.extend(letter.chars().flat_map(char::to_uppercase)),
            Some(letter) => plain.push_str(letter),
            // A mark that stands by itself, after its letter.
            None if ('\u{300}'..='\u{36f}').contains(&character) => {}
            None => plain.push(character),
        }
    }
    (plain != value).then_some(plain)
}

fn plain_letter(character: char) -> Option<&'static str> {
    if character.is_ascii() {
        return None;
    }
    let small = character.to_lowercase().next()?;
    if small == 'ß' {
        return Some("ss");
    }
    MARKED.iter().chain(&MORE_MARKED).find(|(_, marked)| marked.contains(small)).map(|(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_dropped_and_nothing_else() {
        assert_eq!(without_diacritics("Siôn").as_deref(), Some("Sion"));
        assert_eq!(without_diacritics("Tŷ Gŵyr").as_deref(), Some("Ty Gwyr"));
        assert_eq!(without_diacritics("ŁUKASZ ŻAK").as_deref(), Some("LUKASZ ZAK"));
        assert_eq!(without_diacritics("Sio\u{302}n").as_deref(), Some("Sion"));
        assert_eq!(without_diacritics("Jones"), None);
    }
}
