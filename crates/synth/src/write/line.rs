//! One line of a delimited file.

use std::borrow::Cow;

use crate::corrupt;

/// Puts values into one line, with quotes where a delimiter, a quote or a line break needs them.
pub(crate) fn delimited<'a>(line: &mut String, delimiter: char, values: impl IntoIterator<Item = Cow<'a, str>>) {
    let mut is_first = true;
    for value in values {
        if !is_first {
            line.push(delimiter);
        }
        is_first = false;
        if value.contains([delimiter, '"', '\n', '\r']) {
            line.push('"');
            line.push_str(&value.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(&value);
        }
    }
}

/// Letters without their marks, for systems that have none.
pub(crate) fn fold(text: &str) -> String {
    corrupt::without_diacritics(text).unwrap_or_else(|| text.to_owned())
}

/// Only the letters that Windows-1252 lacks lose their mark: the circumflex of Welsh w and y, the Polish strokes.
pub(crate) fn to_western(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut western = String::with_capacity(text.len());
    for letter in text.chars() {
        let in_western =
            letter.is_ascii() || ('\u{a0}'..='\u{ff}').contains(&letter) || "ŠšŽžŒœŸ–—‘’“”".contains(letter);
        if in_western {
            western.push(letter);
        } else {
            western.push_str(&fold(&letter.to_string()));
        }
    }
    western
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welsh_and_polish_marks_are_lost_where_the_encoding_has_none() {
        assert_eq!(fold("Siôn Ŵyn Łucja"), "Sion Wyn Lucja");
        assert_eq!(to_western("Siôn Ŵyn Łucja"), "Siôn Wyn Lucja");
    }

    #[test]
    fn a_value_with_a_delimiter_is_quoted() {
        let mut line = String::new();
        delimited(&mut line, ',', ["a,b", "c\"d", "e"].map(Cow::from));
        assert_eq!(line, "\"a,b\",\"c\"\"d\",e");
    }
}
