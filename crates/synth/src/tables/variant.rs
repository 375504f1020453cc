//! Other forms of a name: familiar, respelt, transliterated, of the other language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::{Rng, RngExt};

use crate::tables::rows::rows;

/// Two forms, and what kind of pair they are.
static FORENAMES: &str = include_str!("../../data/forename_variants.tsv");
static FAMILY_NAMES: &str = include_str!("../../data/family_name_variants.tsv");

type Variants = BTreeMap<&'static str, Vec<&'static str>>;

static BY_FORENAME: LazyLock<Variants> = LazyLock::new(|| both_ways(FORENAMES));
static BY_FAMILY_NAME: LazyLock<Variants> = LazyLock::new(|| both_ways(FAMILY_NAMES));

/// Each form with the others it may be written as.
fn both_ways(text: &'static str) -> Variants {
    let mut variants = Variants::new();
    for row in rows(text) {
        if let [one, other, ..] = row.as_slice() {
            variants.entry(one).or_default().push(other);
            variants.entry(other).or_default().push(one);
        }
    }
    variants
}

/// A form that the bearer of a forename may also be known by: Katie for Catherine, John for Siôn, Muhammad for Mohammed.
/// `None` for names without one.
pub(crate) fn forename_variant(rng: &mut impl Rng, forename: &str) -> Option<&'static str> {
    pick(rng, BY_FORENAME.get(forename)?)
}

/// Another spelling of a family name: Davis for Davies, Hussein for Hussain. `None` for names without one.
pub(crate) fn family_name_variant(rng: &mut impl Rng, name: &str) -> Option<&'static str> {
    pick(rng, BY_FAMILY_NAME.get(name)?)
}

fn pick(rng: &mut impl Rng, forms: &[&'static str]) -> Option<&'static str> {
    if forms.is_empty() {
        return None;
    }
    forms.get(rng.random_range(0..forms.len())).copied()
}
