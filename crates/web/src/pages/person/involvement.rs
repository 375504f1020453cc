//! Who is involved.

use dolen_hub::view::{Involvement, SingleView};
use dolen_model::PartialDate;

use crate::components::{SummaryList, SummaryRow, Tag, TagColour};
use crate::display::long_date;
use crate::frame::Place;
use crate::words::Words;

/// One organisation's part.
pub(super) struct Card {
    pub(super) organisation: String,
    pub(super) state: Tag,
    pub(super) facts: SummaryList,
}

pub(super) fn show(place: &Place, view: &SingleView) -> Vec<Card> {
    let w = place.words();
    let card = |part: &Involvement| Card {
        organisation: part.organisation_name.get(place.language).clone(),
        state: if part.open {
            Tag { text: w.involved_open(), colour: TagColour::Green }
        } else {
            Tag { text: w.involved_closed(), colour: TagColour::Grey }
        },
        facts: facts(w, part),
    };
    view.involvements.iter().map(card).collect()
}

fn facts(w: Words, part: &Involvement) -> SummaryList {
    let date = |date: Option<PartialDate>| date.map(|date| long_date(w, date));
    let known = |text: Option<String>| text.unwrap_or_else(|| w.not_known());
    let mut rows = vec![
        SummaryRow::text(w.field_lead_worker(), &known(part.lead_worker.as_ref().map(|name| name.expose().clone()))),
        SummaryRow::text(w.field_team(), &known(part.team.clone())),
        SummaryRow::text(w.field_team_phone(), &known(part.team_phone.clone())),
        SummaryRow::text(w.field_involved_since(), &known(date(part.since))),
    ];
    if let Some(until) = date(part.until) {
        rows.push(SummaryRow::text(w.field_involved_until(), &until));
    }
    rows.push(SummaryRow::text(w.field_last_contact(), &known(date(part.last_contact))));
    rows.push(SummaryRow::text(w.reference(), part.reference.expose()));
    SummaryList { rows }
}
