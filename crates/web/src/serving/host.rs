//! The host that a request asks for, and the site that sent it.

use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, header};

/// Host and port that a request asks for; HTTP/2 has them in the address.
pub(super) fn of(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    if let Some(authority) = uri.authority() {
        return Some(authority.as_str().to_owned());
    }
    headers.get(header::HOST).map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned())
}

/// Whether a host is this machine by its own name. A page of another site can have its host's name point to this machine
/// and so read what is served here as if it were its own; the name that it asks for gives it away.
pub(super) fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Whether another site sent the request, whatever it carries. Browsers say where a request comes from; an older one that
/// does not still names the origin of a form, or hides it.
pub(super) fn is_foreign(headers: &HeaderMap, host: Option<&str>) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN).filter(|origin| *origin != "null") else { return false };
    let sender = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, sender)| sender);
    sender.is_none() || sender != host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_goes_by_few_names() {
        for host in ["127.0.0.1", "127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", ""]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
