//! Everything that happened, over all agencies, newest first.

use std::collections::BTreeMap;

use serde::Deserialize;

use dolen_hub::view::{SingleView, TimelineEvent};
use dolen_model::{AttributeRole, AttributeType};

use super::provenance;
use crate::components::{Button, Choice, Select, Tag, TagColour};
use crate::display::{kind, long_date, role};
use crate::frame::Place;
use crate::words::Words;

/// What of the timeline is asked for, from the address: neither part says anything of a person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TimelineFilter {
    /// Slug of an organisation; empty for all.
    organisation: String,
    /// Kind of attribute; empty for all.
    kind: String,
    /// Day that is looked back to; empty for now.
    pub(super) as_at: String,
}

/// The timeline.
pub(super) struct Timeline {
    pub(super) action: String,
    pub(super) organisation: Select,
    pub(super) kind: Select,
    pub(super) button: Button,
    /// Sent along, so that the day stays the same.
    pub(super) as_at: Option<String>,
    pub(super) count: String,
    pub(super) events: Vec<Event>,
}

/// One thing that happened.
pub(super) struct Event {
    pub(super) date: String,
    pub(super) name: String,
    pub(super) kind: Tag,
    pub(super) organisation: String,
    pub(super) role: Option<String>,
    pub(super) source: String,
}

const KINDS: [AttributeType; 4] =
    [AttributeType::Circumstance, AttributeType::Event, AttributeType::Service, AttributeType::Risk];

pub(super) fn show(place: &Place, view: &SingleView, filter: &TimelineFilter) -> Timeline {
    let w = place.words();
    let organisations: BTreeMap<&str, &str> = view
        .timeline
        .iter()
        .map(|event| (event.provenance.organisation.as_str(), event.organisation_name.get(place.language).as_str()))
        .collect();
    let events: Vec<Event> =
        view.timeline.iter().filter(|event| filter.takes(event)).map(|event| show_event(place, event)).collect();
    Timeline {
        action: place.href(&format!("/person/{}", view.golden)),
        organisation: Select {
            name: "organisation",
            label: w.organisation(),
            choices: choices(
                w,
                organisations.into_iter().map(|(slug, name)| (slug, name.to_owned())),
                &filter.organisation,
            ),
        },
        kind: Select {
            name: "kind",
            label: w.kind(),
            choices: choices(w, KINDS.into_iter().map(|of| (of.as_standard(), kind(w, of))), &filter.kind),
        },
        button: Button::secondary(w.timeline_filter()),
        as_at: view.as_at.map(|day| day.to_string()),
        count: w.timeline_count(events.len(), view.timeline.len()),
        events,
    }
}

fn choices<'a>(w: Words, of: impl Iterator<Item = (&'a str, String)>, chosen: &str) -> Vec<Choice> {
    let all = Choice { value: String::new(), text: w.all(), chosen: chosen.is_empty() };
    let each = of.map(|(value, text)| Choice { value: value.to_owned(), text, chosen: value == chosen });
    std::iter::once(all).chain(each).collect()
}

fn show_event(place: &Place, event: &TimelineEvent) -> Event {
    let w = place.words();
    let date = match (event.start, event.end) {
        (Some(start), Some(end)) if start != end => w.date_range(long_date(w, start), long_date(w, end)),
        (Some(day), _) => long_date(w, day),
        (None, Some(end)) => w.date_until(long_date(w, end)),
        (None, None) => w.date_not_known(),
    };
    Event {
        date,
        name: event.name.get(place.language).clone(),
        kind: Tag { text: kind(w, event.kind), colour: colour(event.kind) },
        organisation: event.organisation_name.get(place.language).clone(),
        role: (event.role != AttributeRole::Subject).then(|| role(w, event.role)),
        source: provenance::place(w, &event.provenance),
    }
}

const fn colour(kind: AttributeType) -> TagColour {
    match kind {
        AttributeType::Circumstance => TagColour::Grey,
        AttributeType::Event => TagColour::Blue,
        AttributeType::Service => TagColour::Green,
        AttributeType::Risk => TagColour::Orange,
    }
}

impl TimelineFilter {
    /// The day that is looked back to, as the end of an address; nothing where it is none.
    pub(crate) fn day(&self) -> String {
        let is_plain = !self.as_at.is_empty() && self.as_at.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if is_plain { format!("?as_at={}", self.as_at) } else { String::new() }
    }

    fn takes(&self, event: &TimelineEvent) -> bool {
        let organisation = self.organisation.is_empty() || event.provenance.organisation == self.organisation;
        let kind = self.kind.is_empty() || AttributeType::from_standard(&self.kind) == Some(event.kind);
        organisation && kind
    }
}
