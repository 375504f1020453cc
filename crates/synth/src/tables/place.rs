//! Invented towns, and the names of houses and blocks of flats.

use std::sync::LazyLock;

use dolen_model::Bilingual;
use rand::Rng;

use crate::tables::rows::rows;
use crate::tables::weighted::Weighted;

/// English and Welsh name; none of them is a place in south-east Wales.
static TOWNS: &str = include_str!("../../data/towns.tsv");
/// Name and what is called so: `house` or `block`.
static BUILDINGS: &str = include_str!("../../data/buildings.tsv");

static TOWN_NAMES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    rows(TOWNS)
        .filter_map(|row| match row.as_slice() {
            [english, welsh] => Some((*english, *welsh)),
            _ => None,
        })
        .collect()
});
static HOUSES: LazyLock<Weighted<&'static str>> = LazyLock::new(|| buildings("house"));
static BLOCKS: LazyLock<Weighted<&'static str>> = LazyLock::new(|| buildings("block"));

fn buildings(kind: &str) -> Weighted<&'static str> {
    Weighted::new(rows(BUILDINGS).filter_map(|row| match row.as_slice() {
        [name, of] if *of == kind => Some((*name, 1.0)),
        _ => None,
    }))
}

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

/// The name of a house that has no number: `Bryn Awel`, `The Old Forge`.
pub(crate) fn house_name(rng: &mut impl Rng) -> &'static str {
    HOUSES.pick(rng).unwrap_or("Bryn Awel")
}

/// The name of a block of flats: `Llys Derwen`, `Beech Court`.
pub(crate) fn block_name(rng: &mut impl Rng) -> &'static str {
    BLOCKS.pick(rng).unwrap_or("Llys Derwen")
}
