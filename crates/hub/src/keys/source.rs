//! Where the master key comes from.

use std::env::VarError;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dolen_ledger::{from_hexadecimal, hexadecimal};
use dolen_seal::Key;
use serde::{Deserialize, Serialize};

use super::KeyFault;

/// Bytes that are read at most: a key has 64, and a line end.
const MOST: u64 = 1_000;

/// The place of a key of 32 bytes, written as 64 hexadecimal digits: `file:PATH`, `env:NAME`, `command:PROGRAM ARGUMENT…`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub enum KeySource {
    /// A file; a relative path starts at the hub's folder.
    File(PathBuf),
    /// A variable of the environment.
    Environment(String),
    /// A program that prints it. It is started without a shell; blanks part its arguments.
    Command {
        /// The program.
        program: String,
        /// Its arguments.
        arguments: Vec<String>,
    },
}

impl TryFrom<String> for KeySource {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const KINDS: &str = "a key comes from `file:PATH`, `env:NAME` or `command:PROGRAM ARGUMENT…`";
        let (kind, rest) = text.split_once(':').ok_or(KINDS)?;
        let mut words = rest.split_whitespace().map(str::to_owned);
        match kind {
            _ if rest.trim().is_empty() => Err(KINDS),
            "file" => Ok(Self::File(PathBuf::from(rest))),
            "env" => Ok(Self::Environment(rest.trim().to_owned())),
            "command" => Ok(Self::Command { program: words.next().ok_or(KINDS)?, arguments: words.collect() }),
            _ => Err(KINDS),
        }
    }
}

impl From<KeySource> for String {
    fn from(source: KeySource) -> Self {
        match source {
            KeySource::File(path) => format!("file:{}", path.display()),
            KeySource::Environment(name) => format!("env:{name}"),
            KeySource::Command { program, arguments } => {
                std::iter::once(format!("command:{program}")).chain(arguments).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

impl fmt::Display for KeySource {
    /// Arguments of a program are left out: they may be nobody else's business.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command { program, .. } => write!(formatter, "command:{program}"),
            other => formatter.write_str(&String::from(other.clone())),
        }
    }
}

impl KeySource {
    /// Reads the key.
    ///
    /// # Errors
    /// [`KeyFault::Source`].
    pub(crate) fn read(&self, hub: &Path) -> Result<Key, KeyFault> {
        let fault = |detail: String| KeyFault::Source { place: self.to_string(), detail };
        let text = match self {
            Self::File(path) => {
                File::open(hub.join(path)).and_then(read).map_err(|source| fault(source.to_string()))?
            }
            Self::Environment(name) => std::env::var(name).map_err(|source| fault(unset(&source).to_owned()))?,
            Self::Command { program, arguments } => printed(program, arguments).map_err(fault)?,
        };
        let bytes = from_hexadecimal(text.trim()).ok_or_else(|| fault("a key is 64 hexadecimal digits".to_owned()))?;
        Ok(Key::new(bytes))
    }

    /// Path of the file, where it is one.
    pub(super) fn path(&self, hub: &Path) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(hub.join(path)),
            _ => None,
        }
    }
}

/// A key as its file holds it.
pub(super) fn text_of(key: &Key) -> String {
    format!("{}\n", hexadecimal(key.expose()))
}

/// Why a variable gives nothing. The words of the library would show what is in it.
const fn unset(fault: &VarError) -> &'static str {
    match fault {
        VarError::NotPresent => "the variable is not set",
        VarError::NotUnicode(_) => "a key is 64 hexadecimal digits",
    }
}

fn printed(program: &str, arguments: &[String]) -> Result<String, String> {
    let told = |source: std::io::Error| source.to_string();
    let mut command = Command::new(program);
    let mut process = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(told)?;
    // A program that prints more than a key is stopped by the end of its pipe.
    let text = process.stdout.take().map_or_else(|| Ok(String::new()), read);
    let status = process.wait().map_err(told)?;
    if !status.success() {
        return Err(format!("the program ended with {status}"));
    }
    text.map_err(told)
}

fn read(source: impl Read) -> std::io::Result<String> {
    let mut text = String::new();
    source.take(MOST).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> KeySource {
        KeySource::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_place_is_written_as_it_was_read() {
        for text in ["file:master.key", "file:/etc/dolen key", "env:DOLEN_MASTER", "command:vault read dolen"] {
            assert_eq!(String::from(source(text)), text);
        }
        for wrong in ["", "master.key", "file:", "env: ", "command:  ", "http://x"] {
            assert!(KeySource::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fault_names_the_place_and_shows_nothing_of_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let told = |text: &str| source(text).read(folder.path()).unwrap_err().to_string();
        assert!(told("file:none.key").contains("`file:none.key`"));
        assert!(told("env:DOLEN_NO_SUCH_VARIABLE").contains("`env:DOLEN_NO_SUCH_VARIABLE`"));
        std::fs::write(folder.path().join("short.key"), "abcdef").unwrap();
        let short = told("file:short.key");
        assert!(short.contains("64 hexadecimal digits") && !short.contains("abcdef"), "{short}");
        let failed = told("command:false --token=abcdef");
        assert!(failed.contains("`command:false`") && !failed.contains("abcdef"), "{failed}");
        assert!(told("command:dolen-no-such-program").contains("dolen-no-such-program"));
    }

    #[test]
    fn a_file_and_a_program_give_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("master.key"), Key::new([0xa7; 32]));
        std::fs::write(&path, text_of(&key)).unwrap();
        assert_eq!(source("file:master.key").read(folder.path()).unwrap(), key);
        assert_eq!(source(&format!("command:cat {}", path.display())).read(folder.path()).unwrap(), key);
    }
}
