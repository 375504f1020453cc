//! Everything that is recorded, over all agencies.

use std::cmp::Reverse;

use dolen_model::{AttributeScheme, Bilingual, event_term, indicator};
use dolen_store::source_record::StoredAttribute;

use super::sources::Sources;
use crate::view::TimelineEvent;

/// Newest first; what has no date at all comes last.
pub(super) fn timeline(sources: &Sources) -> Vec<TimelineEvent> {
    let mut events: Vec<TimelineEvent> =
        sources.attributes.iter().filter_map(|stored| event(sources, stored)).collect();
    events.sort_by_cached_key(|event| {
        let place = &event.provenance;
        let place = (place.organisation.clone(), place.file.clone(), place.part.clone(), place.line);
        (Reverse(event.start.or(event.end)), Reverse(event.end), place, event.term.clone())
    });
    events
}

fn event(sources: &Sources, stored: &StoredAttribute) -> Option<TimelineEvent> {
    let attribute = &stored.attribute;
    Some(TimelineEvent {
        start: attribute.start,
        end: attribute.end,
        kind: attribute.kind,
        term: format!("{}:{}", attribute.scheme.0, attribute.term),
        name: name(&attribute.scheme.0, &attribute.term),
        role: attribute.role,
        organisation_name: sources.origin(stored.load)?.organisation_name.clone(),
        provenance: sources.provenance_of(stored)?,
    })
}

/// The name of a term; one of a scheme that is not ours is shown as it is.
pub(super) fn name(scheme: &str, term: &str) -> Bilingual {
    let known = match scheme {
        AttributeScheme::INDICATOR => indicator(term).map(|known| &known.name),
        AttributeScheme::EVENT => event_term(term).map(|known| &known.name),
        _ => None,
    };
    known.map_or_else(
        || Bilingual { en: term.to_owned(), cy: term.to_owned() },
        |name| Bilingual { en: name.en.to_owned(), cy: name.cy.to_owned() },
    )
}
