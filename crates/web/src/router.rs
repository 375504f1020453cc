//! Every address of the portal. Each page has a Welsh twin under `/cy`.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::assets;
use crate::pages;
use crate::portal::Portal;
use crate::serving::{security_headers, visit};

/// No form of the portal is larger.
const BODY_BYTES: usize = 16 * 1024;
/// No page takes longer.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The whole portal.
pub(crate) fn router(portal: Portal) -> Router {
    Router::new()
        .merge(bilingual())
        .nest("/cy", bilingual())
        // As people type it.
        .route("/cy/", get(|| async { Redirect::to("/cy") }))
        .route(assets::style_sheet_path(), get(assets::style_sheet))
        .route(assets::mark_path(), get(assets::mark))
        .fallback(pages::not_found)
        .method_not_allowed_fallback(pages::not_found)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIME_LIMIT))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(portal.clone(), visit))
        .layer(from_fn_with_state(portal.clone(), security_headers))
        .with_state(portal)
}

fn bilingual() -> Router<Portal> {
    Router::new()
        // Signing in and out.
        .route("/sign-in", get(pages::sign_in::show).post(pages::sign_in::send))
        .route("/sign-out", post(pages::sign_out::send))
        // Finding and opening a person.
        .route("/", get(pages::search::show))
        .route("/search", get(pages::search::show).post(pages::search::send))
        .route("/search/{search}", get(pages::results::show))
        .route("/person/{golden}/reason", get(pages::reason::show).post(pages::reason::send))
        .route("/person/{golden}", get(pages::person::show))
        // Loads.
        .route("/loads", get(pages::loads::show))
        .route("/loads/{load}", get(pages::load::show))
        .route("/loads/{load}/report.html", get(pages::load::file))
        .route("/unlinkable", get(pages::unlinkable::show))
        // Jobs.
        .route("/jobs", get(pages::jobs::show))
        .route("/jobs/{job}/cancel", post(pages::jobs::cancel))
        .route("/jobs/{job}/retry", post(pages::jobs::retry))
        // About the portal.
        .route("/help", get(pages::help::show))
        .route("/accessibility", get(pages::accessibility::show))
        .route("/cookies", get(pages::cookies::show))
}
