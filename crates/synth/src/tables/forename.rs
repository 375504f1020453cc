//! Forenames by custom, gender and decade of birth.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::{Rng, RngExt};

use crate::tables::rows::rows;
use crate::tables::weighted::Weighted;
use crate::tables::{Community, Gender};

/// Name, gender, custom, thirteen grades of popularity: one a decade of birth from the 1900s to the 2020s.
static TEXT: &str = include_str!("../../data/forenames.tsv");

/// Babies in 10,000 of the same gender that a grade stands for.
const PER_10_000: [f64; 10] = [0.0, 4.0, 8.0, 16.0, 30.0, 55.0, 95.0, 160.0, 280.0, 500.0];
const FIRST_DECADE: i32 = 1900;
const LAST_DECADE: usize = 12;

/// Whose names: the community, the gender and the decade of birth.
type Bearers = (Community, Gender, usize);

static BY_BIRTH: LazyLock<BTreeMap<Bearers, Weighted<&'static str>>> = LazyLock::new(|| {
    let mut names: BTreeMap<Bearers, Vec<(&str, f64)>> = BTreeMap::new();
    for row in rows(TEXT) {
        if let [name, gender, custom, grades] = row.as_slice()
            && let (Some(gender), Some(custom)) = (Gender::from_letter(gender), Community::from_word(custom))
        {
            for (decade, grade) in grades.chars().filter_map(|grade| grade.to_digit(10)).enumerate() {
                let weight = PER_10_000.get(grade as usize).copied().unwrap_or_default();
                names.entry((custom, gender, decade)).or_default().push((name, weight));
            }
        }
    }
    names.into_iter().map(|(key, names)| (key, Weighted::new(names))).collect()
});

/// A forename that somebody of a community and gender, born in a year, may well bear: Doris for 1930, Oliver for 2015.
pub(crate) fn forename(rng: &mut impl Rng, community: Community, gender: Gender, birth_year: i32) -> &'static str {
    // Between the middles of two decades either may serve, the nearer one more often.
    let year = birth_year + rng.random_range(-5..5);
    let decade = usize::try_from((year - FIRST_DECADE).div_euclid(10)).unwrap_or(0).min(LAST_DECADE);
    let custom = custom_of(community, decade, rng.random::<f64>());
    let names = BY_BIRTH.get(&(custom, gender, decade));
    names.and_then(|names| names.pick(rng)).unwrap_or("Alex")
}

/// Whose forenames are used: the community's own, or the common ones of England and Wales.
fn custom_of(community: Community, decade: usize, draw: f64) -> Community {
    /// Share of Welsh forenames among bearers of Welsh family names, by decade of birth; our estimate.
    const WELSH: [f64; 13] = [0.12, 0.14, 0.18, 0.18, 0.18, 0.20, 0.26, 0.28, 0.28, 0.30, 0.32, 0.32, 0.32];
    let own = match community {
        Community::Welsh => WELSH.get(decade).copied().unwrap_or(0.32),
        Community::English | Community::IrishOrScottish => 0.05,
        Community::Pakistani | Community::Bangladeshi | Community::Arabic => 0.98,
        Community::Sikh | Community::Hindu => 0.95,
        Community::EastEuropean => 0.90,
        Community::Portuguese => 0.85,
        Community::African => 0.60,
        Community::Chinese => 0.55,
    };
    match community {
        Community::English if draw < own => Community::Welsh,
        _ if draw < own => community,
        _ => Community::English,
    }
}
