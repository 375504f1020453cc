//! From official areas to the plans that land is built from.

use std::collections::BTreeMap;

use super::Geography;
use super::boundaries::middle;
use crate::arena::Arena;
use crate::place::Town;
use crate::place::land::Authority;
use crate::place::stock::AreaPlan;

impl Geography {
    /// Plans the areas: authorities in the order of size that the invented region has, so that the councils' extracts
    /// fit the places they come from; ranks counted again among these areas.
    pub(crate) fn plan(self) -> (Vec<Authority>, Arena<Town>, Vec<AreaPlan>) {
        let mut areas = self.areas;
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for area in &areas {
            let name = if area.authority_name.is_empty() { &area.authority } else { &area.authority_name };
            names.entry(area.authority.clone()).or_insert_with(|| name.clone());
            *sizes.entry(area.authority.clone()).or_default() += 1;
        }
        let order = authority_order(sizes);
        let position = |code: &str| order.iter().position(|authority| authority == code).unwrap_or(0);
        areas.sort_by(|left, right| {
            (position(&left.authority), &left.names.0, &left.code).cmp(&(
                position(&right.authority),
                &right.names.0,
                &right.code,
            ))
        });
        let mut ranks: Vec<u32> = areas.iter().map(|area| area.rank).collect();
        ranks.sort_unstable();
        let mut towns: Arena<Town> = Arena::default();
        let mut plans: Vec<AreaPlan> = Vec::new();
        let mut current: Option<(usize, String)> = None;
        for area in areas {
            let authority = position(&area.authority);
            let stem =
                |name: &str| name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ').to_owned();
            let key = (authority, stem(&area.names.0));
            if current.as_ref() != Some(&key) {
                towns.push(Town { name_en: stem(&area.names.0), name_cy: stem(&area.names.1) });
                current = Some(key);
            }
            plans.push(AreaPlan {
                code: area.code,
                number: 0,
                authority: u8::try_from(authority).unwrap_or(u8::MAX),
                town: crate::arena::Id::new((towns.len() as u32).saturating_sub(1)),
                rank: ranks.partition_point(|&rank| rank < area.rank) as u32 + 1,
                score: 0.0,
                middle: middle(&area.boundary),
                boundary: area.boundary,
                names: Some(area.names),
                postcodes: area.postcodes,
            });
        }
        let authorities = order
            .into_iter()
            .map(|code| {
                let name = names.remove(&code).unwrap_or_else(|| code.clone());
                Authority { name_en: name.clone(), name_cy: name, code }
            })
            .collect();
        (authorities, towns, plans)
    }
}

/// Smallest, largest, then the others from the second largest down: near to the shares of the invented authorities.
fn authority_order(sizes: BTreeMap<String, usize>) -> Vec<String> {
    let mut by_size: Vec<(usize, String)> = sizes.into_iter().map(|(code, size)| (size, code)).collect();
    by_size.sort();
    if by_size.len() > 2 {
        by_size.rotate_right(1);
        by_size.swap(0, 1);
        if let Some(rest) = by_size.get_mut(2..) {
            rest.reverse();
        }
    }
    by_size.into_iter().map(|(_, code)| code).collect()
}
