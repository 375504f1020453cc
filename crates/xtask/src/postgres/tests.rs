//! A server is started, asked and stopped where PostgreSQL is installed.

use std::net::TcpStream;
use std::path::{Path, PathBuf};

use super::*;

/// What the server answers to one statement over a connection that checks the server's certificate.
fn ask(server: &Server, statement: &str) -> String {
    let [(_, address), (_, root)] = server.environment();
    let mut psql = server.account.command(&server.programs.path("psql"), server.folder.path());
    psql.arg(format!("{address}?sslmode=verify-full&sslrootcert={root}"));
    psql.args(["--no-psqlrc", "--tuples-only", "--no-align", "--command", statement]);
    output(psql).expect("an answer").trim().to_owned()
}

fn listens(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// As if the run that has started it was killed: its files stay, the lock on them goes, the server runs on.
fn abandon(mut server: Server) -> (PathBuf, u16) {
    drop(server.folder.held.take());
    let left = (server.folder.path().to_path_buf(), server.port);
    std::mem::forget(server);
    left
}

fn mode(path: &Path) -> u32 {
    std::os::unix::fs::MetadataExt::mode(&path.metadata().expect("there")) & 0o777
}

#[test]
fn a_server_serves_until_it_is_dropped_and_one_left_behind_is_removed() {
    if Programs::find().is_none() {
        println!("skipped: PostgreSQL is not installed; `cargo xtask setup` installs it");
        return;
    }
    let server = Server::start(Durability::None).expect("a server");
    assert_eq!(
        (ask(&server, "SHOW server_encoding"), ask(&server, "SHOW fsync")),
        ("UTF8".to_owned(), "off".to_owned())
    );
    let folder = server.folder.path();
    assert_eq!(mode(&certificate::authority(folder)) & 0o004, 0o004, "tests of any account read the certificate");
    assert_eq!((mode(&certificate::server_key(folder)), mode(&folder::data(folder))), (0o600, 0o700));
    assert!(!folder.join("password").exists());

    let (left_behind, its_port) = abandon(server);
    assert!(listens(its_port));
    let next = Server::start(Durability::Full).expect("a second server");
    assert!(!left_behind.exists() && !listens(its_port));
    assert_eq!(ask(&next, "SHOW fsync"), "on");
    assert_eq!(ask(&next, "SHOW shared_buffers"), "2GB", "the settings of use");

    let (folder, port) = (next.folder.path().to_path_buf(), next.port);
    drop(next);
    assert!(!folder.exists() && !listens(port));
}
