//! Welsh family names made from the father's forename.

use crate::tables::Gender;

/// `ap Rhys`, `ab Owain`, `ferch Rhys`: what a child of a father of that forename may be called in place of a family name.
pub(crate) fn patronymic(father: &str, gender: Gender) -> String {
    let vowel = father.chars().next().is_some_and(|first| "AEIOUWYÂÊÎÔÛŴŶ".contains(first));
    let word = match gender {
        Gender::Female => "ferch",
        Gender::Male if vowel => "ab",
        Gender::Male => "ap",
    };
    format!("{word} {father}")
}

/// Whether a family name is a patronymic: nobody takes it by marriage, and the next generation makes its own.
pub(crate) fn is_patronymic(name: &str) -> bool {
    ["ap ", "ab ", "ferch "].iter().any(|word| name.starts_with(word))
}

/// A patronymic in the form for a gender: `ap Rhys` for a brother of `ferch Rhys`. Any other name stays as it is.
pub(crate) fn patronymic_for(name: &str, gender: Gender) -> String {
    match name.split_once(' ') {
        Some((_, father)) if is_patronymic(name) => patronymic(father, gender),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brother_of_ferch_is_ap() {
        assert_eq!(patronymic_for("ferch Rhys", Gender::Male), "ap Rhys");
        assert_eq!(patronymic_for("ap Owain", Gender::Female), "ferch Owain");
        assert_eq!(patronymic_for("da Silva", Gender::Male), "da Silva");
    }

    #[test]
    fn sons_of_a_vowel_are_ab() {
        assert_eq!(patronymic("Owain", Gender::Male), "ab Owain");
        assert_eq!(patronymic("Rhys", Gender::Male), "ap Rhys");
        assert_eq!(patronymic("Owain", Gender::Female), "ferch Owain");
    }
}
