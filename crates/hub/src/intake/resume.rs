//! Completing what an ended process left half loaded.

use dolen_model::Bilingual;
use dolen_store::job::{self, Outcome, StoredJob};
use dolen_store::load::{self as store_load, StoredLoad};
use dolen_store::{LockName, staging as store_staging};

use super::publish::complete;
use super::report::{self, Identity};
use super::staging::{self, Bytes};
use super::{feed, landing, state};
use crate::job::{Held, JobKind, Standing, Teller, carry_out, given_up, new_claim, refuse, spent, standing};
use crate::progress::{Progress, Stage};
use crate::view::{LoadReport, LoadState};
use crate::{Hub, HubFault, Tell};

/// Removes what an ended process left of files that did not come in whole, and the rows of loads that were refused or
/// discarded. What another process is at is left to it.
///
/// # Errors
/// [`HubFault::Store`], [`HubFault::File`].
pub(crate) async fn sweep(hub: &Hub) -> Result<(), HubFault> {
    landing::sweep(hub, false).await?;
    for (feed, sequence) in store_staging::left_behind(&hub.store).await? {
        let Some(lock) = hub.store.try_lock(LockName::Feed(&feed)).await? else { continue };
        let held = Held::new(lock);
        // Asked anew: it may have been taken up again before the lock was had.
        if store_staging::left_behind(&hub.store).await?.contains(&(feed, sequence)) {
            staging::clear(hub, &held, sequence).await?;
        }
        held.release().await;
    }
    Ok(())
}

/// Reads the landed load of a job to its end, and answers its sequence; nothing where another process is loading its feed, or
/// it has come to its end already.
///
/// A load that cannot be read for a reason of ours does not keep the hub, or the loads after it, from coming up: it stays
/// landed with the fault in its report, and is not tried again until its file is loaded again or it is discarded.
///
/// # Errors
/// [`HubFault::Store`] and [`HubFault::File`], where the hub itself cannot be read or written.
pub(crate) async fn resume(hub: &Hub, job: &StoredJob, actor: &str, tell: Tell<'_>) -> Result<Option<i64>, HubFault> {
    tell(Progress { stage: Stage::Recover, done: 0, of: 0 });
    let Some(known) = store_load::find(&hub.store, &job.subject).await? else {
        let work = hub.store.begin().await?;
        return refuse(hub, work, job, &HubFault::UnknownLoad(job.subject.clone())).await.map(|()| None);
    };
    let Some(lock) = hub.store.try_lock(LockName::Feed(&known.feed)).await? else { return Ok(None) };
    let mut held = Held::of_job(lock, &job.id);
    let outcome = match standing(hub, job).await {
        Ok(Standing::Open) => resume_held(hub, &mut held, &known.id, actor, tell).await,
        Ok(Standing::ToEnd) => end_asked(hub, &held, &known.id).await.map(|()| None),
        Ok(Standing::Spent) => end_spent(hub, &held, &known.id, job).await.map(|()| None),
        Ok(Standing::Ended) => Ok(None),
        Err(fault) => Err(fault),
    };
    held.release().await;
    outcome
}

/// Ends a job that was asked to end and whose process ended before it did.
async fn end_asked(hub: &Hub, held: &Held, load: &str) -> Result<(), HubFault> {
    let Some(load) = store_load::find(&hub.store, load).await? else { return Ok(()) };
    // First what tells of it: a load that is landed, without a report and without a job, is read.
    keep_fault(hub, held, &load, HubFault::Cancelled).await?;
    let mut work = held.begin(hub).await?;
    job::end_asked(&mut work, (JobKind::Load.name(), &load.id), hub.clock.now()).await?;
    work.commit().await?;
    if load.state == state::name(LoadState::Landed) {
        staging::clear(hub, held, load.sequence).await?;
    }
    Ok(())
}

/// Ends a job that was begun too often.
async fn end_spent(hub: &Hub, held: &Held, load: &str, job: &StoredJob) -> Result<(), HubFault> {
    let Some(load) = store_load::find(&hub.store, load).await? else { return Ok(()) };
    keep_fault(hub, held, &load, spent()).await?;
    refuse(hub, held.begin(hub).await?, job, &spent()).await
}

