//! Place: UPRN, address and postcode, current and former, compared as one because they agree together. Two rows that have
//! no kind of place in common say nothing.

use super::similarity::{jaro_winkler, reaches};
use crate::level::{Level, Meaning, level};
use crate::pattern::Outcome;
use crate::records::{Line, Place, Places, PostcodeCode, Records, Spot};

pub(crate) const LEVELS: &[Level] = &[
    level("same UPRN", Meaning::Same, 0.35, 0.00001),
    level("same address", Meaning::Same, 0.20, 0.00001),
    level("same postcode", Meaning::Same, 0.10, 0.0001),
    level("same as a former address", Meaning::Near, 0.08, 0.00003),
    level("same street or sector", Meaning::Unclear, 0.06, 0.005),
    level("same district", Meaning::Unclear, 0.06, 0.035),
    level("different", Meaning::Differs, 0.15, 0.96),
];

pub(super) const UPRN: u8 = 1;
const ADDRESS: u8 = 2;
const POSTCODE: u8 = 3;
pub(super) const FORMER: u8 = 4;
pub(super) const SECTOR: u8 = 5;
pub(super) const DISTRICT: u8 = 6;
pub(super) const DIFFERENT: u8 = 7;

/// Compares two rows. The lines of both decide most pairs; the whole places are looked at where they may agree.
pub(crate) fn compare(records: &Records, similar: [f64; 2], left_line: &Line, right_line: &Line) -> Outcome {
    let (left, right) = (left_line.place, right_line.place);
    let (one, other) = (left_line.row.place, right_line.row.place);
    let has_former = left_line.row.marks.has_former_place() || right_line.row.marks.has_former_place();
    let places = &records.places;
    let whole = |row: u32| records.place_of.get(row as usize).copied().unwrap_or_default();
    let meet = |one: u32, other: u32| one != 0 && one == other;
    let octaves = left_line.row.octaves;
    let is_one_postcode = meet(one.postcode.full(), other.postcode.full());
    // In one postcode there are no two dwellings of which a half of the number is the same.
    if meet(one.uprn, other.uprn) && (is_one_postcode || whole(left).uprn == whole(right).uprn) {
        return Outcome::rare(UPRN, octaves.uprn());
    }
    let may_be_one_house = one.house != 0 && one.house == other.house && may_be_one_area(one.postcode, other.postcode);
    if may_be_one_house && is_same_house(places, similar, &whole(left).current, &whole(right).current) {
        return Outcome::rare(ADDRESS, octaves.house().min(right_line.row.octaves.house()));
    }
    if is_one_postcode {
        return Outcome::rare(POSTCODE, octaves.postcode());
    }
    if has_former && shares_former(places, similar, &whole(left), &whole(right)) {
        return Outcome::level(FORMER);
    }
    if meet(one.postcode.sector(), other.postcode.sector()) {
        return Outcome::level(SECTOR);
    }
    let fits = |one: u32, other: u32| one == 0 || other == 0 || one == other;
    let (district, other_district) = (one.postcode.district(), other.postcode.district());
    let is_one_street = || whole(left).current.street == whole(right).current.street;
    if one.street != 0 && one.street == other.street && fits(district, other_district) && is_one_street() {
        return Outcome::level(SECTOR);
    }
    if meet(district, other_district) {
        return Outcome::level(DISTRICT);
    }
    let both = |one: u32, other: u32| one != 0 && other != 0;
    let can_differ = both(district, other_district)
        || both(one.postcode.full(), other.postcode.full())
        || (one.street != 0 && other.street != 0);
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
    let (one_code, other_code) = (one.postcode, other.postcode);
    let have_both =
        (one_code.district() != 0 && other_code.district() != 0) || (one_code.full() != 0 && other_code.full() != 0);
    may_be_one_area(one_code, other_code) && (have_both || one.town == 0 || other.town == 0 || one.town == other.town)
}

/// Whether the postcodes of two places allow that they are in one area.
fn may_be_one_area(one: PostcodeCode, other: PostcodeCode) -> bool {
    if one.district() != 0 && other.district() != 0 {
        return one.district() == other.district();
    }
    one.full() == 0 || other.full() == 0 || one == other
}

/// Any place of one side, a former one on at least one side, is a place of the other.
fn shares_former(places: &Places, similar: [f64; 2], left: &Place, right: &Place) -> bool {
    let meet = |one: &Spot, other: &Spot| {
        (one.postcode.full() != 0 && one.postcode == other.postcode) || is_same_house(places, similar, one, other)
    };
    let (left_former, right_former) = (places.former(left), places.former(right));
    left_former.iter().any(|one| meet(one, &right.current) || right_former.iter().any(|other| meet(one, other)))
        || right_former.iter().any(|other| meet(&left.current, other))
}
