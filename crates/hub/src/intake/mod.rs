//! From an agency's file to published rows: land, read, validate, stage, publish; each step audited and resumable.

use std::io::Read;

use dolen_model::{Bilingual, PartialDate, Timestamp};
use dolen_read::{PostcodeDirectory, Source};
use serde::Serialize;

use crate::view::{LoadReport, LoadSummary};
use crate::{Hub, HubFault, Tell};

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

fn unbuilt<T>() -> Result<T, HubFault> {
    Err(HubFault::Internal("not joined yet".to_owned()))
}

/// Adds a feed, or replaces its contract; the contract counts for files landed from now on.
pub async fn add_feed(_hub: &Hub, _file: &str, _contract: &str, _actor: &str) -> Result<FeedSummary, HubFault> {
    unbuilt()
}

/// Reads a contract and tells what is wrong with it, without a hub.
pub fn check_contract(_file: &str, _contract: &str) -> Result<(), HubFault> {
    unbuilt()
}

/// Every feed, by name.
pub async fn feeds(_hub: &Hub) -> Result<Vec<FeedSummary>, HubFault> {
    unbuilt()
}

/// Loads a file: an `Ok` report may say published, held or rejected.
pub async fn load(_hub: &Hub, _request: LoadRequest<'_>, _tell: Tell<'_>) -> Result<LoadReport, HubFault> {
    unbuilt()
}

/// Publishes a load that is held.
pub async fn release(_hub: &Hub, _load: &str, _reason: Option<&str>, _actor: &str) -> Result<LoadReport, HubFault> {
    unbuilt()
}

/// Discards a load that is held or was never read to its end.
pub async fn discard(_hub: &Hub, _load: &str, _reason: &str, _actor: &str) -> Result<LoadReport, HubFault> {
    unbuilt()
}

/// Every load, newest first.
pub async fn loads(_hub: &Hub) -> Result<Vec<LoadSummary>, HubFault> {
    unbuilt()
}

/// The report of a load, by id or sequence.
pub async fn report(_hub: &Hub, _load: &str) -> Result<LoadReport, HubFault> {
    unbuilt()
}

/// Published person rows with too little to identify anyone, at most `limit`.
pub async fn unlinkable(_hub: &Hub, _limit: u32) -> Result<Vec<UnlinkableRow>, HubFault> {
    unbuilt()
}

/// Reads and validates a file on the agency's own machine; stores nothing.
pub fn check(_request: CheckRequest<'_>, _tell: Tell<'_>) -> Result<LoadReport, HubFault> {
    unbuilt()
}

/// Reads landed loads to their end whose process ended before. The caller holds the work lock.
pub(crate) async fn resume_all(_hub: &Hub, _actor: &str, _tell: Tell<'_>) -> Result<Vec<i64>, HubFault> {
    unbuilt()
}