async fn resume_held(
    hub: &Hub,
    held: &mut Held,
    load: &str,
    actor: &str,
    tell: Tell<'_>,
) -> Result<Option<i64>, HubFault> {
    // As it is under the lock.
    let Some(load) = store_load::find(&hub.store, load).await? else { return Ok(None) };
    let is_waiting = load.state == state::name(LoadState::Landed) && load.report.is_none();
    let mut work = held.begin(hub).await?;
    let claim = match new_claim(hub, held, &mut work, (JobKind::Load, &load.id), actor).await {
        Err(HubFault::Cancelled) => return Ok(None),
        claim => claim?,
    };
    if !is_waiting {
        job::end(&mut work, &claim, &Outcome::Done, hub.clock.now()).await?;
    }
    work.commit().await?;
    if !is_waiting {
        return Ok(None);
    }
    held.claim = Some(claim);
    match read(hub, held, &load, Bytes::LandedBefore, actor, tell).await {
        Ok(_) => Ok(Some(load.sequence)),
        Err(HubFault::Cancelled | HubFault::JobEnded(_) | HubFault::TakenOver) => Ok(None),
        Err(fault) => keep_fault(hub, held, &load, fault).await.map(|()| None),
    }
}

/// Reads a landed load to its end under its job. One that was asked to end leaves no row, and stays landed until its file is
/// loaded again or it is discarded.
///
/// # Errors
/// As [`complete`] and [`given_up`].
pub(super) async fn read(
    hub: &Hub,
    held: &mut Held,
    load: &StoredLoad,
    bytes: Bytes,
    actor: &str,
    tell: Tell<'_>,
) -> Result<LoadReport, HubFault> {
    let Some(claim) = held.claim.clone() else { return Err(HubFault::Internal("a load without a job".to_owned())) };
    let teller = Teller::new(tell);
    let told = |progress| teller.hear(progress);
    let fault = match carry_out(hub, &claim, &teller, complete(hub, held, load, bytes, actor, &told)).await {
        Ok(report) => return Ok(report),
        Err(fault) => fault,
    };
    if matches!(fault, HubFault::Cancelled) {
        // Before the job ends, as in `end_asked`. Where the load was published at that very moment it stays without.
        keep_fault(hub, held, load, HubFault::Cancelled).await?;
    }
    let fault = given_up(hub, held, &claim, fault).await;
    if matches!(fault, HubFault::Cancelled) {
        staging::clear(hub, held, load.sequence).await?;
    }
    Err(fault)
}

/// Keeps with a load why it could not be read to its end.
async fn keep_fault(hub: &Hub, held: &Held, load: &StoredLoad, fault: HubFault) -> Result<(), HubFault> {
    match fault {
        // The database does not answer, so nothing can be kept in it either.
        HubFault::Store(_) => return Err(fault),
        // The postcode directory or its path, or the master key, is the operator's to mend; then the load goes on by itself.
        HubFault::Configuration { .. } | HubFault::File { .. } | HubFault::Keys(_) => {
            tracing::error!(
                load = load.id,
                sequence = load.sequence,
                "a landed load waits for the hub's configuration"
            );
            return Ok(());
        }
        _ => {}
    }
    tracing::error!(load = load.id, sequence = load.sequence, "a landed load could not be read to its end");
    let identity = Identity::by_feed(load, &feed::find(hub, &load.feed).await?);
    let json = report::to_json(&report::unread(identity, LoadState::Landed, vec![reason(&fault)]))?;
    let mut work = held.begin(hub).await?;
    store_load::set_report(&mut work, load.sequence, &json).await?;
    work.commit().await?;
    Ok(())
}

/// Why a load could not be read to its end. A fault of the hub itself has the words that the terminal shows
/// its operator, which are English.
fn reason(fault: &HubFault) -> Bilingual {
    let cy = match fault {
        HubFault::LandedBytes { sequence, what } => {
            let what = if *what == "missing" { "ar goll" } else { "wedi'u difrodi" };
            format!("mae beitiau llwyth {sequence}, fel y'u derbyniwyd, {what}: llwythwch y ffeil eto")
        }
        HubFault::Cancelled => "gofynnodd rhywun iddo ddod i ben".to_owned(),
        _ => "mae nam ar yr hwb ei hun; mae'r adroddiad Saesneg yn dweud pa un".to_owned(),
    };
    Bilingual {
        en: format!("could not be read to its end: {fault}"),
        cy: format!("ni ellid ei ddarllen i'w ddiwedd: {cy}"),
    }
}
