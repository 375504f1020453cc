//! Family names by community, and the forms that go with a gender.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::{Rng, RngExt};

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

/// A name as a community bears it.
type Borne = (Community, &'static str);

/// The form that women of a community bear in place of a name, and how many in a hundred do.
static WOMENS_FORMS: LazyLock<BTreeMap<Borne, (&'static str, f64)>> = LazyLock::new(|| {
    rows(TEXT)
        .filter_map(|row| match row.as_slice() {
            [name, community, _, womans, of_hundred] => {
                Some(((Community::from_word(community)?, *name), (*womans, of_hundred.parse::<f64>().ok()? / 100.0)))
            }
            _ => None,
        })
        .collect()
});

/// The men's form of a name that only women of a community bear, where it is the form of one name alone: Kowalski, Singh;
/// nothing for Begum.
static MENS_FORMS: LazyLock<BTreeMap<Borne, Option<&'static str>>> = LazyLock::new(|| {
    let mut forms = BTreeMap::new();
    for (&(community, name), &(womans, _)) in WOMENS_FORMS.iter() {
        forms.entry((community, womans)).and_modify(|form| *form = None).or_insert(Some(name));
    }
    forms
});

/// A family name of a community, by its frequency, in the form that men bear. See [`family_name_for`].
pub(crate) fn family_name(rng: &mut impl Rng, community: Community) -> &'static str {
    BY_COMMUNITY.get(&community).and_then(|names| names.pick(rng)).unwrap_or("Jones")
}

/// The form of a family name that somebody of a community and gender bears: Kowalska for a daughter of Kowalski, Kaur for
/// nine in ten sisters of Singh, Kowalski for a son of Kowalska. Names without a second form stay as they are.
pub(crate) fn family_name_for<'a>(rng: &mut impl Rng, community: Community, name: &'a str, gender: Gender) -> &'a str {
    match gender {
        Gender::Female => match WOMENS_FORMS.get(&(community, name)) {
            Some(&(womans, share)) if rng.random::<f64>() < share => womans,
            _ => name,
        },
        Gender::Male => MENS_FORMS.get(&(community, name)).copied().flatten().unwrap_or(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn daughters(community: Community, name: &str) -> Vec<String> {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        (0..1_000).map(|_| family_name_for(&mut rng, community, name, Gender::Female).to_owned()).collect()
    }

    #[test]
    fn women_of_some_customs_bear_another_form() {
        assert!(daughters(Community::EastEuropean, "Kowalski").iter().all(|name| name == "Kowalska"));
        assert!(daughters(Community::EastEuropean, "Nowak").iter().all(|name| name == "Nowak"));
        let kaur = daughters(Community::Sikh, "Singh").iter().filter(|name| *name == "Kaur").count();
        assert!((850..950).contains(&kaur), "{kaur}");
        assert!(daughters(Community::Hindu, "Singh").iter().all(|name| name == "Singh"));
    }

    #[test]
    fn sons_of_a_mother_alone_bear_the_mens_form() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let mut son = |community, name| family_name_for(&mut rng, community, name, Gender::Male);
        assert_eq!(son(Community::EastEuropean, "Kowalska"), "Kowalski");
        assert_eq!(son(Community::Sikh, "Kaur"), "Singh");
        assert_eq!(son(Community::Pakistani, "Begum"), "Begum");
    }
}
