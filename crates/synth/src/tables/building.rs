//! Names of buildings that have one: houses without a number, blocks of flats, care homes, hostels.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::Rng;

use crate::tables::rows::rows;
use crate::tables::weighted::Weighted;

/// Name and what is called so.
static TEXT: &str = include_str!("../../data/buildings.tsv");

/// What kind of building bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Building {
    House,
    Block,
    CareHome,
    Hostel,
}

impl Building {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "house" => Self::House,
            "block" => Self::Block,
            "care-home" => Self::CareHome,
            "hostel" => Self::Hostel,
            _ => return None,
        })
    }
}

static BY_KIND: LazyLock<BTreeMap<Building, Weighted<&'static str>>> = LazyLock::new(|| {
    let mut names: BTreeMap<Building, Vec<(&str, f64)>> = BTreeMap::new();
    for row in rows(TEXT) {
        if let [name, kind] = row.as_slice()
            && let Some(kind) = Building::from_word(kind)
        {
            names.entry(kind).or_default().push((name, 1.0));
        }
    }
    names.into_iter().map(|(kind, names)| (kind, Weighted::new(names))).collect()
});

/// A name for a building: `Bryn Awel`, `Llys Derwen`, `Tŷ Enfys`.
pub(crate) fn building_name(rng: &mut impl Rng, kind: Building) -> &'static str {
    BY_KIND.get(&kind).and_then(|names| names.pick(rng)).unwrap_or("Bryn Awel")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_names() {
        for kind in [Building::House, Building::Block, Building::CareHome, Building::Hostel] {
            let names =
                rows(TEXT).filter(|row| row.get(1).copied().and_then(Building::from_word) == Some(kind)).count();
            assert!(names >= 20, "{kind:?}: {names}");
        }
        assert!(rows(TEXT).all(|row| row.len() == 2 && Building::from_word(row[1]).is_some()));
    }
}
