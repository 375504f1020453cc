//! Where the portal may listen without TLS.

use std::net::SocketAddr;

use super::ServeFault;

/// Plain HTTP is for this machine alone.
///
/// # Errors
/// [`ServeFault::NeedsTls`] for any other address without TLS.
pub(super) fn allow(address: SocketAddr, tls: bool) -> Result<(), ServeFault> {
    if tls || address.ip().to_canonical().is_loopback() { Ok(()) } else { Err(ServeFault::NeedsTls { address }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_the_loopback_address_only() {
        for address in ["127.0.0.1:80", "127.8.0.1:1", "[::1]:8080", "[::ffff:127.0.0.1]:80"] {
            assert!(allow(address.parse().unwrap(), false).is_ok(), "{address}");
        }
        for address in ["0.0.0.0:80", "192.168.1.4:80", "[::]:80", "[2001:db8::1]:443", "[::ffff:10.0.0.1]:80"] {
            let refused = allow(address.parse().unwrap(), false).unwrap_err().to_string();
            assert!(refused.contains("TLS"), "{refused}");
            assert!(allow(address.parse().unwrap(), true).is_ok(), "{address}");
        }
    }
}
