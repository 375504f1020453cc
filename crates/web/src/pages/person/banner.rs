//! Who it is, in the order and the shape of NHS systems: the same on every page of one person.

use dolen_hub::view::SingleView;
use dolen_model::{PartialDate, PersonField};

use crate::display::{banner_date, field_value};
use crate::words::Words;

/// The banner.
pub(super) struct Banner {
    pub(super) name: String,
    pub(super) born: String,
    pub(super) died: Option<String>,
    pub(super) gender: String,
    pub(super) nhs_number: String,
    pub(super) language: Option<String>,
}

pub(super) fn show(w: Words, view: &SingleView) -> Banner {
    let text = |field| view.value(field).map(|value| field_value(w, field, value)).filter(|value| !value.is_empty());
    let date = |field| view.value(field).and_then(|value| PartialDate::parse_iso(value.expose()).ok());
    let born = date(PersonField::BirthDate);
    let died = date(PersonField::DeathDate);
    let until = died.or(view.as_at).or_else(|| PartialDate::from_epoch_days(view.viewed_at.days()));
    let age = born.zip(until).map(|(born, until)| born.years_until(until)).filter(|years| (0..=130).contains(years));
    let with_age = |shown: String| age.map_or_else(|| shown.clone(), |years| w.banner_age(shown.as_str(), years));
    let born_text = born.map_or_else(|| w.not_known(), |born| banner_date(w, born));
    Banner {
        name: name(w, text(PersonField::FamilyName), text(PersonField::GivenNames), text(PersonField::Title)),
        // The age stands with the date that ends it: the present one with the birth, the last one with the death.
        born: if died.is_none() { with_age(born_text) } else { born_text },
        died: died.map(|died| with_age(banner_date(w, died))),
        gender: text(PersonField::Sex).unwrap_or_else(|| w.not_known()),
        nhs_number: text(PersonField::NhsNumber).unwrap_or_else(|| w.not_known()),
        language: text(PersonField::PreferredLanguage),
    }
}

/// `FAMILY, Given (Title)`.
fn name(w: Words, family: Option<String>, given: Option<String>, title: Option<String>) -> String {
    let name = match (family, given) {
        (Some(family), Some(given)) => format!("{}, {given}", family.to_uppercase()),
        (Some(family), None) => family.to_uppercase(),
        (None, Some(given)) => given,
        (None, None) => return w.name_not_known(),
    };
    match title {
        Some(title) => format!("{name} ({title})"),
        None => name,
    }
}
