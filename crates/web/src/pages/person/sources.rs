//! The source records as they were sent.

use dolen_hub::view::{SingleView, SourceRecordView};

use super::provenance;
use crate::components::{SummaryList, SummaryRow};
use crate::display::{field_label, field_value, long_date};
use crate::frame::Place;

/// One record.
pub(super) struct Card {
    pub(super) title: String,
    pub(super) place: String,
    pub(super) load_href: String,
    pub(super) facts: SummaryList,
}

pub(super) fn show(place: &Place, view: &SingleView) -> Vec<Card> {
    view.sources.iter().map(|source| card(place, source)).collect()
}

fn card(place: &Place, source: &SourceRecordView) -> Card {
    let w = place.words();
    let mut rows: Vec<SummaryRow> = source
        .values
        .iter()
        .map(|(field, value)| SummaryRow::text(field_label(w, *field), &field_value(w, *field, value)))
        .collect();
    rows.push(SummaryRow::text(w.attributes(), &w.number(source.attributes)));
    rows.push(SummaryRow::text(w.source_true_on(), &long_date(w, source.provenance.as_at)));
    Card {
        title: w
            .source_title(source.organisation_name.get(place.language).as_str(), source.reference.expose().as_str()),
        place: provenance::place(w, &source.provenance),
        load_href: place.href(&format!("/loads/{}", source.provenance.load)),
        facts: SummaryList { rows },
    }
}
