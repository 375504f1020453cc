//! The single view of a person.

mod addresses;
mod banner;
mod evidence;
mod household;
mod indicators;
mod involvement;
mod known;
mod provenance;
mod sources;
mod timeline;
mod values;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use dolen_hub::view::SingleView;
use dolen_model::PartialDate;

use super::answer::{Member, Refusal, check_id, html};
use super::fault::{FaultKind, fault_response};
use crate::components::{Tag, TagColour};
use crate::display::moment;
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::records::RecordsFault;
use crate::words::Words;

pub(crate) use timeline::TimelineFilter;

/// The page.
#[derive(Template)]
#[template(path = "person.html")]
pub(crate) struct PersonPage {
    frame: Frame,
    w: Words,
    seen: String,
    banner: banner::Banner,
    dead: Tag,
    involved_title: String,
    indicators_title: String,
    involvements: Vec<involvement::Card>,
    indicators: Vec<indicators::Group>,
    timeline: timeline::Timeline,
    addresses: Vec<addresses::Row>,
    household_text: String,
    household: Vec<household::Member>,
    values: Vec<values::Row>,
    sources: Vec<sources::Card>,
    evidence: evidence::Evidence,
    known: known::Known,
    /// That one looks back, and to which day.
    looked_back: Option<String>,
}

/// The page. Its title names nobody: titles stay in a browser's history.
pub(crate) fn page(place: &Place, view: &SingleView, filter: &TimelineFilter) -> PersonPage {
    let w = place.words();
    let organisations = provenance::Organisations::of(view, place.language);
    let is_now = view.as_at.is_none();
    PersonPage {
        frame: place.frame(Section::Search, w.person_title()),
        w,
        seen: w.person_seen(moment(w, view.viewed_at), view.consultation.to_string()),
        banner: banner::show(w, view),
        dead: Tag { text: w.banner_dead(), colour: TagColour::Grey },
        involved_title: if is_now { w.involved_title() } else { w.involved_title_then() },
        indicators_title: if is_now { w.indicators_title() } else { w.indicators_title_then() },
        involvements: involvement::show(place, view),
        indicators: indicators::show(place, view, &organisations),
        timeline: timeline::show(place, view, filter),
        addresses: addresses::show(w, view, &organisations),
        household_text: household::text(w, view),
        household: household::show(place, view),
        values: values::show(w, view, &organisations),
        sources: sources::show(place, view),
        evidence: evidence::show(w, view, &organisations),
        known: known::show(place, view, &organisations),
        looked_back: known::banner(w, view),
    }
}

/// `GET`: without a reason that holds the user is asked for one. The hub writes the consultation to its ledger before it
/// gives the view, each time.
pub(crate) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(golden): Path<String>,
    Query(filter): Query<TimelineFilter>,
) -> Result<Response, Refusal> {
    check_id(&golden)?;
    let Some(reason) = member.session.remembered.reason(&golden, portal.now()) else {
        return Ok(member.go(&format!("/person/{golden}/reason{}", filter.day())));
    };
    let as_at = match filter.as_at.as_str() {
        "" => None,
        text => Some(PartialDate::parse_iso(text).map_err(|_| Refusal::BadRequest)?),
    };
    let opened = portal.records().open(&member.session.user, &golden, reason.expose(), as_at).await;
    match opened {
        Ok(view) => Ok(html(&page(&member.place, &view, &filter)).into_response()),
        Err(RecordsFault::NotKnownThen) => {
            Ok(fault_response(&member.place, FaultKind::NotKnownThen, StatusCode::NOT_FOUND, &member.request))
        }
        Err(RecordsFault::LookBack) => {
            Ok(fault_response(&member.place, FaultKind::LookBack, StatusCode::UNPROCESSABLE_ENTITY, &member.request))
        }
        Err(fault) => Err(member.refuse(&fault)),
    }
}
