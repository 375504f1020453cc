//! The values of a cell that holds several.

use std::borrow::Cow;

/// Stands for a list in brackets, as Python and JSON write it.
pub(crate) const LIST: &str = "[]";

/// The values of a cell, without empty ones. With the separator `[]` the cell is a list in brackets whose values may be
/// quoted; a cell that is no such list is one value.
pub(crate) fn values_of<'a>(cell: &'a str, separator: &str) -> Vec<Cow<'a, str>> {
    if separator == LIST {
        return match list(cell) {
            Some(inside) => items(inside).into_iter().map(Cow::Owned).collect(),
            None => Vec::from_iter(value(cell)),
        };
    }
    cell.split(separator).filter_map(value).collect()
}

fn value(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

/// What stands between the brackets of a list.
pub(crate) fn list(cell: &str) -> Option<&str> {
    cell.trim().strip_prefix('[')?.strip_suffix(']')
}

/// Values between commas; a quote keeps its commas, a backslash the character after it.
fn items(inside: &str) -> Vec<String> {
    let (mut items, mut item, mut quote) = (Vec::new(), String::new(), None);
    let mut keep = |item: &mut String| {
        let text = std::mem::take(item);
        if !text.trim().is_empty() {
            items.push(text.trim().to_owned());
        }
    };
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (_, '\\') => item.extend(letters.next()),
            (Some(open), _) if open == letter => quote = None,
            (None, '\'' | '"') if item.trim().is_empty() => quote = Some(letter),
            (None, ',') => keep(&mut item),
            _ => item.push(letter),
        }
    }
    keep(&mut item);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart() {
        for (cell, separator, values) in [
            ("Jac; Jack ;;", ";", &["Jac", "Jack"][..]),
            ("['Jac', \"O'Neill\"]", "[]", &["Jac", "O'Neill"]),
            ("[\"Jones, Jac\", null]", "[]", &["Jones, Jac", "null"]),
            ("[Jac, O'Neill]", "[]", &["Jac", "O'Neill"]),
            ("['it\\'s', 'open]", "[]", &["it's", "open"]),
            ("[]", "[]", &[]),
            ("Jac", "[]", &["Jac"]),
            ("", ";", &[]),
        ] {
            assert_eq!(values_of(cell, separator), values, "{cell}");
        }
    }
}
