//! From an agency's file to published rows: land, read, validate, stage, publish; each step audited and resumable.

mod absence;
mod batch;
mod check;
mod erased;
mod feed;
mod hold;
mod landing;
mod listing;
mod load;
mod postcodes;
mod publish;
mod reading;
mod reason;
mod report;
mod resume;
mod settle;
mod staging;
mod state;
mod tally;
#[cfg(test)]
pub(crate) mod tests;

use std::io::Read;

use dolen_model::{Bilingual, PartialDate, Timestamp};
use dolen_read::{PostcodeDirectory, Source};
use serde::Serialize;

pub use check::check;
pub use feed::{add_feed, check_contract, feeds};
pub(crate) use landing::{open_landed, sweep as sweep_landing};
pub use listing::{loads, report, unlinkable};
pub use load::{load, queue};
pub use postcodes::{PostcodeFault, PostcodeFile};
pub(crate) use resume::{resume, sweep};
pub use settle::{discard, release};

/// A feed of the hub.
#[derive(Clone, Debug, Serialize)]
pub struct FeedSummary {
    /// Name.
    pub name: String,
    /// Slug of the organisation that sends it.
    pub organisation: String,
    /// Its name.
    pub organisation_name: Bilingual,
    /// Agreement that lets its rows in.
    pub agreement: String,
    /// `person`, `premises`, `area` or `attribute`.
    pub subject: String,
    /// Format of its files.
    pub format: String,
    /// When its contract was added or last changed.
    pub added_at: Timestamp,
}

/// A file to be loaded.
pub struct LoadRequest<'a> {
    /// Name of the feed.
    pub feed: &'a str,
    /// Name of the file, for the report; not a path.
    pub file: &'a str,
    /// Its bytes.
    pub bytes: &'a mut (dyn Read + Send),
    /// Their number, where known, for progress.
    pub length: Option<u64>,
    /// Who loads.
    pub actor: &'a str,
}

/// A file to be checked without a hub.
pub struct CheckRequest<'a> {
    /// Name of the contract's file.
    pub contract_file: &'a str,
    /// The contract, TOML.
    pub contract: &'a str,
    /// Name of the data file.
    pub file: &'a str,
    /// Its bytes.
    pub source: &'a mut dyn Source,
    /// Present day.
    pub today: PartialDate,
    /// Present moment, for the report.
    pub now: Timestamp,
    /// Which postcodes exist, where that is known.
    pub postcodes: Option<&'a dyn PostcodeDirectory>,
}

/// A published row that identifies nobody, by its place; no value.
#[derive(Clone, Debug, Serialize)]
pub struct UnlinkableRow {
    /// Slug of the organisation.
    pub organisation: String,
    /// Name of the feed.
    pub feed: String,
    /// Name of the file.
    pub file: String,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Line of the file.
    pub line: u64,
}
