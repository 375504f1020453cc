//! The pages shown instead of the one asked for.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::answer::html;
use crate::frame::{Frame, Place, Section};
use crate::words::Words;

/// What happened, as the user is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// No such page, person or load.
    NotFound,
    /// The form is not from this session.
    Forbidden,
    /// What was sent cannot be read.
    BadRequest,
    /// What was sent is too large.
    TooLarge,
    /// Nothing was known of the person on the day that is looked back to.
    NotKnownThen,
    /// The day cannot be looked back to.
    LookBack,
    /// It took too long.
    Timeout,
    /// The database cannot answer now.
    Unavailable,
    /// We broke.
    Ours,
}

/// The page.
#[derive(Template)]
#[template(path = "fault.html")]
pub(crate) struct FaultPage {
    frame: Frame,
    w: Words,
    texts: Vec<String>,
    request: Option<String>,
}

/// The page. The id of the request is what an operator finds in the log.
pub(crate) fn page(place: &Place, kind: FaultKind, request: Option<String>) -> FaultPage {
    let w = place.words();
    let (title, texts) = match kind {
        FaultKind::NotFound => (w.fault_not_found(), vec![w.fault_not_found_text()]),
        FaultKind::Forbidden => (w.fault_forbidden(), vec![w.fault_forbidden_text()]),
        FaultKind::BadRequest => (w.fault_bad_request(), vec![w.fault_bad_request_text()]),
        FaultKind::TooLarge => (w.fault_too_large(), vec![w.fault_too_large_text()]),
        FaultKind::NotKnownThen => (w.fault_not_known_then(), vec![w.fault_not_known_then_text()]),
        FaultKind::LookBack => (w.fault_look_back(), vec![w.fault_look_back_text()]),
        FaultKind::Timeout => (w.fault_timeout(), vec![w.fault_timeout_text()]),
        FaultKind::Unavailable => (w.fault_unavailable(), vec![w.fault_unavailable_text()]),
        FaultKind::Ours => (w.fault_ours(), vec![w.fault_ours_text()]),
    };
    FaultPage { frame: place.frame(Section::Other, title), w, texts, request }
}

/// The page as an answer.
pub(crate) fn fault_response(place: &Place, kind: FaultKind, status: StatusCode, request: &str) -> Response {
    let told =
        matches!(kind, FaultKind::Ours | FaultKind::Unavailable | FaultKind::Timeout).then(|| request.to_owned());
    (status, html(&page(place, kind, told))).into_response()
}

/// For every address that is none; the page itself is made where the language is known.
pub(crate) async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}
