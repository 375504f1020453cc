//! Signing in with the one-time code that the operator was given.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use dolen_model::Sensitive;

use super::answer::{Refusal, html, html_failed};
use crate::components::{Button, ErrorLine, ErrorSummary, FieldError, Input};
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::serving::Visit;
use crate::session::{Hash, session_cookie};
use crate::words::Words;

/// The code, from the link or from the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignInForm {
    code: Sensitive<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub(crate) struct SignInPage {
    frame: Frame,
    w: Words,
    summary: Option<ErrorSummary>,
    code: Option<String>,
    input: Input,
    button: Button,
}

/// The page: with a code from the link it asks only for the press of a button, so that a program that follows links
/// before their user does cannot use the code up.
pub(crate) fn page(place: &Place, code: Option<String>, refused: bool) -> SignInPage {
    let w = place.words();
    let error = refused.then(|| FieldError { prefix: w.error_word(), text: w.sign_in_refused() });
    SignInPage {
        frame: place.frame(Section::Other, w.sign_in_title()).failed(refused),
        w,
        summary: refused.then(|| ErrorSummary {
            title: w.error_title(),
            lines: vec![ErrorLine { text: w.sign_in_refused(), field: "code" }],
        }),
        code,
        input: Input {
            name: "code",
            label: w.sign_in_code(),
            hint: Some(w.sign_in_code_hint()),
            error,
            ..Input::default()
        },
        button: Button::main(w.sign_in_button()),
    }
}

/// `GET`: uses nothing up.
pub(crate) async fn show(visit: Visit, Query(form): Query<SignInForm>) -> Html<String> {
    let code = Some(form.code.into_exposed()).filter(|code| !code.is_empty());
    html(&page(&visit.place, code, false))
}

/// `POST`: the code for a session.
pub(crate) async fn send(
    State(portal): State<Portal>,
    mut visit: Visit,
    Form(form): Form<SignInForm>,
) -> Result<Response, Refusal> {
    let code = Hash::of(form.code.expose().trim());
    let secret = portal.sessions().sign_in(&code).await.map_err(|_| Refusal::Ours)?;
    let Some(secret) = secret else {
        "/sign-in".clone_into(&mut visit.place.path);
        return Ok(html_failed(&page(&visit.place, None, true)));
    };
    tracing::info!(request = %visit.request, "signed in");
    portal.announce_link(Some(&code)).await.map_err(|_| Refusal::Ours)?;
    let cookie = session_cookie(secret.reveal(), portal.tls());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&visit.place.href("/"))).into_response())
}
