//! A match from its beginning to the moment in which everybody reads it.

use dolen_ledger::{Draft, Verb};
use dolen_model::Timestamp;
use dolen_store::master::{pair, run, run_plan};
use dolen_store::{Snapshot, source_record};
use serde_json::json;
use tokio::sync::mpsc;

use super::MatchReport;
use super::basis::Basis;
use super::batch::Batch;
use super::difference::Standing;
use super::gather::gather;
use super::making::{Made, Making};
use super::matching::{judgements, linkage, table};
use super::plan;
use super::resume::take_back;
use crate::job::{Held, JobKind, PEOPLE, Teller, carry_out, given_up, new_claim};
use crate::quiet::quietly;
use crate::{Hub, HubFault, Progress, Stage, Tell};

/// Batches that wait to be written; more would only take memory.
const WAITING: usize = 4;

/// How far a match has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The run is begun and nobody reads it.
    Begun,
    /// The records are gathered.
    Gathered,
    /// The records are linked.
    Linked,
    /// So many batches are written.
    Written(u64),
    /// All is written.
    Complete,
    /// Everybody reads it.
    Published,
}

/// Is told each phase as it is reached, and may stop the match there: how tests cut it off.
pub(crate) type Reached<'a> = &'a (dyn Fn(Phase) -> Result<(), HubFault> + Sync);

/// Never stops.
pub(crate) const fn unstopped(_: Phase) -> Result<(), HubFault> {
    Ok(())
}

/// Matches what is pending, under the lock of the match.
///
/// # Errors
/// [`HubFault`].
pub(crate) async fn make(
    hub: &Hub,
    held: &mut Held,
    actor: &str,
    tell: Tell<'_>,
    reached: Reached<'_>,
) -> Result<MatchReport, HubFault> {
    take_back(hub, held, tell).await?;
    // One state for all: a load that is published meanwhile would be matched, and not be told of by the basis.
    let mut snapshot = Snapshot::of(&hub.store).await?;
    let basis = Basis::read(hub, &mut snapshot).await?;
    let current = run::current(&hub.store).await?;
    if let Some(report) = unchanged(hub, current, &basis).await? {
        return Ok(report);
    }
    let began = hub.clock.now();
    let mut work = held.begin(hub).await?;
    let claim = new_claim(hub, held, &mut work, (JobKind::Match, PEOPLE), actor).await?;
    let number = run::begin(&mut work, &basis.digest, began).await?;
    work.commit().await?;
    held.claim = Some(claim.clone());
    tracing::info!(run = number, "a match began");

    let teller = Teller::new(tell);
    let told = |progress| teller.hear(progress);
    let run = Begun { number, current, began };
    let made = carry_out(hub, &claim, &teller, complete(hub, held, run, (snapshot, basis), actor, &told, reached));
    let fault = match made.await {
        Ok(report) => return Ok(report),
        Err(fault) => fault,
    };
    let fault = given_up(hub, held, &claim, fault).await;
    if matches!(fault, HubFault::Cancelled) {
        take_back(hub, held, tell).await?;
    }
    Err(fault)
}

/// A run that was begun.
#[derive(Clone, Copy)]
struct Begun {
    number: i64,
    /// The run that it follows.
    current: i64,
    began: Timestamp,
}

/// Carries a run that was begun to the moment in which everybody reads it.
async fn complete(
    hub: &Hub,
    held: &Held,
    run: Begun,
    (mut snapshot, basis): (Snapshot, Basis),
    actor: &str,
    tell: Tell<'_>,
    reached: Reached<'_>,
) -> Result<MatchReport, HubFault> {
    let Begun { number, current, began } = run;
    reached(Phase::Begun)?;
    let gathered = gather(&mut snapshot, &basis.hidden, tell).await?;
    let attributes = source_record::linked_attribute_count(&mut snapshot).await?;
    drop(snapshot);
    reached(Phase::Gathered)?;
    let (judged, places) = judgements(&gathered, &basis.judgements);
    let table = table(&gathered, &basis.specification);
    let (linkage, plan) = linkage(basis.specification, table, judged, tell).await?;
    reached(Phase::Linked)?;
    let unhonoured: Vec<String> = linkage
        .unhonoured
        .iter()
        .filter_map(|position| basis.judgements.get(*places.get(*position)?))
        .map(|judgement| judgement.id.clone())
        .collect();
    let model = serde_json::to_string(&linkage.model).map_err(|fault| HubFault::Internal(fault.to_string()))?;
    plan::write(hub, held, number, &plan).await?;
    drop(plan);
    let linked = hub.clock.now();

    let (source_records, linkable) = (gathered.visible, gathered.records.len() as u64);
    let (pairs_scored, pairs_kept) = (linkage.pairs_scored, linkage.links.len() as u64);
    let making = Making {
        gathered,
        clusters: linkage.clusters,
        links: linkage.links,
        standing: Standing::read(&hub.store, current).await?,
        key: hub.key.clone(),
        configuration: hub.configuration.clone(),
    };
    let made = write(hub, held, number, making, tell, reached).await?;
    reached(Phase::Complete)?;

    let ended = hub.clock.now();
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    let report = MatchReport {
        run: number,
        is_new: true,
        source_records,
        unlinkable: source_records.saturating_sub(linkable),
        golden_records: made.golden_records,
        attributes_linked: count(attributes),
        households: made.households,
        pairs_scored,
        pairs_kept,
        pairs_for_review: count(pair::count_for_review(&hub.store, number).await?),
        unhonoured,
        match_seconds: seconds(linked.0 - began.0),
        merge_seconds: seconds(ended.0 - linked.0),
    };
    publish(hub, held, actor, &report, &made, model).await?;
    reached(Phase::Published)?;
    plan::forget_before(hub, number).await;
    tracing::info!(run = number, records = source_records, "a match was published");
    Ok(report)
}

