//! Where a server is, and who asks it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::StoreFault;

/// Characters of the longest name of a database: its roles add a few, and PostgreSQL cuts names after 63 bytes.
const NAME: usize = 50;

/// A database on a server of PostgreSQL, and who asks it. Its password is never shown.
#[derive(Clone)]
pub struct Server {
    options: PgConnectOptions,
}

impl Server {
    /// Reads `postgres://user:password@host:port/database`. A host that is not this machine is reached by TLS with its
    /// certificate and name verified, and by nothing less.
    ///
    /// # Errors
    /// [`StoreFault::Address`].
    pub fn parse(url: &str) -> Result<Self, StoreFault> {
        let wrong = |detail: &'static str| StoreFault::Address(detail);
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(wrong(
                "it begins with `postgres://`, then user, host and database: `postgres://user@host/database`",
            ));
        }
        // What the driver says of a text that it cannot read may hold the password.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| wrong("it is not of the form `postgres://user@host:port/database`"))?;
        let is_named = options.get_database().is_some_and(|name| !name.is_empty() && name.len() <= NAME);
        if !is_named {
            return Err(wrong(
                "it names a database of at most 50 bytes behind the host: `postgres://user@host/database`",
            ));
        }
        let server = Self { options: options.application_name("dolen") };
        if server.is_this_machine() {
            return Ok(server);
        }
        let is_said = url.contains("sslmode=") || url.contains("ssl-mode=");
        match server.options.get_ssl_mode() {
            PgSslMode::VerifyFull => Ok(server),
            _ if !is_said => Ok(Self { options: server.options.ssl_mode(PgSslMode::VerifyFull) }),
            _ => Err(wrong("a server on another machine is reached by `sslmode=verify-full` and nothing less")),
        }
    }

    /// The same database, asked by another user.
    #[must_use]
    pub fn asked_by(&self, user: &str, password: &str) -> Self {
        Self { options: self.options.clone().username(user).password(password) }
    }

    /// The same, with the password of its user.
    #[must_use]
    pub fn with_password(&self, password: &str) -> Self {
        Self { options: self.options.clone().password(password) }
    }

    /// The same, with a file of certificates (PEM) by which the server's own is verified, beside those that this machine
    /// trusts.
    #[must_use]
    pub fn with_root_certificate(&self, file: &Path) -> Self {
        Self { options: self.options.clone().ssl_root_cert(file).ssl_mode(PgSslMode::VerifyFull) }
    }

    /// Name of the database.
    pub fn database(&self) -> &str {
        self.options.get_database().unwrap_or_default()
    }

    /// Name of the user.
    pub fn user(&self) -> &str {
        self.options.get_username()
    }

    /// The address without a password, for a configuration and for people.
    pub fn address(&self) -> String {
        format!("postgres://{}@{}", encoded(self.user()), self.behind_the_user())
    }

    /// The address of the database, whoever asks it.
    pub fn place(&self) -> String {
        format!("postgres://{}", self.behind_the_user())
    }

    fn behind_the_user(&self) -> String {
        let host = match self.options.get_socket() {
            Some(folder) => encoded(&folder.display().to_string()),
            None => self.options.get_host().to_owned(),
        };
        format!("{host}:{}/{}", self.options.get_port(), encoded(self.database()))
    }

    pub(super) const fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    fn is_this_machine(&self) -> bool {
        let host = self.options.get_host();
        let is_loopback =
            host.trim_matches(['[', ']']).parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback());
        self.options.get_socket().is_some() || host.starts_with('/') || host == "localhost" || is_loopback
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.address())
    }
}

/// A part of an address with every byte but letters, digits and a few marks as `%` and two hexadecimal digits.
fn encoded(part: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    part.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_machine_is_reached_by_verified_tls_alone() {
        let far = Server::parse("postgres://app@db.example/hub").unwrap();
        assert!(matches!(far.options.get_ssl_mode(), PgSslMode::VerifyFull));
        for mode in ["disable", "allow", "prefer", "require", "verify-ca"] {
            let fault = Server::parse(&format!("postgres://app@db.example/hub?sslmode={mode}")).unwrap_err();
            assert!(fault.to_string().contains("verify-full"), "{mode}: {fault}");
        }
        assert!(Server::parse("postgres://app@db.example/hub?sslmode=verify-full").is_ok());
    }

    #[test]
    fn this_machine_needs_no_certificate() {
        for host in ["127.0.0.1", "localhost", "[::1]", "%2Fvar%2Frun%2Fpostgresql"] {
            let near = Server::parse(&format!("postgres://app@{host}:5433/hub")).unwrap();
            assert!(!matches!(near.options.get_ssl_mode(), PgSslMode::VerifyFull), "{host}");
            let again = Server::parse(&near.address()).unwrap();
            assert_eq!(again.address(), near.address());
        }
    }

    #[test]
    fn a_password_is_in_no_text() {
        let server = Server::parse("postgres://app:pa55word@127.0.0.1/hub").unwrap();
        assert!(!format!("{server:?} {}", server.address()).contains("pa55word"));
        for url in ["mysql://app:pa55word@host/hub", "postgres://app:pa55word@:x/hub", "postgres://app:pa55word@host"] {
            assert!(!Server::parse(url).unwrap_err().to_string().contains("pa55word"), "{url}");
        }
    }
}
