//! The rules of the repository that no compiler keeps. One rule a file; each is a function from what is there to what
//! is wrong, with a test that shows it on a bad example.

mod dependency_layers;
mod file_sizes;
mod finding;
mod ignored_tests;
mod leaked_places;
mod lexer;
mod licence;
mod lifted_lints;
mod links;
mod log_messages;
mod package;
mod readme;
mod source_files;
mod sql_place;
mod store_port;
mod third_party;
mod unsafe_place;

use anyhow::{Result, bail};

use crate::run::root;
use finding::Finding;

/// Checks every rule and prints what is wrong, each with its place.
pub(crate) fn tidy() -> Result<()> {
    let root = root();
    let files = source_files::read(&root)?;
    let packages = package::workspace()?;
    let third_party = package::third_party()?;
    let policy = third_party::Policy::read(&root.join("deny.toml"))?;

    let mut findings: Vec<Finding> = Vec::new();
    findings.extend(dependency_layers::check(&packages));
    findings.extend(readme::check(&packages, &files));
    findings.extend(third_party::check(&policy, &third_party));
    findings.extend(file_sizes::check(&files));
    findings.extend(sql_place::check(&files));
    findings.extend(store_port::check(&files));
    findings.extend(unsafe_place::check(&files));
    findings.extend(lifted_lints::check(&files));
    findings.extend(ignored_tests::check(&files));
    findings.extend(log_messages::check(&files));
    findings.extend(links::check(&files));
    findings.extend(leaked_places::check(&files));

    println!("tidy: {}", file_sizes::summary(&files));
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("tidy: {} files, {} dependencies, nothing to mend", files.len(), third_party.len());
            Ok(())
        }
        count => bail!("tidy found {count} to mend"),
    }
}
