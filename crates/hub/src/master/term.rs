//! What a golden record is found by: the same folding for what is kept and for what is searched.

use unicode_normalization::UnicodeNormalization;

/// Kinds of search terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TermKind {
    /// A word of any name of any member, folded.
    Name,
    /// A date of birth, ISO, as precise as it is known.
    BirthDate,
    /// A postcode, present or former, without its blank.
    Postcode,
    /// An NHS number, ten digits.
    NhsNumber,
    /// An agency's key, folded.
    Reference,
}

impl TermKind {
    /// The stored name.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Postcode => "postcode",
            Self::NhsNumber => "nhs_number",
            Self::Reference => "reference",
        }
    }
}

/// The words of a name in capitals without marks: `Siôn O'Brien-ap Rhys` gives `SION`, `OBRIEN`, `AP`, `RHYS`.
pub(crate) fn folded_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.nfkd() {
        if letter.is_alphanumeric() {
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_uppercase());
            }
        } else if matches!(letter, ' ' | '-' | ',' | '.' | '/' | '\t' | '\n') {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A reference in capitals without blanks.
pub(crate) fn folded_reference(reference: &str) -> String {
    reference.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_with_or_without_its_marks() {
        assert_eq!(folded_name("Siôn O'Brien-ap Rhys"), ["SION", "OBRIEN", "AP", "RHYS"]);
        assert_eq!(folded_name("SION  O’BRIEN"), ["SION", "OBRIEN"]);
        assert_eq!(folded_name("Ŵyn"), folded_name("wyn"));
        assert!(folded_name(" - ").is_empty());
    }

    #[test]
    fn a_reference_is_found_in_any_spacing() {
        assert_eq!(folded_reference(" cd 0012/a "), "CD0012/A");
    }
}
