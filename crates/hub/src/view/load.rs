//! A load and its report.

use serde::{Deserialize, Serialize};

use dolen_model::{Bilingual, Problem, Severity, Timestamp};

/// Where a load stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadState {
    /// The bytes are kept; reading has not ended.
    Landed,
    /// Read and staged, waiting for a steward.
    Held,
    /// Visible.
    Published,
    /// The file was refused as a whole.
    Rejected,
    /// A steward discarded it.
    Discarded,
}

/// One line in the list of loads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoadSummary {
    /// Id of the load.
    pub load: String,
    /// Counts up from 1.
    pub sequence: i64,
    /// Name of the feed.
    pub feed: String,
    /// Slug of the organisation that sent it.
    pub organisation: String,
    /// Its name.
    pub organisation_name: Bilingual,
    /// Name of the file as it was given.
    pub file: String,
    /// When the bytes were landed.
    pub landed_at: Timestamp,
    /// Where it stands.
    pub state: LoadState,
    /// Rows read, without declared totals rows.
    pub received: u64,
    /// Rows published (or that will be when it is released).
    pub published: u64,
    /// Rows in the quarantine.
    pub quarantined: u64,
}

/// How often a rule was broken.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RuleCount {
    /// Id of the rule.
    pub rule: String,
    /// Its severity.
    pub severity: Severity,
    /// What is wrong.
    pub text: Bilingual,
    /// What the agency should mend.
    pub mend: Bilingual,
    /// Column, where all cases lie in one.
    pub column: Option<String>,
    /// Cases.
    pub count: u64,
    /// Cases in the previous published load of the feed, if there is one.
    pub previous: Option<u64>,
    /// The first few places: line and part, never a value.
    pub examples: Vec<Problem>,
}

/// A figure now and at the previous published load.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measure {
    /// What is counted: `rows`, or the name of a column for the share of it that is filled.
    pub name: String,
    /// Now.
    pub now: f64,
    /// Then.
    pub previous: Option<f64>,
}

/// Everything a load tells its owner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoadReport {
    /// The line of the list.
    pub summary: LoadSummary,
    /// Format, as in the contract.
    pub format: String,
    /// Agreement that lets the rows in.
    pub agreement: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Bytes of the file.
    pub bytes: u64,
    /// Declared totals rows that were recognised and checked.
    pub totals_rows: u64,
    /// Source records that the rows form (fewer than rows where several rows are one person).
    pub records: u64,
    /// Attributes linked.
    pub attributes: u64,
    /// Rows with too little to identify anyone.
    pub unlinkable: u64,
    /// Records that were visible before and that this load, being full, leaves out.
    #[serde(default)]
    pub absent: u64,
    /// Columns that the contract does not list and that were dropped before staging.
    pub dropped_columns: Vec<String>,
    /// How the header differs from the contract, column by column.
    pub header_drift: Vec<Bilingual>,
    /// Why it was held or refused, one sentence each.
    pub reasons: Vec<Bilingual>,
    /// Worst first: severity, then count.
    pub rules: Vec<RuleCount>,
    /// Changes against last time.
    pub measures: Vec<Measure>,
    /// Quarantined rows, the first 1,000.
    pub quarantine: Vec<Problem>,
}
