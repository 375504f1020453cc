//! Streets, postcodes and residences of planned areas.

use std::collections::{BTreeMap, BTreeSet};

use crate::arena::{Arena, Id};
use crate::place::land::Authority;
use crate::place::{Area, Land, PostcodeUnit, Residence, ResidenceKind, Ring, Street, Town};
use crate::stream::{Purpose, Stream};
use crate::tables::{self, Building};

/// An area before its streets are built.
pub(crate) struct AreaPlan {
    pub(crate) code: String,
    /// Number of the area in its town, from 1.
    pub(crate) number: u32,
    pub(crate) authority: u8,
    pub(crate) town: Id<Town>,
    /// English and Welsh name, where the geography gives one.
    pub(crate) names: Option<(String, String)>,
    /// 1 is the most deprived.
    pub(crate) rank: u32,
    /// What the rank was made from; higher is more deprived.
    pub(crate) score: f64,
    pub(crate) boundary: Vec<Ring>,
    pub(crate) middle: (f64, f64),
    /// Official postcodes with their points; none: they are invented.
    pub(crate) postcodes: Vec<(String, f32, f32)>,
}

/// Places a region needs for one resident: 1 in 2.25, and a few empty.
const RESIDENCES_PER_PERSON: f64 = 1.0 / 2.1;
/// Residences that share a postcode.
const RESIDENCES_PER_POSTCODE: u16 = 16;
/// One area in this many has a care home, a hostel.
const CARE_HOME_EVERY: u64 = 9;
const HOSTEL_EVERY: u64 = 30;
/// Letters of invented postcode areas: none of them is in use, all of them pass the syntax.
const OUTWARD_LETTERS: [&str; 8] = ["GW", "DW", "MW", "RW", "TY", "CY", "DO", "HY"];

