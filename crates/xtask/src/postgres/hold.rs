//! `cargo xtask postgres`: a private PostgreSQL for as long as somebody wants one.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{Controlled, Durability, Server};

const UNTIL_INPUT_ENDS: &str = "until-input-ends";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Let every commit wait for the disk, and give the server the settings of docs/postgresql.conf
    #[arg(long)]
    durable: bool,
    /// End with the standard input instead of by Ctrl-C
    #[arg(long = UNTIL_INPUT_ENDS)]
    until_input_ends: bool,
}

/// Starts one and tells the terminal how tests find it.
///
/// The server is held by a second process outside the terminal's group. Ctrl-C, like any other end of this one, closes
/// that one's input, and it removes the server in peace; no handler of signals is needed.
pub(crate) fn postgres(arguments: &Arguments) -> Result<()> {
    let durability = if arguments.durable { Durability::Full } else { Durability::None };
    if arguments.until_input_ends {
        return hold(durability);
    }
    let mut holder = Command::new(std::env::current_exe().context("where this program stands is not known")?);
    holder.args(["postgres", &format!("--{UNTIL_INPUT_ENDS}")]);
    if arguments.durable {
        holder.arg("--durable");
    }
    let mut holder = holder.stdin(Stdio::piped()).process_group(0).spawn().context("could not start the holder")?;
    // Taken out, for waiting closes it otherwise.
    let input = holder.stdin.take();
    let status = holder.wait()?;
    drop(input);
    if !status.success() {
        bail!("no PostgreSQL is held ({status})");
    }
    Ok(())
}

fn hold(durability: Durability) -> Result<()> {
    let server = Server::start(durability)?;
    let killed = Controlled::start()?;
    for (name, value) in server.environment().into_iter().chain(killed.environment()) {
        println!("export {name}='{value}'");
    }
    eprintln!("PostgreSQL runs; tests in a terminal with these lines use it. Ctrl-C ends it.");
    std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink())?;
    Ok(())
}
