//! The rules of the wire: addresses and TLS, headers, limits, the language of an address, faults as pages.

mod address;
mod headers;
mod host;
mod server;
mod tls;
mod visit;

pub(crate) use headers::security_headers;
pub(crate) use visit::{Visit, visit};

#[cfg(test)]
pub(crate) use server::serve_records;
pub use server::{Announce, ServeFault, ServeOptions, SignInLink, serve};
pub use tls::{Tls, TlsFault};
