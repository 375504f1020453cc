//! Jobs whose process ended before they did, and jobs that are due.

use dolen_store::job::{self, StoredJob};
use dolen_store::load;
use dolen_store::master::run;

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
    let mut adopted = Vec::new();
    if wanted.is_empty() {
        return Ok(adopted);
    }
    let mut work = hub.store.begin().await?;
    for (kind, subject) in &wanted {
        let id = hub.ids.next().to_string();
        adopted.push(job::add(&mut work, &id, (kind.name(), subject), actor, hub.clock.now()).await?);
    }
    work.commit().await?;
    Ok(adopted)
}
