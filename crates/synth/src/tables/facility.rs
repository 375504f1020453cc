//! Invented hospitals, wards, practices, teams and homes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dolen_model::Bilingual;
use rand::{Rng, RngExt};

use crate::tables::rows::rows;

/// Kind, English name, Welsh name.
static TEXT: &str = include_str!("../../data/facilities.tsv");

/// What an agency names in its records besides people and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facility {
    Hospital,
    Ward,
    /// A general practice.
    Practice,
    /// A team of adult social care.
    AdultTeam,
    /// A team of children's social care.
    ChildrenTeam,
    CareHome,
    Hostel,
}

static BY_KIND: LazyLock<BTreeMap<Facility, Vec<Bilingual<&'static str>>>> = LazyLock::new(|| {
    let mut facilities: BTreeMap<Facility, Vec<Bilingual<&'static str>>> = BTreeMap::new();
    for row in rows(TEXT) {
        if let [kind, en, cy] = row.as_slice()
            && let Some(kind) = Facility::from_word(kind)
        {
            facilities.entry(kind).or_default().push(Bilingual { en, cy });
        }
    }
    facilities
});

impl Facility {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "hospital" => Self::Hospital,
            "ward" => Self::Ward,
            "practice" => Self::Practice,
            "adult-team" => Self::AdultTeam,
            "children-team" => Self::ChildrenTeam,
            "care-home" => Self::CareHome,
            "hostel" => Self::Hostel,
            _ => return None,
        })
    }
}

/// One name of a kind.
pub(crate) fn facility(rng: &mut impl Rng, kind: Facility) -> Bilingual<&'static str> {
    let names = BY_KIND.get(&kind).map_or(&[][..], Vec::as_slice);
    let position = if names.is_empty() { 0 } else { rng.random_range(0..names.len()) };
    names.get(position).cloned().unwrap_or(Bilingual { en: "", cy: "" })
}
