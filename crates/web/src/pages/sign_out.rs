//! Signing out.

use axum::Form;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use dolen_model::Sensitive;

use super::answer::{Member, Refusal};
use crate::portal::Portal;
use crate::session::expired_cookie;

/// What the button sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignOutForm {
    form_token: Sensitive<String>,
}

/// `POST`
pub(crate) async fn send(
    State(portal): State<Portal>,
    member: Member,
    Form(form): Form<SignOutForm>,
) -> Result<Response, Refusal> {
    member.check(&form.form_token)?;
    portal.sessions().sign_out(&member.session.key).await.map_err(|fault| member.refuse(&fault.into()))?;
    Ok(([(header::SET_COOKIE, expired_cookie(portal.tls()))], member.go("/sign-in")).into_response())
}
