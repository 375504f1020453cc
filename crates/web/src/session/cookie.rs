//! The session's cookie. Over TLS its name carries the prefix that binds it to this very host.

use axum::http::{HeaderMap, header};

/// Name over plain HTTP, which only the loopback address has.
const COOKIE_PLAIN: &str = "dolen_session";
/// Name over TLS.
const COOKIE_SECURE: &str = "__Host-dolen_session";

/// The cookie of a session that begins.
pub(crate) fn session_cookie(secret: &str, tls: bool) -> String {
    if tls {
        format!("{COOKIE_SECURE}={secret}; Path=/; HttpOnly; SameSite=Strict; Secure")
    } else {
        format!("{COOKIE_PLAIN}={secret}; Path=/; HttpOnly; SameSite=Strict")
    }
}

/// The cookie that removes it.
pub(crate) fn expired_cookie(tls: bool) -> String {
    format!("{}; Max-Age=0", session_cookie("", tls))
}

/// The secret that a request carries.
pub(crate) fn cookie_value(headers: &HeaderMap, tls: bool) -> Option<&str> {
    let wanted = if tls { COOKIE_SECURE } else { COOKIE_PLAIN };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}
