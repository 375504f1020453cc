//! Every value, why it won, and what else was recorded.

use dolen_hub::view::{ConflictingValue, GoldenValue, SingleView};

use super::provenance::{self, Organisations};
use crate::components::Markup;
use crate::display::{field_label, field_value, why};
use crate::words::Words;

/// One value.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) why: String,
    pub(super) sources: Markup,
    pub(super) conflicts: Vec<Conflict>,
}

/// A value that did not win.
pub(super) struct Conflict {
    pub(super) value: String,
    pub(super) sources: Markup,
}

pub(super) fn show(w: Words, view: &SingleView, organisations: &Organisations) -> Vec<Row> {
    let conflict = |golden: &GoldenValue, other: &ConflictingValue| {
        let value = field_value(w, golden.field, &other.value);
        Conflict { sources: provenance::sources(w, &other.provenance, organisations, &value), value }
    };
    let row = |golden: &GoldenValue| {
        let label = field_label(w, golden.field);
        Row {
            value: field_value(w, golden.field, &golden.value),
            why: why(w, golden.why),
            sources: provenance::sources(w, &golden.provenance, organisations, &label),
            conflicts: golden.conflicts.iter().map(|other| conflict(golden, other)).collect(),
            label,
        }
    };
    view.values.iter().map(row).collect()
}
