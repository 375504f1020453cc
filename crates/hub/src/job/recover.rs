//! Jobs whose process ended before they did, and jobs that are due.

use dolen_store::job::{self, StoredJob};
use dolen_store::load;
use dolen_store::master::run;

use super::working::ATTEMPTS;
use super::{JobKind, JobState};
use crate::hub::Recovered;
use crate::{Hub, HubFault, Tell, intake, master};

/// What of a match's job is the subject: there is one match at a time.
pub(crate) const PEOPLE: &str = "people";

/// Completes jobs that were begun and whose process has ended, or that are due to be tried again. What another process is at
/// is left to it, and so is what nobody has begun: that is for [`super::work`].
///
/// # Errors
/// [`HubFault`].
pub(crate) async fn recover(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<Recovered, HubFault> {
    intake::sweep(hub).await?;
    let adopted = adopt(hub, actor).await?;
    resume(hub, &adopted, actor, tell).await
}

/// Carries out the jobs that were begun and that no process is at, and those of `adopted`.
///
/// # Errors
/// [`HubFault`].
pub(super) async fn resume(hub: &Hub, adopted: &[String], actor: &str, tell: Tell<'_>) -> Result<Recovered, HubFault> {
    let now = hub.clock.now();
    let is_meant = |job: &StoredJob| {
        job.state == JobState::Working.name() || job.attempt > 0 && job.run_after <= now || adopted.contains(&job.id)
    };
    let mut recovered = Recovered::default();
    for open in job::open(&hub.store).await?.into_iter().filter(is_meant) {
        perform(hub, &open, actor, tell, &mut recovered).await?;
    }
    Ok(recovered)
}

/// Carries one open job out, unless another process is at it.
///
/// # Errors
/// Those of the database itself; other faults of the job are kept with it.
pub(super) async fn perform(
    hub: &Hub,
    open: &StoredJob,
    actor: &str,
    tell: Tell<'_>,
    recovered: &mut Recovered,
) -> Result<(), HubFault> {
    match JobKind::from_name(&open.kind) {
        Some(JobKind::Load) => recovered.loads.extend(intake::resume(hub, open, actor, tell).await?),
        Some(JobKind::Match) => recovered.is_matched |= master::resume(hub, open, actor, tell).await?,
        None => tracing::error!(job = open.id, "a job is of no kind that this version knows"),
    }
    Ok(())
}

/// How a job stands that is to be begun, or begun again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Open,
    /// Somebody asked that it ends, and whoever was at it ended first.
    ToEnd,
    /// It was begun as often as it may be, and each time whoever was at it ended, or lost the database.
    Spent,
    Ended,
}

/// How a job stands under the lock of what it works at, whatever it was when it was looked for.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn standing(hub: &Hub, job: &StoredJob) -> Result<Standing, HubFault> {
    Ok(match job::find(&hub.store, &job.id).await? {
        Some(job) if job.ended_at.is_none() && job.is_cancel_asked => Standing::ToEnd,
        Some(job) if job.state == JobState::Working.name() && job.attempt >= ATTEMPTS => Standing::Spent,
        Some(job) if job.ended_at.is_none() => Standing::Open,
        _ => Standing::Ended,
    })
}

/// What is told of a job that was begun too often.
pub(crate) fn spent() -> HubFault {
    let told = format!("it was begun {ATTEMPTS} times, and each time its process ended or lost the database");
    HubFault::Internal(told)
}

/// Gives a job to work that was begun and has none, and answers their ids: its process ended before there was one, it was begun
/// by an older version, or it failed for a reason that may have been mended. Nothing is claimed: it may be a live process's,
/// which is about to do that.
async fn adopt(hub: &Hub, actor: &str) -> Result<Vec<String>, HubFault> {
    let open = job::open(&hub.store).await?;
    let has = |kind: JobKind, subject: &str| open.iter().any(|job| job.kind == kind.name() && job.subject == subject);
    let landed = load::in_state(&hub.store, "landed").await?.into_iter().filter(|load| load.report.is_none());
    let mut wanted: Vec<(JobKind, String)> = landed.map(|load| (JobKind::Load, load.id)).collect();
    if !run::unfinished(&hub.store).await?.is_empty() {
        wanted.push((JobKind::Match, PEOPLE.to_owned()));
    }
    wanted.retain(|(kind, subject)| !has(*kind, subject));
    let mut without = Vec::new();
    for (kind, subject) in wanted {
        // What somebody ended does not come back by itself, however its process ended.
        let last = job::last(&hub.store, (kind.name(), &subject)).await?;
        if last.is_none_or(|last| last.state != JobState::Cancelled.name()) {
            without.push((kind, subject));
        }
    }
    let mut adopted = Vec::new();
    if without.is_empty() {
        return Ok(adopted);
    }
    let mut work = hub.store.begin().await?;
    for (kind, subject) in &without {
        let id = hub.ids.next().to_string();
        adopted.push(job::add(&mut work, &id, (kind.name(), subject), actor, hub.clock.now()).await?);
    }
    work.commit().await?;
    Ok(adopted)
}
