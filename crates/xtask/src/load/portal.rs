//! The portal that is looked at, and a session for each user.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Place, on_hub};
use crate::browser::Browser;

/// A portal; dropping it ends the process.
pub(super) struct Portal {
    process: Child,
    /// Not closed before the portal is.
    _output: ChildStdout,
}

impl Portal {
    /// Serves the hub and signs users in: each link works once, and the next is told when it was used.
    pub(super) fn start(place: &Place, users: usize) -> Result<(Self, Vec<Browser>)> {
        let mut serve = on_hub(place, &["serve", "--json", "--address", "127.0.0.1:0"]);
        let serve = serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = serve.spawn().context("could not start the portal")?;
        let mut output = process.stdout.take().context("the portal has no output")?;
        let said = process.stderr.take().context("the portal has no second output")?;
        let announced = serde_json::Deserializer::from_reader(&mut output).into_iter::<Value>().next();
        let portal = Self { process, _output: output };
        let announced = announced.context("the portal did not come up")??;
        let mut link = announced.get("sign_in").and_then(Value::as_str).context("the portal told no link")?.to_owned();
        let mut lines = BufReader::new(said).lines();
        let mut browsers = Vec::new();
        while browsers.len() < users {
            browsers.push(Browser::sign_in(&link).context("nobody could sign in")?);
            link = next_link(&mut lines)?;
        }
        // What it says later is read, so that it never waits for somebody who does.
        std::thread::spawn(move || lines.for_each(drop));
        Ok((portal, browsers))
    }

    /// The most memory that the process has had, in megabytes, where the system tells.
    pub(super) fn peak_memory_megabytes(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
        Some(kibibytes * 1024 / 1_000_000)
    }
}

fn next_link(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Result<String> {
    for line in lines {
        let line = line?;
        let words = line.split_whitespace();
        if let Some(link) = words.filter(|word| word.starts_with("http")).find(|word| word.contains("code=")) {
            return Ok(link.to_owned());
        }
    }
    bail!("the portal told no further link")
}

impl Drop for Portal {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
