//! A database on a server, instead of the file in the hub's folder: `[database]` of `hub.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use dolen_store::{Grown, Home, MIGRATIONS, Server};
use serde::{Deserialize, Serialize};

use crate::HubFault;

/// Bytes of the longest password that is read.
const LONGEST_PASSWORD: u64 = 4_096;

/// Where the database of a hub is, and how the program signs in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `postgres://user@host:port/database`, without a password.
    pub url: String,
    /// Where the password is: `file:PATH` (a relative path starts at the hub's folder) or `env:NAME`. None: the server asks
    /// for none, or the user's password file has it.
    pub password: Option<String>,
    /// Certificates (PEM) that the server's own is verified by, beside those that this machine trusts.
    pub root_certificate: Option<PathBuf>,
}

/// A database on a server that is to hold a new hub. It has no `Debug`: it holds passwords.
pub struct NewDatabase {
    pub(crate) administrator: Server,
    pub(crate) password: String,
    pub(crate) salt: [u8; 16],
}

impl NewDatabase {
    /// The database at an administrator's address. `random` becomes the password of the program's role, and its salt.
    ///
    /// # Errors
    /// [`HubFault::Store`] where it is no address.
    pub fn at(url: &str, random: [u8; 48]) -> Result<Self, HubFault> {
        let (password, salt) = random.split_at(32);
        let salt = salt.try_into().map_err(|_| HubFault::Internal("48 bytes are 32 and 16".to_owned()))?;
        let password = dolen_ledger::hexadecimal(password);
        Ok(Self { administrator: Server::parse(url)?, password, salt })
    }
}

impl Database {
    /// File of the hub's folder that keeps the password of the program's role.
    pub(crate) const PASSWORD: &str = "database.password";

    /// The section of `hub.toml` for a server.
    pub(crate) fn section(server: &Server) -> String {
        format!(
            "\n# The database on a server. The program's role of it can neither change nor remove what the ledger says.\n\
             [database]\nurl = {:?}\npassword = \"file:{}\"\n",
            server.address(),
            Self::PASSWORD
        )
    }

    /// Where the store finds it.
    pub(crate) fn home(&self, folder: &Path) -> Result<Home, HubFault> {
        let mut server = Server::parse(&self.url)?;
        if let Some(source) = &self.password {
            server = server.with_password(&read_password(source, folder)?);
        }
        if let Some(file) = &self.root_certificate {
            let file = folder.join(file);
            fs::metadata(&file).map_err(|fault| HubFault::file(&file, "read", fault))?;
            server = server.with_root_certificate(&file);
        }
        Ok(Home::on(folder, server))
    }
}

/// Brings the database at an administrator's address to this version's schema.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn upgrade(url: &str) -> Result<Grown, HubFault> {
    Ok(dolen_store::upgrade(&Server::parse(url)?, MIGRATIONS).await?)
}

fn read_password(source: &str, folder: &Path) -> Result<String, HubFault> {
    let wrong = |detail: String| HubFault::Configuration { path: folder.join("hub.toml"), detail };
    let text = match source.split_once(':') {
        Some(("file", path)) => {
            let path = folder.join(path);
            let length = fs::metadata(&path).map_err(|fault| HubFault::file(&path, "read", fault))?.len();
            if length > LONGEST_PASSWORD {
                return Err(wrong(format!("`database.password`: {} is too long for a password", path.display())));
            }
            fs::read_to_string(&path).map_err(|fault| HubFault::file(&path, "read", fault))?
        }
        Some(("env", name)) => std::env::var(name)
            .map_err(|_| wrong(format!("`database.password`: the environment has no variable `{name}`")))?,
        _ => return Err(wrong("`database.password` is `file:PATH` or `env:NAME`".to_owned())),
    };
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_read_from_where_the_configuration_says() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret"), "pa55 word\n").unwrap();
        assert_eq!(read_password("file:secret", folder.path()).unwrap(), "pa55 word");
        for (source, told) in [("pa55word", "file:PATH"), ("file:none", "none"), ("env:DOLEN_NOT_SET", "DOLEN_NOT_SET")]
        {
            let fault = read_password(source, folder.path()).unwrap_err().to_string();
            assert!(fault.contains(told) && !fault.contains("pa55word"), "{fault}");
        }
        fs::write(folder.path().join("secret"), "x".repeat(5_000)).unwrap();
        assert!(read_password("file:secret", folder.path()).is_err());
    }

    #[test]
    fn the_section_of_a_new_hub_is_read_back() {
        let server = Server::parse("postgres://hub_app@db.example:5433/hub").unwrap();
        let text = format!("{}{}", crate::Configuration::template(), Database::section(&server));
        let database = crate::Configuration::parse(&text).unwrap().database.unwrap();
        assert_eq!(database.url, "postgres://hub_app@db.example:5433/hub");
        assert_eq!(database.password.as_deref(), Some("file:database.password"));
    }
}
