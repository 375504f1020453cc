//! Residences and households of the living.

use std::collections::HashMap;

use rayon::prelude::*;

use super::grouping::Group;
use super::residence::Places;
use super::survivorship::Merger;
use crate::key::HubKey;

/// Where a golden record now lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dwelling {
    /// Id of the residence.
    pub(crate) residence: Option<String>,
    /// Id of the household.
    pub(crate) household: Option<String>,
}

/// The dwellings of golden records, in their order. The dead have none. A place of more living people than `largest`
/// (a care home, a hostel) is a residence without a household.
pub(crate) fn dwellings(
    groups: &[Group],
    merger: &Merger<'_>,
    places: &Places,
    key: &HubKey,
    largest: u32,
) -> Vec<Dwelling> {
    let of_group = |group: &Group| {
        let members = merger.members(&group.members);
        if merger.is_dead(&members) { None } else { merger.home(&members)?.residence }
    };
    let residences: Vec<Option<u32>> = groups.par_iter().map(of_group).collect();
    let mut living: HashMap<u32, u32> = HashMap::new();
    for residence in residences.iter().flatten() {
        *living.entry(*residence).or_default() += 1;
    }
    let dwelling = |residence: &Option<u32>| {
        let Some(residence) = residence else { return Dwelling::default() };
        let name = places.name(*residence);
        let is_household = living.get(residence).is_some_and(|living| *living <= largest);
        Dwelling { residence: Some(key.residence(name)), household: is_household.then(|| key.household(name)) }
    };
    residences.par_iter().map(dwelling).collect()
}
