//! A piece of network between a hub and its server that can be cut.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Passes bytes between whoever connects to it and a server.
#[derive(Clone)]
pub(super) struct Network {
    server: SocketAddr,
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Nobody gets through.
    is_down: bool,
    /// Both ends of what gets through.
    open: Vec<TcpStream>,
}

impl Network {
    /// To a server by the address that its administrator is told.
    pub(super) fn to(url: &str) -> Self {
        let port = url.rsplit_once(':').expect("a port").1.parse().expect("a port");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let server = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let network = Self { server, port: listener.local_addr().expect("its port").port(), state: Arc::default() };
        let accepting = network.clone();
        // It ends with the tests.
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                accepting.connect(client);
            }
        });
        network
    }

    /// The same address by way of this.
    pub(super) fn through(&self, url: &str) -> String {
        format!("{}:{}", url.rsplit_once(':').expect("a port").0, self.port)
    }

    /// Cuts every connection; others get through.
    pub(super) fn cut(&self) {
        for stream in self.state().open.drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Cuts every connection, and nobody gets through until [`Network::mend`].
    pub(super) fn bring_down(&self) {
        self.state().is_down = true;
        self.cut();
    }

    pub(super) fn mend(&self) {
        self.state().is_down = false;
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connect(&self, client: TcpStream) {
        let mut state = self.state();
        if state.is_down {
            return;
        }
        let Ok(server) = TcpStream::connect(self.server) else { return };
        let again = |stream: &TcpStream| stream.try_clone().expect("a second handle");
        state.open.extend([again(&client), again(&server)]);
        let ways = [(again(&client), again(&server)), (server, client)];
        for (from, to) in ways {
            thread::spawn(move || pass(from, to));
        }
    }
}

/// Passes on what comes, until one side ends.
fn pass(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 65536];
    while let Ok(read) = from.read(&mut bytes) {
        if read == 0 || to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    drop(to.shutdown(Shutdown::Both));
}
