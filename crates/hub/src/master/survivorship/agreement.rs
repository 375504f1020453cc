//! When two values say the same, and which of two says more.

use dolen_model::{PersonField, Postcode, PostcodeKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::master::folded_name;

/// How much a value says: letters and digits, then marks that a poorer spelling loses, then whether small letters were
/// kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Completeness {
    characters: usize,
    marks: usize,
    is_mixed_case: bool,
}

/// How much a value of a field says.
pub(crate) fn completeness(field: PersonField, text: &str) -> Completeness {
    if says_nothing(field, text) {
        return Completeness::default();
    }
    let mut complete = Completeness::default();
    for letter in text.nfd() {
        if letter.is_alphanumeric() {
            complete.characters += 1;
        } else if is_combining_mark(letter) || matches!(letter, '\'' | '’' | '-') {
            complete.marks += 1;
        }
    }
    complete.is_mixed_case = text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
    complete
}

/// The form in which values of a field are held against one another: without case, marks and blanks. Two values with one
/// form say the same.
pub(crate) fn form(field: PersonField, text: &str) -> String {
    use PersonField as Field;
    let is_words = matches!(
        field,
        Field::Title
            | Field::GivenNames
            | Field::FamilyName
            | Field::FormerFamilyName
            | Field::Alias
            | Field::Address
            | Field::PreviousAddress
    );
    if is_words {
        return folded_name(text).join(" ");
    }
    if field.is_date() {
        return text.trim().to_owned();
    }
    text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Whether a fuller value says what another says, and more: a full date against its year, two given names against the
/// first or its initial. Both are forms.
pub(crate) fn covers(field: PersonField, fuller: &str, other: &str) -> bool {
    use PersonField as Field;
    if fuller == other {
        return false;
    }
    if says_nothing(field, other) {
        return !says_nothing(field, fuller);
    }
    match field {
        Field::BirthDate | Field::DeathDate => fuller.strip_prefix(other).is_some_and(|rest| rest.starts_with('-')),
        Field::GivenNames => covers_names(fuller, other),
        Field::Address | Field::PreviousAddress => fuller.strip_prefix(other).is_some_and(|rest| rest.starts_with(' ')),
        Field::Postcode | Field::PreviousPostcode => covers_postcode(fuller, other),
        _ => false,
    }
}

/// Each name of the shorter is the name in the same place of the longer, or its initial.
fn covers_names(fuller: &str, other: &str) -> bool {
    let (fuller, other): (Vec<&str>, Vec<&str>) = (fuller.split(' ').collect(), other.split(' ').collect());
    let is_short_for =
        |(name, short): (&&str, &&str)| name == short || (short.chars().count() == 1 && name.starts_with(*short));
    !other.is_empty() && other.len() <= fuller.len() && fuller.iter().zip(&other).all(is_short_for)
}

fn covers_postcode(fuller: &str, other: &str) -> bool {
    let (Ok(fuller), Ok(other)) = (Postcode::parse(fuller), Postcode::parse(other)) else { return false };
    match other.kind() {
        PostcodeKind::Outward => fuller.outward() == other.outward() && fuller.kind() != PostcodeKind::Outward,
        PostcodeKind::Sector => {
            fuller.as_str().len() > other.as_str().len() && fuller.as_str().starts_with(other.as_str())
        }
        _ => false,
    }
}

/// A value that only says that nothing is known.
fn says_nothing(field: PersonField, text: &str) -> bool {
    match field {
        PersonField::Sex => text.eq_ignore_ascii_case("unknown"),
        PersonField::Postcode | PersonField::PreviousPostcode => {
            Postcode::parse(text).is_ok_and(|postcode| postcode.kind() == PostcodeKind::Pseudo)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_blanks_make_no_difference() {
        let same = |field, one: &str, other: &str| form(field, one) == form(field, other);
        assert!(same(PersonField::GivenNames, "SIAN", "Siân"));
        assert!(same(PersonField::FamilyName, "O’Brien", "OBRIEN"));
        assert!(same(PersonField::Postcode, "NP20 4UX", "np204ux"));
        assert!(!same(PersonField::FamilyName, "Davies", "Davis"));
    }

    #[test]
    fn the_fuller_spelling_says_more() {
        let more = |one: &str, other: &str| {
            completeness(PersonField::GivenNames, one) > completeness(PersonField::GivenNames, other)
        };
        assert!(more("Siân", "Sian") && more("Sian", "SIAN") && more("Siân Mair", "Siân") && more("O'Brien", "OBrien"));
    }

    #[test]
    fn what_says_less_of_the_same_is_covered() {
        let covered = |field, fuller: &str, other: &str| covers(field, &form(field, fuller), &form(field, other));
        assert!(covered(PersonField::BirthDate, "1980-05-02", "1980"));
        assert!(covered(PersonField::BirthDate, "1980-05-02", "1980-05"));
        assert!(!covered(PersonField::BirthDate, "1980-05-02", "1980-06"));
        assert!(!covered(PersonField::BirthDate, "1980", "1980-05-02"));
        assert!(covered(PersonField::GivenNames, "Siân Mair", "S"));
        assert!(covered(PersonField::GivenNames, "Siân Mair", "SIAN M"));
        assert!(!covered(PersonField::GivenNames, "Siân", "Siôn"));
        assert!(!covered(PersonField::GivenNames, "Siân", "Siân Mair"));
        assert!(covered(PersonField::Postcode, "NP20 4UX", "NP20"));
        assert!(!covered(PersonField::Postcode, "NP20 4UX", "NP2"));
        assert!(covered(PersonField::Postcode, "NP20 4UX", "NP20 4"));
        assert!(covered(PersonField::Postcode, "NP20 4UX", "ZZ99 3WZ"));
        assert!(!covered(PersonField::Postcode, "NP20 4UX", "ZZ99 3VZ"));
        assert!(covered(PersonField::Sex, "female", "unknown"));
        assert!(!covered(PersonField::FamilyName, "Davies", "D"));
    }
}
