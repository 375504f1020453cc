//! A PostgreSQL of the repository's own: in a temporary folder, on a free port of the loopback address, gone when it is
//! dropped. Nothing of the machine's own PostgreSQL but its programs is used or changed.

mod account;
mod certificate;
mod control;
mod folder;
mod hold;
mod processes;
mod programs;
#[cfg(test)]
mod tests;

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use self::account::Account;
pub(crate) use self::control::Controlled;
use self::folder::Folder;
pub(crate) use self::hold::{Arguments, postgres};
pub(crate) use self::programs::Programs;
use crate::run::output;

/// Name of the role that may do all.
const ADMINISTRATOR: &str = "dolen_admin";
/// How often a port is tried: between finding it free and listening on it, somebody else may take it.
const TRIES: u32 = 5;
/// How long a server may take to accept connections.
const PATIENCE: Duration = Duration::from_secs(30);
/// What the server says when it accepts connections.
const READY: &[u8] = b"database system is ready to accept connections";
/// Where what the server says is kept, in its folder.
const LOG: &str = "log";
/// Lines of it that a failure shows.
const SHOWN_LINES: usize = 12;
/// Bytes of the administrator's password.
const PASSWORD_BYTES: usize = 16;

/// What a commit survives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// The end of the server's process, not of the machine: nothing waits for the disk.
    None,
    /// A cut of the power too. The server has the settings that are recommended for use.
    Full,
}

/// Those settings.
const OF_USE: &str = include_str!("../../../../docs/postgresql.conf");

/// A running server; dropping it ends the process and removes its files.
pub(crate) struct Server {
    programs: Programs,
    account: Account,
    folder: Folder,
    process: Child,
    port: u16,
    password: String,
    durability: Durability,
}

impl Server {
    /// Makes a new cluster (UTF-8, byte order, passwords, TLS) and serves it. Installs PostgreSQL where it is missing and
    /// that may be done; removes what runs that were killed have left.
    pub(crate) fn start(durability: Durability) -> Result<Self> {
        Self::start_with(durability, &[])
    }

    /// The same, of a cluster that `initdb` is told more of.
    fn start_with(durability: Durability, told: &[&str]) -> Result<Self> {
        let programs = Programs::find_or_install()?;
        let account = Account::choose()?;
        folder::remove_abandoned(&programs, &account);
        let folder = Folder::make(&account)?;
        let password = password()?;
        make_cluster(&programs, &account, folder.path(), &password, told)?;
        certificate::make(&account, folder.path())?;
        let (process, port) = serve(&programs, &account, folder.path(), durability)?;
        Ok(Self { programs, account, folder, process, port, password, durability })
    }

