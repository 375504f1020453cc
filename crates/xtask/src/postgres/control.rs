//! A server that tests kill, start again, or give no room, by a line on a port of the loopback address.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use anyhow::{Context, Result, bail};

use super::{Durability, Server};

/// A server that others may kill; dropping it ends it.
pub(crate) struct Controlled {
    server: Arc<Mutex<Server>>,
    port: u16,
}

impl Controlled {
    /// Starts one.
    pub(crate) fn start() -> Result<Self> {
        // Small pieces of its journal, so that a limit may be small that they fit in.
        let server = Arc::new(Mutex::new(Server::start_with(Durability::None, &["--wal-segsize", "1"])?));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port of 127.0.0.1 is free")?;
        let port = listener.local_addr()?.port();
        let weak = Arc::downgrade(&server);
        std::thread::spawn(move || {
            for asked in listener.incoming().map_while(Result::ok) {
                // The answer is for whoever asked, and he may be gone.
                drop(answer(&weak, asked));
            }
        });
        Ok(Self { server, port })
    }

    /// What tests are told by: the administrator's address, and where it is killed and started.
    pub(crate) fn environment(&self) -> [(&'static str, String); 2] {
        let url = self.server.lock().unwrap_or_else(PoisonError::into_inner).url();
        [("DOLEN_TEST_KILLED", url), ("DOLEN_TEST_KILLED_CONTROL", format!("127.0.0.1:{}", self.port))]
    }
}

/// Does what a line asks for and says `done`, or why not.
fn answer(server: &Weak<Mutex<Server>>, asked: TcpStream) -> Result<()> {
    let mut line = String::new();
    BufReader::new(&asked).read_line(&mut line)?;
    let Some(server) = server.upgrade() else { bail!("the server has ended") };
    let mut server = server.lock().unwrap_or_else(PoisonError::into_inner);
    let done = match line.trim().split_once(' ').unwrap_or((line.trim(), "")) {
        ("kill", "") => server.kill_hard(),
        ("start", "") => server.restart(),
        ("limit", bytes) => server.limit_files(bytes.parse().ok()),
        _ => Err(anyhow::anyhow!("`{}` is nothing that can be asked", line.trim())),
    };
    drop(server);
    let said = done.map_or_else(|fault| format!("{fault:#}"), |()| "done".to_owned());
    writeln!(&asked, "{said}")?;
    Ok(())
}
