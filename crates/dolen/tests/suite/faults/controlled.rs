//! A server of PostgreSQL that may be killed, or get no room: whoever runs the tests keeps it and does that when asked.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Database, pause, setting};

/// One test at a time has it.
static TAKEN: Mutex<()> = Mutex::new(());

/// The server, for one test.
pub(super) struct Controlled {
    /// Its address as administrator, without a database.
    server: String,
    _taken: MutexGuard<'static, ()>,
}

impl Controlled {
    /// Where there is none, that is told.
    pub(super) fn take(test: &str) -> Option<Self> {
        let url: String = setting("DOLEN_TEST_KILLED", String::new());
        let Some((server, _)) = url.rsplit_once('/') else {
            eprintln!("skipped, because DOLEN_TEST_KILLED is not set (`cargo xtask test` sets it): {test}");
            return None;
        };
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Self { server: server.to_owned(), _taken: taken })
    }

    pub(super) fn database(&self) -> Database {
        Database::Server(self.server.clone())
    }

    /// Kills it with every process of it, and starts it again after a while.
    pub(super) fn interrupt(&self, outage: Duration) {
        self.ask("kill");
        pause(outage);
        self.ask("start");
    }

    /// Lets it write no file of more bytes, for connections that are made from now on.
    pub(super) fn limit(&self, bytes: u64) {
        self.ask(&format!("limit {bytes}"));
    }

    /// Lets it write any file.
    pub(super) fn make_room(&self) {
        self.ask("limit none");
    }

    fn ask(&self, what: &str) {
        let control: String = setting("DOLEN_TEST_KILLED_CONTROL", String::new());
        let mut stream = TcpStream::connect(control).expect("who keeps the server");
        writeln!(stream, "{what}").expect("who keeps the server");
        let mut said = String::new();
        BufReader::new(stream).read_line(&mut said).expect("who keeps the server");
        assert_eq!(said.trim(), "done", "{what} of {}", self.server.rsplit_once(':').map_or("?", |(_, port)| port));
    }
}
