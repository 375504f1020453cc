//! From source records to golden records: match, survivorship, households, review and undoing.

mod content;
mod term;

use dolen_model::{Sensitive, Timestamp};
use serde::Serialize;

pub(crate) use content::{ChosenValue, GoldenContent, OtherValue};
pub(crate) use term::{TermKind, folded_name, folded_reference};

use crate::view::PairEvidence;
use crate::{Hub, HubFault, Tell};

/// What a match made.
#[derive(Clone, Debug, Serialize)]
pub struct MatchReport {
    /// Number of the run that is current now.
    pub run: i64,
    /// Whether anything was pending; if not, the figures are those of the run before.
    pub is_new: bool,
    /// Visible person records.
    pub source_records: u64,
    /// Of them those with too little to identify anyone.
    pub unlinkable: u64,
    /// Golden records.
    pub golden_records: u64,
    /// Attributes of the source records, all linked to golden records.
    pub attributes_linked: u64,
    /// Households.
    pub households: u64,
    /// Pairs compared.
    pub pairs_scored: u64,
    /// Pairs kept: at or above the review threshold.
    pub pairs_kept: u64,
    /// Of them those that wait for a steward.
    pub pairs_for_review: u64,
    /// Judgements in force that could not be honoured, because an earlier one stands against them.
    pub unhonoured: Vec<String>,
    /// Seconds of wall time in the matcher.
    pub match_seconds: f64,
    /// Seconds of wall time for merging and writing.
    pub merge_seconds: f64,
}

/// A visible person record and where it went.
#[derive(Clone, Debug)]
pub struct RecordPlace {
    /// Slug of the organisation.
    pub organisation: String,
    /// Key at the agency.
    pub key: String,
    /// Id of the source record.
    pub record: String,
    /// Golden record; none for a record with too little to identify anyone.
    pub golden: Option<String>,
    /// Household of the golden record.
    pub household: Option<String>,
}

/// What of one side of a pair a steward needs to decide.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewSide {
    /// Id of the source record.
    pub record: String,
    /// Golden record that it belongs to.
    pub golden: Option<String>,
    /// Name of the organisation.
    pub organisation: String,
    /// Name, date of birth, NHS number and address as sent, in the order in which pages show fields.
    pub values: Vec<(dolen_model::PersonField, Sensitive<String>)>,
}

/// A pair that waits for a steward.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewPair {
    /// One side.
    pub left: ReviewSide,
    /// The other.
    pub right: ReviewSide,
    /// Why it is doubtful.
    pub evidence: PairEvidence,
    /// Name of the guard that keeps them apart, if one does.
    pub guard: Option<String>,
}

/// A decision of a steward.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    /// Id.
    pub decision: String,
    /// Id of a source record.
    pub left: String,
    /// Id of another.
    pub right: String,
    /// `same` or `different`.
    pub verdict: &'static str,
    /// Who decided.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When.
    pub decided_at: Timestamp,
    /// Whether it was undone.
    pub is_undone: bool,
}

/// What waits for a steward, and what stewards decided.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewList {
    /// Strongest first, at most the limit.
    pub pairs: Vec<ReviewPair>,
    /// How many wait in all.
    pub waiting: u64,
    /// Every decision, newest first.
    pub decisions: Vec<Decision>,
}

fn unbuilt<T>() -> Result<T, HubFault> {
    Err(HubFault::Internal("not joined yet".to_owned()))
}

/// Matches what is pending and makes the result current in one step.
pub async fn match_pending(_hub: &Hub, _actor: &str, _tell: Tell<'_>) -> Result<MatchReport, HubFault> {
    unbuilt()
}

/// Gives every visible person record in the current run to `each`, by organisation and key.
pub async fn walk_records<E: From<HubFault>>(
    _hub: &Hub,
    _each: impl FnMut(RecordPlace) -> Result<(), E>,
) -> Result<(), E> {
    Err(E::from(HubFault::Internal("not joined yet".to_owned())))
}

/// What waits for a steward. It shows people: the ledger has it first.
pub async fn review_list(_hub: &Hub, _limit: u32, _actor: &str) -> Result<ReviewList, HubFault> {
    unbuilt()
}

/// Keeps a judgement of two source records (or of golden records, by the records that founded them).
pub async fn judge(
    _hub: &Hub,
    _left: &str,
    _right: &str,
    _is_same: bool,
    _reason: &str,
    _actor: &str,
) -> Result<Decision, HubFault> {
    unbuilt()
}

/// Undoes a judgement.
pub async fn undo(_hub: &Hub, _decision: &str, _reason: &str, _actor: &str) -> Result<Decision, HubFault> {
    unbuilt()
}

/// Takes back a match that was cut off and makes it again; whether there was one. The caller holds the work lock.
pub(crate) async fn resume(_hub: &Hub, _actor: &str, _tell: Tell<'_>) -> Result<bool, HubFault> {
    unbuilt()
}
