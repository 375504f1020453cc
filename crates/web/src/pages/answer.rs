//! What handlers answer with.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};

use dolen_model::Sensitive;

use crate::frame::Place;
use crate::records::RecordsFault;
use crate::serving::Visit;
use crate::session::{Session, same};

/// A page.
pub(super) fn html(template: &impl Template) -> Html<String> {
    Html(template.render().unwrap_or_default())
}

/// A page that tells what is wrong with what was sent.
pub(super) fn html_failed(template: &impl Template) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, html(template)).into_response()
}

/// Lets an id through that goes into an address again, where a line break or a slash would mean something else.
pub(super) fn check_id(id: &str) -> Result<(), Refusal> {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain { Ok(()) } else { Err(Refusal::NotFound) }
}

/// A request of somebody who is signed in; everybody else is sent to sign in.
pub(crate) struct Member {
    pub(super) place: Place,
    pub(super) session: Session,
    pub(super) request: String,
}

/// A request that did not end in a page.
pub(crate) enum Refusal {
    /// Nobody is signed in.
    SignIn(String),
    /// The form is not of this session.
    Forbidden,
    /// The hub has no such thing.
    NotFound,
    /// What was sent cannot be read.
    BadRequest,
    /// The database cannot answer now.
    Unavailable,
    /// We broke.
    Ours,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn(address) => Redirect::to(&address).into_response(),
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::BadRequest => StatusCode::BAD_REQUEST.into_response(),
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Self::Ours => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let visit = parts.extensions.get::<Visit>().cloned().ok_or(Refusal::Ours)?;
        match visit.session {
            Some(session) => Ok(Self { place: visit.place, session, request: visit.request }),
            None => Err(Refusal::SignIn(visit.place.href("/sign-in"))),
        }
    }
}

impl Member {
    /// Lets a form through that carries the token of this session.
    pub(super) fn check(&self, form_token: &Sensitive<String>) -> Result<(), Refusal> {
        if same(form_token.expose(), &self.session.form_token) { Ok(()) } else { Err(Refusal::Forbidden) }
    }

    /// A refusal for what the hub answered; our own faults go to the log with the id of the request.
    pub(super) fn refuse(&self, fault: &RecordsFault) -> Refusal {
        match fault {
            RecordsFault::Ours(kind) => {
                tracing::error!(request = %self.request, error_kind = %kind, "the hub did not answer");
                Refusal::Ours
            }
            RecordsFault::Unavailable => {
                tracing::error!(request = %self.request, error_kind = "unavailable", "the hub did not answer");
                Refusal::Unavailable
            }
            _ => Refusal::NotFound,
        }
    }

    /// Sends the browser to another page in the same language.
    pub(super) fn go(&self, path: &str) -> Response {
        Redirect::to(&self.place.href(path)).into_response()
    }
}
