//! Current indicators, grouped by domain.

use dolen_hub::view::{CurrentIndicator, SingleView};

use super::provenance::{self, Organisations};
use crate::components::{Markup, Tag, TagColour};
use crate::display::{long_date, role};
use crate::frame::Place;
use crate::words::Words;

/// The indicators of one domain.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// One indicator.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) sensitivity: Option<Tag>,
    pub(super) role: String,
    pub(super) evidence: String,
    pub(super) events: String,
    pub(super) expires: String,
    pub(super) sources: Markup,
}

pub(super) fn show(place: &Place, view: &SingleView, organisations: &Organisations) -> Vec<Group> {
    let w = place.words();
    let group = |domain: char, title: String| {
        let of_domain = view.indicators.iter().filter(|indicator| domain_of(&indicator.code) == domain);
        Group { title, rows: of_domain.map(|indicator| row(place, indicator, organisations)).collect() }
    };
    [
        group('A', w.domain_adult()),
        group('C', w.domain_child()),
        group('H', w.domain_health()),
        group('P', w.domain_police()),
        group('O', w.domain_other()),
    ]
    .into_iter()
    .filter(|group| !group.rows.is_empty())
    .collect()
}

/// The letter of a code; one of no known domain belongs to the last group.
fn domain_of(code: &str) -> char {
    code.chars().next().filter(|letter| matches!(letter, 'A' | 'C' | 'H' | 'P')).unwrap_or('O')
}

fn row(place: &Place, indicator: &CurrentIndicator, organisations: &Organisations) -> Row {
    let w = place.words();
    let name = indicator.name.get(place.language).clone();
    Row {
        sensitivity: sensitivity(w, indicator.sensitivity),
        role: role(w, indicator.role),
        evidence: evidence(w, indicator),
        events: w.indicator_events(indicator.events),
        expires: indicator.expires.map_or_else(|| w.indicator_no_expiry(), |date| long_date(w, date)),
        sources: provenance::sources(w, &indicator.provenance, organisations, &name),
        name,
    }
}

fn evidence(w: Words, indicator: &CurrentIndicator) -> String {
    match (indicator.first, indicator.last) {
        (Some(first), Some(last)) if first != last => w.date_range(long_date(w, first), long_date(w, last)),
        (Some(day), _) | (None, Some(day)) => long_date(w, day),
        (None, None) => w.date_not_known(),
    }
}

fn sensitivity(w: Words, level: u8) -> Option<Tag> {
    match level {
        3 => Some(Tag { text: w.sensitivity_high(), colour: TagColour::Orange }),
        4 => Some(Tag { text: w.sensitivity_highest(), colour: TagColour::Red }),
        _ => None,
    }
}
