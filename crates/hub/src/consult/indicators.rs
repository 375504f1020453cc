//! Current indicators.

use std::collections::BTreeMap;

use dolen_model::{
    AttributeRole, AttributeScheme, AttributeType, Bilingual, Indicator, PartialDate, PersonField, indicator,
};
use dolen_store::source_record::StoredAttribute;

use super::dates::{add_months, latest_day};
use super::sources::Sources;
use crate::view::{CurrentIndicator, Provenance};

/// An attribute with the last day on which it is evidence.
struct Told<'a> {
    stored: &'a StoredAttribute,
    organisation: &'a str,
    /// Its end, or the last day on which it is told to be so.
    last: Option<PartialDate>,
    /// The day that counts for the expiry.
    counts: PartialDate,
}

/// Indicators that count today, by sensitivity, then recency. The person's part keeps them apart: what a person did is
/// never shown with what was done to them. That it is about the person and that it was done to them is one thing, which
/// one agency tells more closely than another.
pub(super) fn indicators(sources: &Sources, today: PartialDate) -> Vec<CurrentIndicator> {
    let mut groups: BTreeMap<(&'static str, AttributeRole), Vec<Told<'_>>> = BTreeMap::new();
    for stored in &sources.attributes {
        if stored.attribute.scheme.0 != AttributeScheme::INDICATOR {
            continue;
        }
        let (Some(known), Some(told)) = (indicator(&stored.attribute.term), told(sources, stored)) else { continue };
        let part = match stored.attribute.role {
            AttributeRole::Victim => AttributeRole::Subject,
            other => other,
        };
        groups.entry((known.code, part)).or_default().push(told);
    }
    let mut current: Vec<CurrentIndicator> = groups
        .into_iter()
        .filter_map(|((code, role), told)| indicator(code).and_then(|known| summed(sources, known, role, &told, today)))
        .collect();
    current.sort_by(|one, other| {
        (other.sensitivity, other.last)
            .cmp(&(one.sensitivity, one.last))
            .then_with(|| (&one.code, one.role).cmp(&(&other.code, other.role)))
    });
    current
}

fn told<'a>(sources: &'a Sources, stored: &'a StoredAttribute) -> Option<Told<'a>> {
    let as_at = sources.as_at(stored)?;
    let attribute = &stored.attribute;
    let last = match (attribute.end, attribute.kind) {
        (Some(end), _) => Some(end),
        // What happened is evidence of its day; what goes on is so up to the extract, or to the end of the involvement.
        (None, AttributeType::Event) => attribute.start,
        (None, _) => {
            let source = sources.of_record(&stored.record);
            let until = source.and_then(|source| source.date(PersonField::InvolvedUntil));
            attribute.start.max(Some(until.map_or(as_at, |until| until.min(as_at))))
        }
    };
    let organisation = &sources.origin(stored.load)?.organisation;
    Some(Told { stored, organisation, last, counts: last.unwrap_or(as_at) })
}

fn summed(
    sources: &Sources,
    known: &Indicator,
    role: AttributeRole,
    told: &[Told<'_>],
    today: PartialDate,
) -> Option<CurrentIndicator> {
    let counts = told.iter().map(|told| told.counts).max()?;
    let expires = known.expiry_months.map(|months| add_months(counts, months));
    if expires.is_some_and(|expires| latest_day(expires) < today.earliest_epoch_days()) {
        return None;
    }
    let mut provenance: Vec<Provenance> = Vec::new();
    for told in told {
        let Some(place) = sources.provenance_of(told.stored) else { continue };
        let is_new = |kept: &Provenance| {
            (&kept.load, kept.line, &kept.part, &kept.column) != (&place.load, place.line, &place.part, &place.column)
        };
        if provenance.iter().all(is_new) {
            provenance.push(place);
        }
    }
    let is_victim = told.iter().any(|told| told.stored.attribute.role == AttributeRole::Victim);
    Some(CurrentIndicator {
        code: known.code.to_owned(),
        name: Bilingual { en: known.name.en.to_owned(), cy: known.name.cy.to_owned() },
        sensitivity: known.sensitivity,
        role: if is_victim { AttributeRole::Victim } else { role },
        first: told.iter().filter_map(|told| told.stored.attribute.start).min(),
        last: told.iter().filter_map(|told| told.last).max(),
        events: events(told),
        expires,
        provenance,
    })
}

/// How many things happened: one that several agencies tell, by its reference or on its day, counts once.
fn events(told: &[Told<'_>]) -> u32 {
    let mut labels: Vec<usize> = (0..told.len()).collect();
    for (index, one) in told.iter().enumerate() {
        for (before, other) in told.iter().enumerate().take(index) {
            let (Some(&label), Some(&earlier)) = (labels.get(index), labels.get(before)) else { continue };
            if is_one_event(one, other) && label != earlier {
                labels.iter_mut().filter(|kept| **kept == label).for_each(|kept| *kept = earlier);
            }
        }
    }
    labels.sort_unstable();
    labels.dedup();
    u32::try_from(labels.len()).unwrap_or(u32::MAX)
}

/// References tell two events of one day apart where one agency gave both.
fn is_one_event(one: &Told<'_>, other: &Told<'_>) -> bool {
    let (left, right) = (&one.stored.attribute, &other.stored.attribute);
    match (&left.event_reference, &right.event_reference) {
        (Some(first), Some(second)) if first == second => true,
        (Some(_), Some(_)) if one.organisation == other.organisation => false,
        _ => left.start == right.start,
    }
}
