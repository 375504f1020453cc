//! What was known when: the way back to an earlier day, and what was known at its end.

use dolen_hub::view::{Fact, FactOf, SingleView};
use dolen_model::PartialDate;

use super::provenance::{self, Organisations};
use crate::components::{Button, Markup};
use crate::display::{field_label, field_value, long_date, moment};
use crate::frame::Place;
use crate::words::Words;

/// The section.
pub(super) struct Known {
    pub(super) action: String,
    /// The day that is looked back to, as the field takes it.
    pub(super) as_at: String,
    /// The latest day that can be looked back to.
    pub(super) latest: String,
    pub(super) button: Button,
    pub(super) rows: Vec<Row>,
}

/// One fact.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) so: String,
    pub(super) known: String,
    pub(super) sources: Markup,
}

pub(super) fn show(place: &Place, view: &SingleView, organisations: &Organisations) -> Known {
    let w = place.words();
    let today = PartialDate::from_epoch_days(view.viewed_at.days());
    Known {
        action: place.href(&format!("/person/{}", view.golden)),
        as_at: view.as_at.map(|day| day.to_string()).unwrap_or_default(),
        latest: today.map(|day| day.to_string()).unwrap_or_default(),
        button: Button::secondary(w.known_button()),
        rows: view.facts.iter().map(|fact| row(place, fact, organisations)).collect(),
    }
}

/// The sentence that stands over everything, where one looks back.
pub(super) fn banner(w: Words, view: &SingleView) -> Option<String> {
    view.as_at.map(|day| w.known_banner(long_date(w, day)))
}

fn row(place: &Place, fact: &Fact, organisations: &Organisations) -> Row {
    let w = place.words();
    let (label, value) = match &fact.of {
        FactOf::Field(field) => (field_label(w, *field), field_value(w, *field, &fact.value)),
        FactOf::Attribute { name, .. } => (name.get(place.language).clone(), String::new()),
    };
    let day = |day: Option<PartialDate>| day.map(|day| long_date(w, day));
    let known_until = fact.known_until.map(|time| moment(w, time));
    Row {
        so: time(w, day(fact.valid_from), day(fact.valid_until)),
        known: time(w, Some(moment(w, fact.known_from)), known_until),
        sources: provenance::sources(w, std::slice::from_ref(&fact.source), organisations, &label),
        label,
        value,
    }
}

fn time(w: Words, from: Option<String>, until: Option<String>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => w.date_range(from, until),
        (Some(from), None) => w.known_since(from),
        (None, Some(until)) => w.date_until(until),
        (None, None) => w.date_not_known(),
    }
}