/// Builds the land from the plans of its areas.
pub(crate) fn build(
    seed: u64,
    people: f64,
    (authorities, towns, plans): (Vec<Authority>, Arena<Town>, Vec<AreaPlan>),
) -> Land {
    let ranks = plans.len() as f64;
    let per_area = people / ranks * RESIDENCES_PER_PERSON;
    let mut land = Land {
        authorities,
        towns,
        areas: Arena::default(),
        streets: Arena::default(),
        postcodes: Arena::default(),
        residences: Arena::default(),
        buildings: BTreeMap::new(),
    };
    let mut taken: BTreeSet<(u32, &'static str)> = BTreeSet::new();
    let mut units_of_town = vec![0_u32; land.towns.len()];
    for (number, plan) in plans.into_iter().enumerate() {
        let town = plan.town;
        let quantile = (f64::from(plan.rank) - 0.5) / ranks;
        let (name_en, name_cy) = plan.names.unwrap_or_else(|| {
            let row = land.towns.at(town);
            (format!("{} {}", row.name_en, plan.number), format!("{} {}", row.name_cy, plan.number))
        });
        let area = land.areas.push(Area {
            code: plan.code,
            name_en,
            name_cy,
            authority: plan.authority,
            town,
            rank: plan.rank,
            // The logistic quantile, scaled to a standard deviation of about 1.
            deprivation: (libm::log((1.0 - quantile) / quantile) * 0.55) as f32,
            boundary: plan.boundary,
        });
        let mut postcodes = Postcodes { official: plan.postcodes, next: 0, middle: plan.middle, town };
        let mut stream = Stream::new(seed, Purpose::Street, number as u64);
        let target = (per_area * (0.85 + 0.3 * stream.unit())).round() as usize;
        let mut special = special_buildings(number as u64);
        let start = land.residences.len();
        while land.residences.len() - start < target.max(2) {
            let name = street_name(&mut stream, town, &mut taken);
            let street = land.streets.push(Street { name, area });
            let room = target.saturating_sub(land.residences.len() - start).max(2);
            build_street(&mut land, &mut stream, street, room, special.pop(), &mut postcodes, &mut units_of_town);
        }
    }
    land
}

/// Which large homes an area has.
fn special_buildings(area: u64) -> Vec<ResidenceKind> {
    let mut special = Vec::new();
    if area % CARE_HOME_EVERY == 4 {
        special.push(ResidenceKind::CareHome);
    }
    if area % HOSTEL_EVERY == 7 {
        special.push(ResidenceKind::Hostel);
    }
    special
}

/// A name that the town does not have yet, if one comes up in a few tries.
fn street_name(stream: &mut Stream, town: Id<Town>, taken: &mut BTreeSet<(u32, &'static str)>) -> String {
    let mut name = tables::street_name(&mut stream.generator);
    for _ in 0..12 {
        if taken.insert((town.number(), name)) {
            break;
        }
        name = tables::street_name(&mut stream.generator);
    }
    name.to_owned()
}

/// Houses, now and then a block of flats, and the large home if there is one.
fn build_street(
    land: &mut Land,
    stream: &mut Stream,
    street: Id<Street>,
    room: usize,
    special: Option<ResidenceKind>,
    postcodes: &mut Postcodes,
    units_of_town: &mut [u32],
) {
    let length = stream.between(10, 70).min(i32::try_from(room).unwrap_or(i32::MAX));
    let mut postcode = postcodes.next(land, stream, units_of_town);
    let mut built = 0_u16;
    let mut number = 0_u16;
    if let Some(kind) = special {
        let building = if kind == ResidenceKind::CareHome { Building::CareHome } else { Building::Hostel };
        let name = tables::building_name(&mut stream.generator, building);
        land.buildings.insert((street, 0), name.to_owned());
        land.residences.push(Residence { street, postcode, number: 0, flat: 0, kind });
    }
    while i32::from(built) < length {
        number += 1;
        if built > 0 && built.is_multiple_of(RESIDENCES_PER_POSTCODE) {
            postcode = postcodes.next(land, stream, units_of_town);
        }
        let left = length - i32::from(built);
        if left >= 6 && stream.chance(0.008) {
            let flats = stream.between(6, 20).min(left) as u16;
            if stream.chance(0.7) {
                let name = tables::building_name(&mut stream.generator, Building::Block);
                land.buildings.insert((street, number), name.to_owned());
            }
            for flat in 1..=flats {
                land.residences.push(Residence { street, postcode, number, flat, kind: ResidenceKind::Flat });
            }
            built += flats;
        } else {
            if stream.chance(0.02) {
                let name = tables::building_name(&mut stream.generator, Building::House);
                land.buildings.insert((street, number), name.to_owned());
            }
            land.residences.push(Residence { street, postcode, number, flat: 0, kind: ResidenceKind::House });
            built += 1;
        }
    }
}

/// Where the postcodes of an area come from.
struct Postcodes {
    official: Vec<(String, f32, f32)>,
    next: usize,
    middle: (f64, f64),
    town: Id<Town>,
}

impl Postcodes {
    fn next(&mut self, land: &mut Land, stream: &mut Stream, units_of_town: &mut [u32]) -> Id<PostcodeUnit> {
        let unit = self.official.get(self.next % self.official.len().max(1)).cloned();
        self.next += 1;
        let unit = unit.unwrap_or_else(|| {
            let used = units_of_town.get_mut(self.town.index()).map_or(0, |used| {
                *used += 1;
                *used - 1
            });
            (
                invented_postcode(self.town.number(), used),
                (self.middle.0 + (stream.unit() - 0.5) * 0.009) as f32,
                (self.middle.1 + (stream.unit() - 0.5) * 0.006) as f32,
            )
        });
        land.postcodes.push(PostcodeUnit { text: unit.0, longitude: unit.1, latitude: unit.2 })
    }
}

/// The postcode of a count within a town: a district for each town, then nine sectors, then the letters of the last two
/// places. 3,600 postcodes a district; a larger town takes the next letters.
fn invented_postcode(town: u32, used: u32) -> String {
    const INWARD: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";
    const PER_DISTRICT: u32 = 3_600;
    let letters = OUTWARD_LETTERS
        .get(((town / 99 + used / PER_DISTRICT * 4) as usize) % OUTWARD_LETTERS.len())
        .copied()
        .unwrap_or_default();
    let used = used % PER_DISTRICT;
    let sector = used % 9 + 1;
    // 171 shares no factor with 400, so every pair of letters comes up once.
    let pair = (used / 9) * 171 % 400;
    let letter = |position: u32| INWARD.get(position as usize).map_or('A', |&letter| char::from(letter));
    format!("{letters}{} {sector}{}{}", town % 99 + 1, letter(pair / 20), letter(pair % 20))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dolen_model::{Postcode, PostcodeKind};

    #[test]
    fn invented_postcodes_pass_the_syntax_and_do_not_repeat() {
        let mut seen = BTreeSet::new();
        for town in 0..120 {
            for used in (0..4_000).step_by(37) {
                let text = invented_postcode(town, used);
                let postcode = Postcode::parse(&text).unwrap();
                assert_eq!(postcode.kind(), PostcodeKind::Full, "{text}");
                assert_eq!(postcode.as_str(), text);
                assert!(seen.insert(text.clone()), "{text}");
            }
        }
    }
}
