//! Who else lives there.

use dolen_hub::view::{HouseholdMember, SingleView};

use crate::display::long_date;
use crate::frame::Place;
use crate::words::Words;

/// Another person at the residence.
pub(super) struct Member {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) born: Option<String>,
}

pub(super) fn show(place: &Place, view: &SingleView) -> Vec<Member> {
    let w = place.words();
    let member = |member: &HouseholdMember| Member {
        href: place.href(&format!("/person/{}", member.golden)),
        name: match member.name.expose() {
            name if name.is_empty() => w.name_not_known(),
            name => name.clone(),
        },
        born: member.birth_date.map(|date| w.household_born(long_date(w, date))),
    };
    view.household.iter().map(member).collect()
}

/// The members are not listed where many live, as in a care home: they are no household.
pub(super) fn text(w: Words, view: &SingleView) -> String {
    match (view.household.len(), view.residence_size) {
        (0, 0) => w.household_not_known(),
        (0, 1) => w.household_alone(),
        (0, many) => w.household_many(many),
        (others, _) => w.household_others(others),
    }
}
