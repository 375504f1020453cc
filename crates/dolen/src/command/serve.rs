//! `dolen serve`, and the portal at the end of `dolen demo`.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dolen_hub::Hub;
use dolen_web::{Announce, ServeFault, ServeOptions, SignInLink, Tls, serve};
use serde::Serialize;

use super::beside::Beside;
use super::opening;
use crate::fault::{Fault, Outcome};
use crate::machine::{RandomIds, SystemClock, actor, fill_random};
use crate::output;
use crate::progress::say;

/// The port that is tried first; the ones after it are tried while it is taken.
const FIRST_PORT: u16 = 8080;
/// How many ports are tried.
const PORTS_TRIED: u16 = 100;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Address and port; any but the loopback address needs TLS [default: 127.0.0.1:8080, or the next free port]
    #[arg(long, value_name = "ADDRESS:PORT")]
    address: Option<SocketAddr>,
    /// Certificate chain, PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// Private key, PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// Prints address and first link as one JSON document; further links go to standard error
    #[arg(long)]
    json: bool,
}

/// Serves the portal until it is interrupted.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    let tls = match (&arguments.tls_certificate, &arguments.tls_key) {
        (Some(certificate), Some(key)) => Some(Tls { certificate: certificate.clone(), key: key.clone() }),
        _ => None,
    };
    let address = arguments.address.map_or_else(free_address, Ok)?;
    let is_json = arguments.json;
    let is_first = AtomicBool::new(true);
    let announce: Announce = Arc::new(move |made| {
        drop(match (is_json, is_first.swap(false, Ordering::Relaxed)) {
            (true, true) => output::json(&Portal::of(&made)),
            (true, false) => {
                say(&lines(&made));
                Ok(())
            }
            (false, _) => output::text(&lines(&made)),
        });
    });
    opened.runtime.block_on(portal(Arc::clone(&opened.hub), address, tls, announce))
}

/// Where the portal is, for a program.
#[derive(Serialize)]
pub(crate) struct Portal<'a> {
    address: &'a str,
    sign_in: &'a str,
}

impl<'a> Portal<'a> {
    pub(crate) const fn of(made: &'a SignInLink) -> Self {
        Self { address: made.address.as_str(), sign_in: made.link.as_str() }
    }
}

/// What the operator is told of a link.
pub(crate) fn lines(made: &SignInLink) -> String {
    format!(
        "portal:  {}\nsign in: {}  (works once; the next is shown here when it was used)\nstop with Ctrl-C",
        made.address, made.link
    )
}

/// Serves a hub until SIGINT or SIGTERM; open requests are let end.
pub(crate) async fn portal(hub: Arc<Hub>, address: SocketAddr, tls: Option<Tls>, announce: Announce) -> Outcome {
    let options = ServeOptions {
        address,
        tls,
        user: actor(),
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
        secrets: Arc::new(fill_random),
        announce,
    };
    let mut beside = Beside::new();
    let (worker, index, leader) = (Arc::clone(&hub), Arc::clone(&hub), Arc::clone(&hub));
    beside.begin(async move { dolen_hub::job::work(&worker, &actor()).await });
    beside.begin(async move { dolen_hub::index::follow(&index).await });
    beside.begin(async move { dolen_hub::lead::lead(&leader, &actor()).await });
    let served = serve(options, hub, interrupted()).await;
    // What they were at is found by whoever opens the hub next.
    beside.end().await;
    served.map_err(|fault| match fault {
        ServeFault::NeedsTls { .. } => Fault::caller(fault).hint("--tls-certificate FILE --tls-key FILE"),
        ServeFault::Tls(_) => Fault::caller(fault),
        ServeFault::Listen { .. } => Fault::caller(fault).hint("choose another with --address"),
        ServeFault::Hub(fault) => opening::fault(fault),
        ServeFault::Secrets | ServeFault::Stopped(_) => Fault::ours(fault),
    })
}

/// The first free port of the loopback address from 8080 on.
pub(crate) fn free_address() -> Outcome<SocketAddr> {
    let addresses = (FIRST_PORT..FIRST_PORT + PORTS_TRIED).map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    addresses.into_iter().find(|address| TcpListener::bind(address).is_ok()).ok_or_else(|| {
        Fault::caller(format!("the ports {FIRST_PORT} to {} are all taken", FIRST_PORT + PORTS_TRIED - 1))
            .hint("choose one with --address 127.0.0.1:PORT")
    })
}

/// Ends when the process is asked to stop.
async fn interrupted() {
    let interrupt = async {
        // Without a handler the signal ends the process by itself; waiting for ever is then right.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    () = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
    say("stopping");
}
