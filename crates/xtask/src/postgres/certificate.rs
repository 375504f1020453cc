//! A certificate for the server, and the authority that signs it, so that tests can hold a connection to its checks.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::account::Account;
use crate::run::output;

/// What is asked of `openssl`, whatever the machine's own configuration says. Names go on its command line.
const REQUEST: &str = "\
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
";
const REQUEST_FILE: &str = "certificates.cnf";
/// What both requests for a key say.
const KEY: [&str; 7] = ["-config", REQUEST_FILE, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
const AUTHORITY: &str = "authority.crt";
const AUTHORITY_KEY: &str = "authority.key";
const SERVER: &str = "server.crt";
const SERVER_KEY: &str = "server.key";
const SERVER_REQUEST: &str = "server.csr";
/// Longer than any run.
const DAYS: [&str; 2] = ["-days", "365"];

/// The authority's certificate, which everybody may read.
pub(super) fn authority(folder: &Path) -> PathBuf {
    folder.join(AUTHORITY)
}

/// The server's certificate, for `localhost` and 127.0.0.1.
pub(super) fn server(folder: &Path) -> PathBuf {
    folder.join(SERVER)
}

/// The key of the server's certificate, which only its account may read.
pub(super) fn server_key(folder: &Path) -> PathBuf {
    folder.join(SERVER_KEY)
}

/// Makes both in `folder`.
pub(super) fn make(account: &Account, folder: &Path) -> Result<()> {
    account.write(&folder.join(REQUEST_FILE), REQUEST.as_bytes())?;
    let openssl = |parts: &[&[&str]]| {
        let mut openssl = account.command(Path::new("openssl"), folder);
        openssl.args(parts.concat());
        output(openssl).context("no certificate for the private PostgreSQL: is `openssl` installed?")
    };
    let of_authority = ["-subj", "/CN=Dolen tests", "-keyout", AUTHORITY_KEY, "-out", AUTHORITY];
    openssl(&[&["req", "-x509"], &KEY, &["-extensions", "authority"], &DAYS, &of_authority])?;
    let of_server = ["-subj", "/CN=localhost", "-keyout", SERVER_KEY, "-out", SERVER_REQUEST];
    openssl(&[&["req", "-new"], &KEY, &of_server])?;
    let signed_by = ["-CA", AUTHORITY, "-CAkey", AUTHORITY_KEY, "-CAcreateserial"];
    let extended = ["-extfile", REQUEST_FILE, "-extensions", "server", "-out", SERVER];
    openssl(&[&["x509", "-req", "-in", SERVER_REQUEST], &signed_by, &DAYS, &extended])?;
    let public = authority(folder);
    std::fs::set_permissions(&public, Permissions::from_mode(0o644))
        .with_context(|| format!("could not open {} to everybody", public.display()))
}
