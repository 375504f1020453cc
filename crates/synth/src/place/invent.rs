//! The invented region: authorities side by side, towns of about a dozen areas, deprivation that runs in neighbourhoods.

use crate::arena::Arena;
use crate::place::land::Authority;
use crate::place::stock::AreaPlan;
use crate::place::{Town, mesh};
use crate::stream::{Purpose, Stream};
use crate::tables;

/// Areas of a region at scale 1, about 1,550 people each.
pub(crate) const AREAS_AT_SCALE_ONE: f64 = 374.0;

/// Name, Welsh name, share of the population and standard score of deprivation of the five authorities.
/// The first three have a council that shares its records.
pub(crate) const AUTHORITIES: [(&str, &str, f64, f64); 5] = [
    ("Oakvale", "Cwm Derw", 0.135, 0.55),
    ("Riverlands", "Glannau Afon", 0.300, 0.20),
    ("Moorside", "Ochr y Rhos", 0.205, 0.10),
    ("Whitehaven Bay", "Bae Gwynfan", 0.190, -0.20),
    ("Eastmarch", "Gororau'r Dwyrain", 0.170, -0.55),
];

/// Plans an invented region with a number of areas.
pub(crate) fn invented_plan(seed: u64, areas: u32) -> (Vec<Authority>, Arena<Town>, Vec<AreaPlan>) {
    let columns_to_rows = 1.3;
    let rows = ((f64::from(areas) / columns_to_rows).sqrt().round() as u32).max(1);
    let mut towns = Arena::default();
    let mut plans: Vec<AreaPlan> = Vec::new();
    let mut start = 0;
    let mut share_so_far = 0.0;
    for (authority, &(_, _, share, lean)) in AUTHORITIES.iter().enumerate() {
        share_so_far += share;
        let end =
            if authority + 1 == AUTHORITIES.len() { areas } else { (share_so_far * f64::from(areas)).round() as u32 };
        let mut cell = start;
        while cell < end {
            let mut stream = Stream::new(seed, Purpose::Area, u64::from(cell) | (1 << 63));
            let size = stream.between(8, 15) as u32;
            let size = if end - cell < size + 6 { end - cell } else { size };
            let names = tables::town_name(towns.len());
            let town_lean = stream.normal() * 0.7;
            let town = towns.push(Town { name_en: names.en, name_cy: names.cy });
            for number in 0..size {
                let (column, row) = place(cell + number, rows);
                plans.push(AreaPlan {
                    code: format!("D01{:06}", plans.len() + 1),
                    number: number + 1,
                    authority: authority as u8,
                    town,
                    names: None,
                    rank: 0,
                    score: lean + town_lean + stream.normal() * 0.75,
                    boundary: vec![mesh::cell(seed, column, row)],
                    middle: mesh::middle(column, row),
                    postcodes: Vec::new(),
                });
            }
            cell += size;
        }
        start = end;
    }
    rank_by_score(&mut plans);
    let authorities = AUTHORITIES
        .iter()
        .enumerate()
        .map(|(number, &(name_en, name_cy, _, _))| Authority {
            code: format!("D06{:06}", number + 1),
            name_en: name_en.to_owned(),
            name_cy: name_cy.to_owned(),
        })
        .collect();
    (authorities, towns, plans)
}

/// Column by column, up and down in turn, so that areas that follow one another are neighbours.
const fn place(cell: u32, rows: u32) -> (u32, u32) {
    let column = cell / rows;
    let step = cell % rows;
    (column, if column.is_multiple_of(2) { step } else { rows - 1 - step })
}

/// Gives rank 1 to the highest score.
fn rank_by_score(plans: &mut [AreaPlan]) {
    let mut order: Vec<&mut AreaPlan> = plans.iter_mut().collect();
    order.sort_by(|left, right| right.score.total_cmp(&left.score).then_with(|| left.code.cmp(&right.code)));
    for (position, plan) in order.into_iter().enumerate() {
        plan.rank = position as u32 + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_its_own_cell_and_rank() {
        let (authorities, towns, plans) = invented_plan(5, 374);
        assert_eq!(plans.len(), 374);
        assert_eq!(authorities.len(), 5);
        assert!((20..60).contains(&towns.len()), "{}", towns.len());
        let ranks: std::collections::BTreeSet<u32> = plans.iter().map(|plan| plan.rank).collect();
        assert_eq!(ranks.len(), 374);
        let places: std::collections::BTreeSet<String> =
            plans.iter().map(|plan| format!("{:?}", plan.middle)).collect();
        assert_eq!(places.len(), 374);
    }
}
