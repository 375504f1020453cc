//! Looking at jobs, ending them and having them tried again.

use dolen_store::StoreFault;
use dolen_store::job::{self, StoredJob};
use dolen_store::load::{self, StoredLoad};

use super::{Job, JobKind, JobState};
use crate::{Hub, HubFault, Stage};

/// The newest jobs.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn list(hub: &Hub, limit: u32) -> Result<Vec<Job>, HubFault> {
    let stored = job::newest(&hub.store, i64::from(limit)).await?;
    let loads = load::all(&hub.store).await?;
    stored.into_iter().map(|stored| view(stored, &loads)).collect()
}

/// The job of an id.
///
/// # Errors
/// [`HubFault::UnknownJob`], [`HubFault::Store`].
pub async fn find(hub: &Hub, id: &str) -> Result<Job, HubFault> {
    let stored = job::find(&hub.store, id).await?.ok_or_else(|| HubFault::UnknownJob(id.to_owned()))?;
    view(stored, &load::all(&hub.store).await?)
}

/// Asks that a job ends: at once where it waits, else between two of its steps. Nothing of it becomes visible, and what it
/// works at can be asked for again.
///
/// # Errors
/// [`HubFault::UnknownJob`], [`HubFault::JobEnded`], [`HubFault::Store`].
pub async fn cancel(hub: &Hub, id: &str, actor: &str) -> Result<Job, HubFault> {
    change(hub, id, actor, Change::Cancel).await
}

/// Has a job tried again now that waits for a later time.
///
/// # Errors
/// [`HubFault::UnknownJob`], [`HubFault::JobEnded`], [`HubFault::Store`].
pub async fn retry(hub: &Hub, id: &str, actor: &str) -> Result<Job, HubFault> {
    change(hub, id, actor, Change::Retry).await
}

#[derive(Clone, Copy)]
enum Change {
    Cancel,
    Retry,
}

async fn change(hub: &Hub, id: &str, actor: &str, change: Change) -> Result<Job, HubFault> {
    let stored = job::find(&hub.store, id).await?.ok_or_else(|| HubFault::UnknownJob(id.to_owned()))?;
    let now = hub.clock.now();
    let mut work = hub.store.begin().await?;
    let (is_done, action) = match change {
        Change::Cancel => (job::ask_cancel(&mut work, id, now).await?, "job cancelled"),
        Change::Retry => (job::hasten(&mut work, id, now).await?, "job tried again"),
    };
    if !is_done {
        return Err(HubFault::JobEnded(id.to_owned()));
    }
    let draft = dolen_ledger::Draft {
        verb: dolen_ledger::Verb::Alteration,
        actor: actor.to_owned(),
        organisation: None,
        subject: vec![format!("job:{id}")],
        reason: None,
        detail: serde_json::json!({ "action": action, "kind": stored.kind, "of": stored.subject }),
    };
    work.enter(draft, hub.ids.salt(), now).await?;
    work.commit().await?;
    find(hub, id).await
}

fn view(stored: StoredJob, loads: &[StoredLoad]) -> Result<Job, HubFault> {
    let unknown = |what| HubFault::Store(StoreFault::Content { what, detail: "unknown word".to_owned() });
    let kind = JobKind::from_name(&stored.kind).ok_or_else(|| unknown("job.kind"))?;
    let state = JobState::from_name(&stored.state).ok_or_else(|| unknown("job.state"))?;
    let load = loads.iter().find(|load| kind == JobKind::Load && load.id == stored.subject);
    let failure = stored.failure.as_deref().map(serde_json::from_str).transpose();
    let unsigned = |number| u64::try_from(number).unwrap_or(0);
    Ok(Job {
        again_at: (state == JobState::Waiting && stored.attempt > 0).then_some(stored.run_after),
        job: stored.id,
        kind,
        load: load.map(|load| load.sequence),
        file: load.map(|load| load.file.clone()),
        actor: stored.actor,
        state,
        queued_at: stored.queued_at,
        started_at: stored.started_at,
        ended_at: stored.ended_at,
        attempts: stored.attempt,
        stage: stored.stage.as_deref().and_then(Stage::from_name),
        done: unsigned(stored.done),
        of: unsigned(stored.total),
        is_ending: stored.is_cancel_asked && state == JobState::Working,
        failure: failure.map_err(|_| unknown("job.failure"))?,
    })
}
