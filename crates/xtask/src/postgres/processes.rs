//! The processes of a server, for its sudden end.

use std::fs;
use std::process::{Child, Command};

use anyhow::{Context, Result};

/// Kills a process and those that it started, as the machine does that runs out of memory: none of them is asked.
pub(super) fn kill(parent: &mut Child) -> Result<()> {
    let started = started_by(parent.id());
    parent.kill().context("could not kill PostgreSQL")?;
    parent.wait()?;
    // Those that it started meanwhile end by themselves where they miss it.
    if !started.is_empty() {
        // One that has ended already is not there to be killed.
        Command::new("kill").arg("-KILL").args(started.iter().map(ToString::to_string)).output()?;
    }
    Ok(())
}

/// By the fourth column of `/proc/ID/stat`, behind the name in brackets; none where the system has no such files.
fn started_by(parent: u32) -> Vec<u32> {
    let ids =
        fs::read_dir("/proc").into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    ids.filter(|id: &u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        behind_name.split_whitespace().nth(1) == Some(&parent.to_string())
    })
    .collect()
}
