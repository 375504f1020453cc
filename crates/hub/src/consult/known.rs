//! What was known when, as it is shown.

use dolen_model::Sensitive;

use super::recorded::About;
use super::sources::Sources;
use super::timeline::name;
use crate::view::{Fact, FactOf};

/// Every fact: values by field, then attributes by name, and of one thing in the order in which it was so and known.
pub(super) fn known(sources: &Sources) -> Vec<Fact> {
    let mut facts: Vec<Fact> = sources.facts.iter().filter_map(|fact| shown(sources, fact)).collect();
    facts.sort_by_cached_key(|fact| {
        let (field, name) = match &fact.of {
            FactOf::Field(field) => (Some(*field), String::new()),
            FactOf::Attribute { name, .. } => (None, name.en.clone()),
        };
        let place = (fact.source.organisation.clone(), fact.source.record.clone());
        ((field.is_none(), field), name, place, fact.valid_from, fact.known_from)
    });
    facts
}

fn shown(sources: &Sources, fact: &super::history::Fact<About, super::recorded::ToldAt>) -> Option<Fact> {
    let told = &fact.source;
    let place = (told.load, told.line, told.part.as_deref());
    let (of, value) = match &fact.value {
        About::Field(field, value) => (FactOf::Field(*field), value.clone()),
        About::Attribute(attribute) => {
            let of = FactOf::Attribute {
                kind: attribute.kind,
                name: name(&attribute.scheme.0, &attribute.term),
                role: attribute.role,
            };
            (of, format!("{}:{}", attribute.scheme.0, attribute.term))
        }
    };
    Some(Fact {
        of,
        value: Sensitive::new(value),
        valid_from: fact.valid_from,
        valid_until: fact.valid_until,
        known_from: fact.known_from,
        known_until: fact.known_until,
        source: sources.told(&told.record, place, told.column.as_deref(), told.as_at)?,
    })
}
