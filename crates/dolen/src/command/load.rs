//! `dolen load`.

use std::path::{Path, PathBuf};

use clap::ArgGroup;

#[derive(clap::Args)]
#[command(group = ArgGroup::new("what").required(true).args(["files", "release", "discard"]))]
pub(crate) struct Arguments {
    /// Files of one feed, in the order in which they are loaded
    #[arg(value_name = "FILE", requires = "feed")]
    files: Vec<PathBuf>,
    /// Feed that the files belong to
    #[arg(long, value_name = "NAME", requires = "files")]
    feed: Option<String>,
    /// Publishes a load that was held
    #[arg(long, value_name = "LOAD")]
    release: Option<String>,
    /// Discards a load that was held or whose reading was cut off
    #[arg(long, value_name = "LOAD", requires = "reason")]
    discard: Option<String>,
    /// Why; goes into the ledger
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Writes the report as a page that stands alone
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}
