//! Published rows with too little to identify anyone.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::answer::{Member, Refusal, html};
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::records::Unlinkable;
use crate::words::Words;

/// One row, told by its place; no value of it is shown.
struct Row {
    organisation: String,
    feed: String,
    file: String,
    place: String,
}

/// The page.
#[derive(Template)]
#[template(path = "unlinkable.html")]
pub(crate) struct UnlinkablePage {
    frame: Frame,
    w: Words,
    rows: Vec<Row>,
}

/// The page.
pub(crate) fn page(place: &Place, records: Vec<Unlinkable>) -> UnlinkablePage {
    let w = place.words();
    let row = |record: Unlinkable| Row {
        place: match record.part {
            Some(part) => w.place_part_row(part, record.line.to_string()),
            None => w.place_row(record.line.to_string()),
        },
        organisation: record.organisation.get(place.language).clone(),
        feed: record.feed,
        file: record.file,
    };
    let rows = records.into_iter().map(row).collect();
    UnlinkablePage { frame: place.frame(Section::Unlinkable, w.unlinkable_title()), w, rows }
}

/// `GET`
pub(crate) async fn show(State(portal): State<Portal>, member: Member) -> Result<Html<String>, Refusal> {
    let records = portal.records().unlinkable().await.map_err(|fault| member.refuse(&fault))?;
    Ok(html(&page(&member.place, records)))
}
