//! Place: UPRN, address and postcode, current and former, compared as one because they agree together. Two rows that have
//! no kind of place in common say nothing.

use super::similarity::{jaro_winkler, reaches};
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{PlaceValue, Places, Spot};

pub(crate) const LEVELS: &[Level] = &[
    level("same UPRN", Meaning::Same, 0.35, 0.00001),
    level("same address", Meaning::Same, 0.20, 0.00001),
    level("same postcode", Meaning::Same, 0.10, 0.0001),
    level("same as a former address", Meaning::Near, 0.08, 0.00003),
    level("same street or sector", Meaning::Unclear, 0.06, 0.005),
    level("same district", Meaning::Unclear, 0.06, 0.035),
    level("different", Meaning::Differs, 0.15, 0.96),
];

const UPRN: u8 = 1;
const ADDRESS: u8 = 2;
const POSTCODE: u8 = 3;
const FORMER: u8 = 4;
const SECTOR: u8 = 5;
const DISTRICT: u8 = 6;
const DIFFERENT: u8 = 7;

/// Compares two rows.
pub(crate) fn compare(places: &Places, similar: [f64; 2], left: u32, right: u32) -> Outcome {
    let (Some(left), Some(right)) = (places.value(left), places.value(right)) else { return Outcome::NONE };
    if left.uprn != 0 && left.uprn == right.uprn {
        return Outcome::rare(UPRN, left.uprn_octave);
    }
    let (one, other) = (&left.current, &right.current);
    if is_same_house(places, similar, one, other) {
        return Outcome::rare(ADDRESS, left.house_octave.min(right.house_octave));
    }
    if one.postcode != 0 && one.postcode == other.postcode {
        return Outcome::rare(POSTCODE, left.postcode_octave);
    }
    if shares_former(places, similar, left, right) {
        return Outcome::level(FORMER);
    }
    let agree = |part: fn(&Spot) -> u32| part(one) != 0 && part(one) == part(other);
    let fits = |part: fn(&Spot) -> u32| part(one) == 0 || part(other) == 0 || part(one) == part(other);
    if agree(|spot| spot.sector) || (agree(|spot| spot.street) && fits(|spot| spot.district)) {
        return Outcome::level(SECTOR);
    }
    if agree(|spot| spot.district) {
        return Outcome::level(DISTRICT);
    }
    let both = |part: fn(&Spot) -> u32| part(one) != 0 && part(other) != 0;
    let can_differ = both(|spot| spot.district) || both(|spot| spot.postcode) || both(|spot| spot.street);
    if can_differ { Outcome::level(DIFFERENT) } else { Outcome::NONE }
}

/// The same house on the same street, where neither dwelling nor postcode speak against it. Without a postcode on both sides
/// the town must not either: there is a Station Road in every one.
fn is_same_house(places: &Places, similar: [f64; 2], one: &Spot, other: &Spot) -> bool {
    let [high, _] = similar;
    let fits = |left: u32, right: u32| left == 0 || right == 0 || left == right;
    one.house != 0
        && one.house == other.house
        && one.street != 0
        && other.street != 0
        && fits(one.dwelling, other.dwelling)
        && is_same_area(one, other)
        && (one.street == other.street
            || reaches(jaro_winkler(places.parts.text(one.street), places.parts.text(other.street)), high))
}

fn is_same_area(one: &Spot, other: &Spot) -> bool {
    if one.district != 0 && other.district != 0 {
        return one.district == other.district;
    }
    if one.postcode != 0 && other.postcode != 0 {
        return one.postcode == other.postcode;
    }
    one.town == 0 || other.town == 0 || one.town == other.town
}

/// Any place of one side, a former one on at least one side, is a place of the other.
fn shares_former(places: &Places, similar: [f64; 2], left: &PlaceValue, right: &PlaceValue) -> bool {
    let meet = |one: &Spot, other: &Spot| {
        (one.postcode != 0 && one.postcode == other.postcode) || is_same_house(places, similar, one, other)
    };
    left.former.iter().any(|one| meet(one, &right.current) || right.former.iter().any(|other| meet(one, other)))
        || right.former.iter().any(|other| meet(&left.current, other))
}
