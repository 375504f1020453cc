//! A small demo with its portal, for tests that use a browser.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use serde::Deserialize;

/// A running portal; dropping it ends the process.
pub(crate) struct Portal {
    process: Child,
    /// Address of the portal, such as `http://127.0.0.1:8080`.
    pub(crate) address: String,
    /// Link that signs in once.
    pub(crate) sign_in: String,
}

#[derive(Deserialize)]
struct Announcement {
    portal: Address,
}

#[derive(Deserialize)]
struct Address {
    address: String,
    sign_in: String,
}

impl Portal {
    /// Makes the region in `folder`, loads, matches and serves it on a free port of the loopback address.
    pub(crate) fn start(binary: &Path, folder: &Path, scale: &str) -> Result<Self> {
        let mut process = Command::new(binary)
            .args(["demo", "--json", "--port", "0", "--scale", scale, "--dir"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start {}", binary.display()))?;
        let printed = process.stdout.take().context("the demo has no output")?;
        // The demo prints one document when it begins to serve, and goes on running.
        let mut documents = serde_json::Deserializer::from_reader(printed).into_iter::<Announcement>();
        let announcement = match documents.next() {
            Some(Ok(announcement)) => announcement,
            other => {
                // The process may have ended by itself; its own message is on the terminal.
                drop(process.kill());
                let status = process.wait()?;
                let fault = other.and_then(Result::err).map_or_else(String::new, |fault| format!(": {fault}"));
                anyhow::bail!("the demo did not come up ({status}){fault}");
            }
        };
        let Address { address, sign_in } = announcement.portal;
        Ok(Self { process, address, sign_in })
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
