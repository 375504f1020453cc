//! Addresses, present and former.

use dolen_hub::view::{AddressLine, SingleView};
use dolen_model::Sensitive;

use super::provenance::{self, Organisations};
use crate::components::{Markup, Tag, TagColour};
use crate::words::Words;

/// One address.
pub(super) struct Row {
    pub(super) address: String,
    pub(super) postcode: String,
    pub(super) uprn: String,
    pub(super) state: Tag,
    pub(super) sources: Markup,
}

pub(super) fn show(w: Words, view: &SingleView, organisations: &Organisations) -> Vec<Row> {
    let known = |value: &Option<Sensitive<String>>| {
        value
            .as_ref()
            .map(|value| value.expose().clone())
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| w.not_known())
    };
    let row = |line: &AddressLine| {
        let address = line.address.expose().clone();
        Row {
            postcode: known(&line.postcode),
            uprn: known(&line.uprn),
            state: if line.current {
                Tag { text: w.address_current(), colour: TagColour::Green }
            } else {
                Tag { text: w.address_former(), colour: TagColour::Grey }
            },
            sources: provenance::sources(w, &line.provenance, organisations, &address),
            address: if address.is_empty() { w.not_known() } else { address },
        }
    };
    view.addresses.iter().map(row).collect()
}
