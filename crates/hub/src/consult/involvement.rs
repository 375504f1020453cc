//! Who is involved.

use dolen_model::{PartialDate, PersonField, Sensitive};

use super::dates::latest_day;
use super::sources::{Source, Sources};
use crate::view::Involvement;

/// What each organisation does: one line for each of its workers and teams, open ones apart from closed ones. Open ones
/// come first, then the latest.
pub(super) fn involvements(sources: &Sources, today: PartialDate) -> Vec<Involvement> {
    let mut found: Vec<Involvement> = Vec::new();
    for source in &sources.members {
        let Some(told) = involvement(sources, source, today) else { continue };
        match found.iter_mut().find(|kept| is_same(kept, &told)) {
            Some(kept) => join(kept, told),
            None => found.push(told),
        }
    }
    found.sort_by(|one, other| {
        let latest = |involvement: &Involvement| involvement.last_contact.max(involvement.since);
        other
            .open
            .cmp(&one.open)
            .then_with(|| latest(other).cmp(&latest(one)))
            .then_with(|| (&one.organisation, &one.reference).cmp(&(&other.organisation, &other.reference)))
    });
    found
}

fn involvement(sources: &Sources, source: &Source, today: PartialDate) -> Option<Involvement> {
    let origin = sources.origin(source.stored.load)?;
    let text = |field| source.record.first(field).map(str::to_owned);
    let until = source.date(PersonField::InvolvedUntil);
    Some(Involvement {
        organisation: origin.organisation.clone(),
        organisation_name: origin.organisation_name.clone(),
        reference: source.stored.key.clone().into(),
        lead_worker: text(PersonField::LeadWorker).map(Sensitive::new),
        team: text(PersonField::Team),
        team_phone: text(PersonField::TeamPhone),
        since: source.date(PersonField::InvolvedSince),
        until,
        last_contact: source.date(PersonField::LastContact),
        // An end that lies ahead is planned; one of which the day is not known may lie ahead.
        open: until.is_none_or(|until| latest_day(until) > today.earliest_epoch_days()),
    })
}

fn is_same(one: &Involvement, other: &Involvement) -> bool {
    one.organisation == other.organisation
        && one.open == other.open
        && one.lead_worker == other.lead_worker
        && one.team == other.team
}

/// Several records of one worker are one involvement, from the first beginning to the last end. The reference is that of
/// the latest.
fn join(kept: &mut Involvement, told: Involvement) {
    if told.last_contact.max(told.since) > kept.last_contact.max(kept.since) {
        kept.reference = told.reference;
        kept.team_phone = told.team_phone.or_else(|| kept.team_phone.take());
    }
    kept.since = kept.since.into_iter().chain(told.since).min();
    kept.until = kept.until.max(told.until);
    kept.last_contact = kept.last_contact.max(told.last_contact);
}