    /// What tests are told by: the administrator's address, and the certificate that the server's own is signed by.
    pub(crate) fn environment(&self) -> [(&'static str, String); 2] {
        let root = certificate::authority(self.folder.path());
        [("DOLEN_TEST_POSTGRES", self.url()), ("DOLEN_TEST_POSTGRES_ROOT", root.display().to_string())]
    }

    /// The administrator's address of a database.
    pub(crate) fn database(&self, name: &str) -> String {
        let Self { port, password, .. } = self;
        format!("postgres://{ADMINISTRATOR}:{password}@127.0.0.1:{port}/{name}")
    }

    fn url(&self) -> String {
        self.database("postgres")
    }

    /// Kills every process of it at once.
    fn kill_hard(&mut self) -> Result<()> {
        processes::kill(&mut self.process)
    }

    /// Lets it write no file that is larger than so many bytes, or any again. It tells that as a full disk where the last block
    /// that fits in does not fit in whole.
    fn limit_files(&self, bytes: Option<u64>) -> Result<()> {
        let bytes = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let process = self.process.id().to_string();
        // By its own account, which may where root in a container may not. What serves one connection has what its parent had
        // when the connection was made.
        let mut limit = self.account.command(Path::new("prlimit"), self.folder.path());
        limit.args(["--pid", &process, &format!("--fsize={bytes}:unlimited")]);
        output(limit).map(drop)
    }

    /// Starts it again at the same port, when it was killed.
    fn restart(&mut self) -> Result<()> {
        let Self { programs, account, folder, durability, port, .. } = self;
        for _ in 1..TRIES {
            // What it had shared with processes that are just ending may still be there.
            if let Ok(process) = serve_at(programs, account, folder.path(), *durability, *port) {
                self.process = process;
                return Ok(());
            }
        }
        self.process = serve_at(programs, account, folder.path(), *durability, *port)?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        folder::stop(&self.programs, &self.account, self.folder.path());
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The locale is not `C`, although C.UTF-8 sorts alike: what asks for byte order must say so itself.
fn make_cluster(programs: &Programs, account: &Account, folder: &Path, password: &str, told: &[&str]) -> Result<()> {
    let secret = folder.join("password");
    account.write(&secret, password.as_bytes())?;
    let mut initdb = account.command(&programs.path("initdb"), folder);
    initdb
        .args(["--username", ADMINISTRATOR, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"])
        .args(told)
        .args(["--no-sync", "--no-instructions", "--pwfile"])
        .arg(&secret)
        .arg("--pgdata")
        .arg(folder::data(folder));
    output(initdb)?;
    std::fs::remove_file(&secret).with_context(|| format!("could not remove {}", secret.display()))
}

/// Starts the server, on another port where the one found free was taken meanwhile.
fn serve(programs: &Programs, account: &Account, folder: &Path, durability: Durability) -> Result<(Child, u16)> {
    for _ in 1..TRIES {
        let port = free_port()?;
        if let Ok(process) = serve_at(programs, account, folder, durability, port) {
            return Ok((process, port));
        }
    }
    let port = free_port()?;
    Ok((serve_at(programs, account, folder, durability, port)?, port))
}

fn serve_at(programs: &Programs, account: &Account, folder: &Path, durability: Durability, port: u16) -> Result<Child> {
    let mut command = account.command(&programs.path("postgres"), folder);
    command.arg("-D").arg(folder::data(folder)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    for setting in settings(folder, durability, port) {
        command.args(["-c", &setting]);
    }
    let mut process = command.spawn().context("could not start PostgreSQL")?;
    let said = process.stderr.take().context("PostgreSQL has no output")?;
    let log = folder.join(LOG);
    // A statement that failed is in it, as it stands.
    let written = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&log);
    let written = written.with_context(|| format!("could not write {}", log.display()))?;
    let Err(fault) = follow(said, written).recv_timeout(PATIENCE) else { return Ok(process) };
    drop(process.kill());
    drop(process.wait());
    let why = match fault {
        RecvTimeoutError::Timeout => format!("was not ready after {} s", PATIENCE.as_secs()),
        RecvTimeoutError::Disconnected => "ended at once".to_owned(),
    };
    bail!("PostgreSQL {why}; the end of what it said:\n{}", last_lines(&log));
}

fn settings(folder: &Path, durability: Durability, port: u16) -> Vec<String> {
    let flushed = if durability == Durability::Full { "on" } else { "off" };
    let (certificate, key) = (certificate::server(folder), certificate::server_key(folder));
    let mut settings = vec![
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={}", folder.display()),
        "max_connections=200".to_owned(),
        "ssl=on".to_owned(),
        format!("ssl_cert_file={}", certificate.display()),
        format!("ssl_key_file={}", key.display()),
        format!("fsync={flushed}"),
        // A process that is killed loses what it had not yet given to the system.
        "synchronous_commit=on".to_owned(),
        format!("full_page_writes={flushed}"),
    ];
    if durability == Durability::Full {
        let of_use = OF_USE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
        settings.extend(of_use.map(|(name, value)| format!("{}={}", name.trim(), value.trim())));
    }
    settings
}

/// Writes what the server says to its log for as long as it runs, and tells when it accepts connections.
fn follow(said: ChildStderr, mut log: File) -> Receiver<()> {
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(said).split(b'\n').map_while(Result::ok) {
            drop(log.write_all(&[&line, b"\n".as_slice()].concat()));
            if line.ends_with(READY) {
                let _ = tell.send(());
            }
        }
    });
    told
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(SHOWN_LINES)..).unwrap_or_default().join("\n")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port of 127.0.0.1 is free")?;
    Ok(listener.local_addr()?.port())
}

/// Random bytes in hexadecimal. Read from the kernel's own file: it saves this package a dependency, and PostgreSQL's
/// account needs a Unix in any case.
fn password() -> Result<String> {
    let mut bytes = [0; PASSWORD_BYTES];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("could not read /dev/urandom")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
