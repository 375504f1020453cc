//! Invented towns.

use std::sync::LazyLock;

use dolen_model::Bilingual;

use crate::tables::rows::rows;

/// English and Welsh name; none of them is a place in south-east Wales.
static TOWNS: &str = include_str!("../../data/towns.tsv");

static TOWN_NAMES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    rows(TOWNS)
        .filter_map(|row| match row.as_slice() {
            [english, welsh] => Some((*english, *welsh)),
            _ => None,
        })
        .collect()
});

/// What stands before or after a name once every plain name is given: English before, Welsh after.
const PARTS: [(&str, &str); 9] = [
    ("Upper", "Uchaf"),
    ("Lower", "Isaf"),
    ("New", "Newydd"),
    ("Old", "Hen"),
    ("Great", "Fawr"),
    ("Little", "Fach"),
    ("East", "Dwyrain"),
    ("West", "Gorllewin"),
    ("Middle", "Ganol"),
];

/// The name of the town of a number: no two numbers below 1,200 have one name.
pub(crate) fn town_name(number: usize) -> Bilingual {
    let (en, cy) = TOWN_NAMES.get(number % TOWN_NAMES.len().max(1)).copied().unwrap_or(("Newtown", "Y Dref Newydd"));
    let round = number / TOWN_NAMES.len().max(1);
    match round.checked_sub(1).and_then(|round| PARTS.get(round % PARTS.len())) {
        None => Bilingual { en: en.to_owned(), cy: cy.to_owned() },
        Some((before, after)) => Bilingual { en: format!("{before} {en}"), cy: format!("{cy} {after}") },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_of_1200_towns_have_one_name() {
        let english: BTreeSet<String> = (0..1_200).map(|number| town_name(number).en).collect();
        let welsh: BTreeSet<String> = (0..1_200).map(|number| town_name(number).cy).collect();
        assert_eq!((english.len(), welsh.len()), (1_200, 1_200));
    }
}
