//! From source records to golden records: match, survivorship, households, review and undoing.

mod basis;
mod batch;
mod content;
mod difference;
mod evidence;
mod gather;
mod grouping;
mod home_key;
mod household;
mod judgement;
mod making;
mod matching;
mod pairs;
mod pending;
mod places;
mod plan;
mod residence;
mod resume;
mod review;
mod survivorship;
mod term;
mod terms;
#[cfg(test)]
pub(crate) mod tests;
mod texts;

use dolen_model::{Sensitive, Timestamp};
use dolen_store::{LockName, job};
use serde::{Deserialize, Serialize};

pub(crate) use content::{ChosenValue, GoldenContent, OtherValue};
pub(crate) use evidence::Models;
pub(crate) use home_key::home_key;
pub(crate) use pending::is_pending;
pub(crate) use plan::forget_before;
pub(crate) use resume::resume;
pub(crate) use term::{TermKind, folded_name, folded_reference};

use crate::job::{Held, JobKind, PEOPLE};
use crate::view::PairEvidence;
use crate::{Hub, HubFault, Tell};

/// What a match made.
#[derive(Clone, Debug, Serialize, Deserialize)]
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

/// Matches what is pending and makes the result current in one step. Where nothing is, the current run's figures are
/// given back.
///
/// # Errors
/// [`HubFault::Busy`] where another process matches, [`HubFault::Link`] where the thresholds contradict each
/// other, [`HubFault::Store`]. What was begun then stays unseen, and is taken back by the next match or recovery.
pub async fn match_pending(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<MatchReport, HubFault> {
    let lock = hub.store.lock(LockName::Match).await?;
    let mut held = Held::new(lock.ok_or(HubFault::Busy("matching"))?);
    let report = pending::make(hub, &mut held, actor, tell, &pending::unstopped).await;
    held.release().await;
    report
}

/// Makes golden records of what is pending, for a caller that holds the lock of the match.
///
/// # Errors
/// As [`match_pending`].
pub(crate) async fn remake(hub: &Hub, held: &mut Held, actor: &str, tell: Tell<'_>) -> Result<MatchReport, HubFault> {
    pending::make(hub, held, actor, tell, &pending::unstopped).await
}

/// Gives every visible person record in the current run to `each`, by organisation, feed and key: one that identifies
/// nobody, or that came after the current match, has no golden record.
///
/// # Errors
/// [`HubFault::Store`], or the error of `each`.
pub async fn walk_records<E: From<HubFault>>(
    hub: &Hub,
    each: impl FnMut(RecordPlace) -> Result<(), E>,
) -> Result<(), E> {
    places::walk_records(hub, each).await
}

/// What waits for a steward, at most `limit` pairs. It shows people: the ledger has it first.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn review_list(hub: &Hub, limit: u32, actor: &str) -> Result<ReviewList, HubFault> {
    review::review_list(hub, limit, actor).await
}

/// Keeps a judgement of two source records. A side is the id of a source record, `organisation:key`, or a golden record,
/// which stands for the record that founded it. Where the same was judged already, that judgement is given back.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownRecord`], [`HubFault::SeveralRecords`],
/// [`HubFault::Unlinkable`], [`HubFault::SameRecord`], [`HubFault::ContraryJudgement`], [`HubFault::Store`].
pub async fn judge(
    hub: &Hub,
    left: &str,
    right: &str,
    is_same: bool,
    reason: &str,
    actor: &str,
) -> Result<Decision, HubFault> {
    judgement::judge(hub, (left, right), is_same, reason, actor).await
}

/// Undoes a judgement. The next match gives back what would be without it.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownJudgement`], [`HubFault::AlreadyUndone`],
/// [`HubFault::Store`].
pub async fn undo(hub: &Hub, decision: &str, reason: &str, actor: &str) -> Result<Decision, HubFault> {
    judgement::undo(hub, decision, reason, actor).await
}

/// Leaves to a server to match what is pending; answers the id of the job.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn queue(hub: &Hub, actor: &str) -> Result<String, HubFault> {
    let mut work = hub.store.begin().await?;
    let id = hub.ids.next().to_string();
    let job = job::add(&mut work, &id, (JobKind::Match.name(), PEOPLE), actor, hub.clock.now()).await?;
    work.commit().await?;
    Ok(job)
}
