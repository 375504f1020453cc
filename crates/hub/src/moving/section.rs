//! The section of `hub.toml` that names a database on a server: put in and taken out, and nothing else is changed.

use dolen_store::Server;

use super::MoveFault;
use crate::{Configuration, Database, HubFault};

/// The configuration with a database on a server.
///
/// # Errors
/// [`MoveFault::Section`].
pub(crate) fn put_in(text: &str, server: &Server) -> Result<String, HubFault> {
    checked(text, text.trim_end().to_owned() + "\n" + &Database::section(server))
}

/// The configuration without one: the section's lines, and those of a comment directly above it.
///
/// # Errors
/// [`MoveFault::Section`] where something else would be changed with it.
pub(crate) fn take_out(text: &str) -> Result<String, HubFault> {
    let mut kept: Vec<&str> = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        let is_header = line.trim_start().starts_with('[');
        if is_header {
            let name = line.trim().trim_start_matches('[').split(']').next().unwrap_or_default().trim();
            is_inside = name == "database";
            while is_inside && kept.last().is_some_and(|line| line.trim_start().starts_with('#')) {
                kept.pop();
            }
        }
        if !is_inside {
            kept.push(line);
        }
    }
    checked(text, kept.join("\n").trim_end().to_owned() + "\n")
}

/// What was changed, where it says the same as before of all but the database.
fn checked(before: &str, after: String) -> Result<String, HubFault> {
    let read = |text: &str| Configuration::parse(text).ok();
    let (Some(mut was), Some(is)) = (read(before), read(&after)) else { return Err(MoveFault::Section.into()) };
    if was.database.is_some() == is.database.is_some() {
        return Err(MoveFault::Section.into());
    }
    was.database.clone_from(&is.database);
    if was == is { Ok(after) } else { Err(MoveFault::Section.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> Server {
        Server::parse("postgres://hub_app@127.0.0.1:5433/hub").unwrap()
    }

    #[test]
    fn what_was_put_in_is_taken_out_and_all_else_stays() {
        let own = "# ours\n[matching]\njoin = 0.9 # high\n\n# about keys\n[keys]\nmaster = \"env:A\"\n";
        for text in [own, Configuration::template(), ""] {
            let with = put_in(text, &server()).unwrap();
            assert!(with.contains("hub_app@127.0.0.1") && with.starts_with(text.trim_end()));
            assert_eq!(take_out(&with).unwrap().trim_end(), text.trim_end());
        }
        let between =
            "[matching]\njoin = 0.9\n[database]\nurl = \"postgres://a@127.0.0.1/b\"\n\n[keys]\nmaster = \"env:A\"\n";
        assert_eq!(take_out(between).unwrap(), "[matching]\njoin = 0.9\n[keys]\nmaster = \"env:A\"\n");
    }

    #[test]
    fn a_section_that_cannot_be_taken_out_alone_is_left() {
        for text in ["database.url = \"postgres://a@127.0.0.1/b\"\n", "database = { url = \"x\" }\n", "[keys]\n"] {
            assert!(take_out(text).is_err(), "{text}");
        }
        let twice = put_in("", &server()).unwrap();
        assert!(put_in(&twice, &server()).is_err());
    }
}
