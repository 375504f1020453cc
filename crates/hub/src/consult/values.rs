//! The values of the golden record, each with its sources and with what else is recorded.

use dolen_model::PersonField;

use super::sources::Sources;
use crate::master::{ChosenValue, GoldenContent, OtherValue};
use crate::view::{ConflictingValue, GoldenValue, Provenance};

/// In the order in which the golden record holds them.
pub(super) fn values(content: &GoldenContent, sources: &Sources) -> Vec<GoldenValue> {
    content.values.iter().map(|chosen| value(chosen, sources)).collect()
}

fn value(chosen: &ChosenValue, sources: &Sources) -> GoldenValue {
    let conflict = |other: &OtherValue| ConflictingValue {
        provenance: provenance(sources, chosen.field, other.value.expose(), &other.places),
        value: other.value.clone(),
    };
    GoldenValue {
        field: chosen.field,
        value: chosen.value.clone(),
        why: chosen.why,
        provenance: provenance(sources, chosen.field, chosen.value.expose(), &chosen.places),
        conflicts: chosen.conflicts.iter().map(conflict).collect(),
    }
}

fn provenance(sources: &Sources, field: PersonField, value: &str, places: &[u32]) -> Vec<Provenance> {
    let at = |place: &u32| {
        let source = sources.at(*place)?;
        sources.provenance(source, source.column(field, value))
    };
    places.iter().filter_map(at).collect()
}
