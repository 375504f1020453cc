//! One request: its language, its page, its session; and every fault as a page of that language.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use dolen_hub::Whose;
use dolen_model::Language;

use crate::frame::{Place, SignedIn};
use crate::pages::{FaultKind, fault_response};
use crate::portal::Portal;
use crate::session::{Session, SessionFault, cookie_value};

use super::host;

/// What the handlers know of their request.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// Where the page is shown.
    pub(crate) place: Place,
    /// The session.
    pub(crate) session: Option<Session>,
    /// Id of the request, for the log and the page of a fault.
    pub(crate) request: String,
}

/// Finds language and session before the handler runs, and turns an error without a page into one with a page.
pub(crate) async fn visit(State(portal): State<Portal>, mut request: Request, next: Next) -> Response {
    let (language, path) = language_of(request.uri());
    let found = match cookie_value(request.headers(), portal.tls()) {
        Some(cookie) => portal.sessions().find(cookie).await,
        None => Ok(None),
    };
    // Whether somebody is signed in is not known then: neither is shown a page, nor sent to sign in.
    let broken = found.as_ref().err().map(|fault| match fault {
        SessionFault::Hub(fault) if fault.whose() == Whose::Caller => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    });
    let session = found.unwrap_or_default();
    let signed_in =
        session.as_ref().map(|session| SignedIn { user: session.user.clone(), form_token: session.form_token.clone() });
    let visit = Visit { place: Place { language, path, signed_in }, session, request: portal.next_id() };
    let asked = host::of(request.headers(), request.uri());
    let refused = if broken.is_some() {
        broken
    } else if !portal.tls() && asked.as_deref().is_some_and(|asked| !host::is_loopback(asked)) {
        Some(StatusCode::MISDIRECTED_REQUEST)
    } else if request.method() == Method::POST && host::is_foreign(request.headers(), asked.as_deref()) {
        Some(StatusCode::FORBIDDEN)
    } else {
        None
    };
    request.extensions_mut().insert(visit.clone());
    let mut response = match refused {
        Some(refused) => status(refused),
        None => next.run(request).await,
    };
    if is_bare_fault(&response) {
        tracing::info!(request = %visit.request, status = response.status().as_u16(), "a request was answered with a fault");
        response =
            fault_response(&readable(visit.place), kind_of(response.status()), response.status(), &visit.request);
    }
    if let Ok(value) = HeaderValue::from_str(&visit.request) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// The language of an address, and the address without it. What follows a second slash is another host to a browser, so
/// such a path never comes back in a link.
fn language_of(uri: &Uri) -> (Language, String) {
    let whole = uri.path_and_query().map_or("/", |whole| whole.as_str());
    let (language, path) = match whole.strip_prefix("/cy") {
        Some("") => (Language::Welsh, "/"),
        Some(rest) if rest.starts_with('/') => (Language::Welsh, rest),
        _ => (Language::English, whole),
    };
    let path = if path.starts_with("//") || path.starts_with("/\\") { "/" } else { path };
    (language, path.to_owned())
}

/// The place of a fault's page: its switch of languages is a link, and signing out has no page to link to.
fn readable(mut place: Place) -> Place {
    if place.path == "/sign-out" {
        "/".clone_into(&mut place.path);
    }
    place
}

fn is_bare_fault(response: &Response) -> bool {
    let page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    !page && (response.status().is_client_error() || response.status().is_server_error())
}

fn kind_of(status: StatusCode) -> FaultKind {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => FaultKind::NotFound,
        StatusCode::FORBIDDEN => FaultKind::Forbidden,
        StatusCode::PAYLOAD_TOO_LARGE => FaultKind::TooLarge,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => FaultKind::Timeout,
        StatusCode::SERVICE_UNAVAILABLE => FaultKind::Unavailable,
        status if status.is_client_error() => FaultKind::BadRequest,
        _ => FaultKind::Ours,
    }
}

fn status(status: StatusCode) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_addresss() {
        let of = |uri: &str| language_of(&uri.parse().unwrap());
        assert_eq!(of("/loads?x=1"), (Language::English, "/loads?x=1".to_owned()));
        assert_eq!(of("/cy"), (Language::Welsh, "/".to_owned()));
        assert_eq!(of("/cy/loads"), (Language::Welsh, "/loads".to_owned()));
        assert_eq!(of("/cyx"), (Language::English, "/cyx".to_owned()));
    }

    #[test]
    fn no_address_turns_into_a_link_to_another_host() {
        assert_eq!(language_of(&"/cy//example.org/".parse().unwrap()).1, "/");
        assert_eq!(language_of(&"//example.org/".parse().unwrap()).1, "/");
    }
}
