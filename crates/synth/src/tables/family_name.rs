//! Family names by community, and the forms that go with a gender.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::Rng;

use crate::tables::rows::rows;
use crate::tables::weighted::Weighted;
use crate::tables::{Community, Gender};

/// Family name, community, people in 100,000 of the community, the form that women bear where it is another.
static TEXT: &str = include_str!("../../data/family_names.tsv");

static BY_COMMUNITY: LazyLock<BTreeMap<Community, Weighted<&'static str>>> = LazyLock::new(|| {
    let mut names: BTreeMap<Community, Vec<(&str, f64)>> = BTreeMap::new();
    for row in rows(TEXT) {
        if let [name, community, weight, ..] = row.as_slice()
            && let (Some(community), Ok(weight)) = (Community::from_word(community), weight.parse())
        {
            names.entry(community).or_default().push((name, weight));
        }
    }
    names.into_iter().map(|(community, names)| (community, Weighted::new(names))).collect()
});

/// Pairs of a man's and a woman's form.
static FORMS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(TEXT)
        .filter_map(|row| match row.as_slice() {
            [name, _, _, womans] => Some((*name, *womans)),
            _ => None,
        })
        .collect()
});

/// A family name of a community, by its frequency, in the form that men bear. See [`family_name_for`].
pub(crate) fn family_name(rng: &mut impl Rng, community: Community) -> &'static str {
    BY_COMMUNITY.get(&community).and_then(|names| names.pick(rng)).unwrap_or("Jones")
}

/// The form of a family name that somebody of a gender bears: Kowalska for a daughter of Kowalski, Kaur for a sister of
/// Singh. Names without a second form stay as they are, and so does any form that is not the men's.
pub(crate) fn family_name_for(name: &str, gender: Gender) -> &str {
    match gender {
        Gender::Female => FORMS.get(name).copied().unwrap_or(name),
        Gender::Male => name,
    }
}
