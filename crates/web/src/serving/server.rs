//! The server itself.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;

use dolen_hub::{Hub, HubFault};
use dolen_model::{Clock, IdSource, SecretSource};

use super::{Tls, TlsFault, address, tls};
use crate::portal::Portal;
use crate::records::Records;
use crate::session::SessionFault;

/// Open requests get so long to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);
/// Most bytes of a request's line and headers.
const HEADER_BYTES: usize = 32 * 1024;
const HTTP_2_HEADER_BYTES: u32 = 32 * 1024;
/// A client has so long to send a request's line and headers, and so long may a connection rest between two requests.
const HEADER_TIME: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 15 });

/// How often it is looked whether the link was used.
const LINK_CHECK: Duration = Duration::from_secs(5);

/// A sign-in link that was made: the executable shows it to the operator, on the terminal and nowhere else.
#[derive(Clone)]
pub struct SignInLink {
    /// Address of the portal, `http://127.0.0.1:8080/`.
    pub address: String,
    /// Address that signs its opener in, once.
    pub link: String,
}

/// Called with the first link when the server listens, and with another each time one was used.
pub type Announce = Arc<dyn Fn(SignInLink) + Send + Sync>;

/// How to serve.
#[derive(Clone)]
pub struct ServeOptions {
    /// Address and port; port 0 takes a free one.
    pub address: SocketAddr,
    /// Certificate and key; without them only the loopback address is served.
    pub tls: Option<Tls>,
    /// Name of the user whom the sign-in links sign in, as the ledger records it.
    pub user: String,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids of requests.
    pub ids: Arc<dyn IdSource>,
    /// Randomness for codes and sessions.
    pub secrets: SecretSource,
    /// Where sign-in links go.
    pub announce: Announce,
}

/// Why the portal is not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeFault {
    /// Plain HTTP for other machines.
    #[error(
        "`{address}` can be reached by other machines and needs TLS: give a certificate and a key, or serve on 127.0.0.1"
    )]
    NeedsTls {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The certificate or the key.
    #[error(transparent)]
    Tls(#[from] TlsFault),
    /// The address is taken, or is none of this machine's.
    #[error("cannot listen on `{address}`: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// No randomness.
    #[error("the operating system gave no random bytes, so no sign-in link can be made")]
    Secrets,
    /// The hub did not take the sign-in link.
    #[error(transparent)]
    Hub(HubFault),
    /// The server broke off.
    #[error("the server stopped: {0}")]
    Stopped(std::io::Error),
}

impl From<SessionFault> for ServeFault {
    fn from(fault: SessionFault) -> Self {
        match fault {
            SessionFault::Secrets => Self::Secrets,
            SessionFault::Hub(fault) => Self::Hub(fault),
        }
    }
}

/// Serves the portal of a hub until `until` ends, and then lets open requests end.
///
/// # Errors
/// [`ServeFault`]; the address is judged before anything listens.
pub async fn serve(
    options: ServeOptions,
    hub: Arc<Hub>,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeFault> {
    let records = Records::Hub(Arc::clone(&hub));
    serve_records(options, hub, records, until).await
}

pub(crate) async fn serve_records(
    options: ServeOptions,
    hub: Arc<Hub>,
    records: Records,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeFault> {
    let asked = options.address;
    address::allow(asked, options.tls.is_some())?;
    let config = options.tls.as_ref().map(tls::configure).transpose()?;
    let fault = |source| ServeFault::Listen { address: asked, source };
    let listener = TcpListener::bind(asked).map_err(fault)?;
    listener.set_nonblocking(true).map_err(fault)?;
    let address = listener.local_addr().map_err(fault)?;
    let scheme = if config.is_some() { "https" } else { "http" };
    let portal = Portal::new(options, format!("{scheme}://{address}/"), hub, records);
    portal.announce_link(None).await?;
    let links = tokio::spawn(tell_links(portal.clone()));
    let routes = crate::router::router(portal.clone());
    let handle = Handle::new();
    tokio::spawn(stop(handle.clone(), until));
    let served = match config {
        Some(config) => {
            let mut server =
                axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(Arc::new(config))).map_err(fault)?;
            server.http_builder().http1().max_buf_size(HEADER_BYTES).header_read_timeout(HEADER_TIME);
            server.http_builder().http2().max_header_list_size(HTTP_2_HEADER_BYTES);
            server.first_request_timeout(HEADER_TIME).handle(handle).serve(routes.into_make_service()).await
        }
        None => {
            let mut server = axum_server::from_tcp(listener).map_err(fault)?;
            server.http_builder().http1().max_buf_size(HEADER_BYTES).header_read_timeout(HEADER_TIME);
            server.http_builder().http2().max_header_list_size(HTTP_2_HEADER_BYTES);
            server.first_request_timeout(HEADER_TIME).handle(handle).serve(routes.into_make_service()).await
        }
    };
    links.abort();
    // A link that could not be taken back is good for two hours more at most.
    drop(portal.withdraw_link().await);
    served.map_err(ServeFault::Stopped)
}

/// Tells the operator another link when the last was used at another process that serves the hub.
async fn tell_links(portal: Portal) {
    loop {
        tokio::time::sleep(LINK_CHECK).await;
        // What could not be asked now is asked again.
        drop(portal.announce_link(None).await);
    }
}

async fn stop(handle: Handle<SocketAddr>, until: impl Future<Output = ()> + Send) {
    until.await;
    handle.graceful_shutdown(Some(FAREWELL));
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::sync::mpsc;

    use dolen_model::{CountingIds, FixedClock, Timestamp};

    use super::*;
    use crate::fixture::{Fixture, hub};

    /// Serves until the test ends; the address as the link tells it.
    async fn served() -> String {
        let (tell, told) = mpsc::channel();
        let options = ServeOptions {
            address: "127.0.0.1:0".parse().unwrap(),
            tls: None,
            user: "Ann Practitioner".into(),
            clock: Arc::new(FixedClock(Timestamp(0))),
            ids: Arc::new(CountingIds::starting_at(1)),
            secrets: Arc::new(|bytes| {
                bytes.fill(1);
                true
            }),
            announce: Arc::new(move |link| tell.send(link.address).unwrap()),
        };
        let records = Records::Fixture(Arc::new(Fixture::default()));
        let (hub, folder) = hub(Arc::clone(&options.clock)).await;
        tokio::spawn(async move {
            let _folder = folder;
            serve_records(options, hub, records, std::future::pending()).await
        });
        let address = told.recv_timeout(Duration::from_secs(10)).unwrap();
        address.trim_start_matches("http://").trim_end_matches('/').to_owned()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_client_that_never_ends_its_request_is_let_go() {
        let address = served().await;
        let part = "GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        for begun in ["", part, &format!("{part}\r\n{part}")] {
            let mut client = TcpStream::connect(&address).unwrap();
            client.set_read_timeout(Some(HEADER_TIME * 5)).unwrap();
            client.write_all(begun.as_bytes()).unwrap();
            client.read_to_end(&mut Vec::new()).unwrap_or_else(|fault| panic!("`{begun}` is kept: {fault}"));
        }
    }
}