/// Whether a match would make something of what there is.
///
/// # Errors
/// [`HubFault`].
pub(crate) async fn is_pending(hub: &Hub) -> Result<bool, HubFault> {
    let mut snapshot = Snapshot::of(&hub.store).await?;
    let basis = Basis::read(hub, &mut snapshot).await?;
    Ok(unchanged(hub, run::current(&hub.store).await?, &basis).await?.is_none())
}

/// The report of the current run, where it was made from what a match would be made from now, and has its plan: a run of an
/// earlier version has none.
async fn unchanged(hub: &Hub, current: i64, basis: &Basis) -> Result<Option<MatchReport>, HubFault> {
    let run = run::find(&hub.store, current).await?.filter(|run| run.basis == basis.digest);
    let Some(figures) = run.and_then(|run| run.figures) else { return Ok(None) };
    if !run_plan::runs(&hub.store).await?.contains(&current) {
        return Ok(None);
    }
    let report: MatchReport = serde_json::from_str(&figures)
        .map_err(|fault| HubFault::Internal(format!("the figures of a run cannot be read: {fault}")))?;
    Ok(Some(MatchReport { is_new: false, ..report }))
}

/// Writes what is made, batch by batch, while it is made.
async fn write(
    hub: &Hub,
    held: &Held,
    number: i64,
    making: Making,
    tell: Tell<'_>,
    reached: Reached<'_>,
) -> Result<Made, HubFault> {
    tell(Progress { stage: Stage::Merge, done: 0, of: 0 });
    let (sender, mut receiver) = mpsc::channel::<Batch>(WAITING);
    // Where the match is given up the receiver is gone, and making ends with the next batch.
    let making = quietly(move || making.run(&mut |batch| sender.blocking_send(batch).is_ok()));
    let (mut batches, mut rows) = (0_u64, 0_u64);
    while let Some(batch) = receiver.recv().await {
        batch.write(hub, held, number).await?;
        batches += 1;
        rows += (batch.added() + batch.ended()) as u64;
        tell(Progress { stage: Stage::Write, done: rows, of: 0 });
        reached(Phase::Written(batches))?;
    }
    making.await?
}

/// The one short transaction that makes the run current. Its length does not grow with the run.
async fn publish(
    hub: &Hub,
    held: &Held,
    actor: &str,
    report: &MatchReport,
    made: &Made,
    model: String,
) -> Result<(), HubFault> {
    let figures = serde_json::to_string(report).map_err(|fault| HubFault::Internal(fault.to_string()))?;
    let now = hub.clock.now();
    let mut work = held.begin(hub).await?;
    let draft = Draft {
        verb: Verb::Combination,
        actor: actor.to_owned(),
        organisation: None,
        subject: vec![format!("run:{}", report.run)],
        reason: None,
        detail: json!({
            "action": "match",
            "run": report.run,
            "source_records": report.source_records,
            "unlinkable": report.unlinkable,
            "golden_records": report.golden_records,
            "combined": made.combined,
            "households": report.households,
            "pairs": report.pairs_kept,
            "rows_added": made.added,
            "rows_ended": made.ended,
            "members_sha256": made.members_digest,
            "golden_records_sha256": made.golden_digest,
        }),
    };
    held.conclude(hub, &mut work).await?;
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    let run = run::StoredRun {
        number: report.run,
        state: "published".to_owned(),
        basis: String::new(),
        model: Some(model),
        figures: Some(figures),
        started_at: now,
        ended_at: Some(now),
        ledger_entry: Some(entry.sequence),
    };
    run::publish(&mut work, &run).await?;
    Ok(work.commit().await?)
}

/// Seconds of some microseconds, to the millisecond.
#[expect(clippy::cast_precision_loss, reason = "a difference of times is far below 2^52 microseconds")]
fn seconds(microseconds: i64) -> f64 {
    (microseconds as f64 / 1000.0).round() / 1000.0
}
