//! The list of loads.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use dolen_hub::view::{LoadState, LoadSummary};

use super::answer::{Member, Refusal, html};
use crate::components::Tag;
use crate::display::{moment, state};
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::words::Words;

/// One load.
struct Row {
    href: String,
    sequence: i64,
    organisation: String,
    feed: String,
    file: String,
    landed_at: String,
    state: Tag,
    received: u64,
    published: String,
    quarantined: u64,
}

/// The page.
#[derive(Template)]
#[template(path = "loads.html")]
pub(crate) struct LoadsPage {
    frame: Frame,
    w: Words,
    rows: Vec<Row>,
}

/// The page, of loads as the hub lists them.
pub(crate) fn page(place: &Place, loads: &[LoadSummary]) -> LoadsPage {
    let w = place.words();
    let rows = loads
        .iter()
        .map(|load| Row {
            href: place.href(&format!("/loads/{}", load.load)),
            sequence: load.sequence,
            organisation: load.organisation_name.get(place.language).clone(),
            feed: load.feed.clone(),
            file: load.file.clone(),
            landed_at: moment(w, load.landed_at),
            state: state(w, load.state),
            received: load.received,
            published: published(w, load),
            quarantined: load.quarantined,
        })
        .collect();
    LoadsPage { frame: place.frame(Section::Loads, w.loads_title()), w, rows }
}

/// Rows that are published, or wait to be.
fn published(w: Words, load: &LoadSummary) -> String {
    match load.state {
        LoadState::Published => w.number(load.published),
        LoadState::Held => w.rows_waiting(load.published),
        _ => w.number(0),
    }
}

/// `GET`
pub(crate) async fn show(State(portal): State<Portal>, member: Member) -> Result<Html<String>, Refusal> {
    let loads = portal.records().loads().await.map_err(|fault| member.refuse(&fault))?;
    Ok(html(&page(&member.place, &loads)))
}
