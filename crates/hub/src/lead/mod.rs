//! What one of several servers does for all of them: it has a match made of what is pending. Who that is, a lock tells; when it ends,
//! or the database lets go of its lock, another is it within seconds.

#[cfg(test)]
mod tests;

use dolen_store::{HeldLock, LockName, job, load};

use crate::job::{JobKind, JobState};
use crate::rounds::{Hears, Rounds};
use crate::{Hub, HubFault, master};

/// Newest jobs among which the last match is looked for.
const JOBS: i64 = 100;

/// Leads whenever no other server does, until the future is dropped. Does nothing where nobody asked that matches are made by
/// themselves.
pub async fn lead(hub: &Hub, actor: &str) {
    if !hub.configuration.matching.automatic {
        return;
    }
    let (mut leading, mut rounds) = (Leading::default(), Rounds::new(hub, Hears::Inside));
    loop {
        let outcome = leading.round(hub, actor).await.map(drop);
        rounds.next(outcome).await;
    }
}

/// The lead of a process, if it has it.
#[derive(Default)]
pub(crate) struct Leading {
    held: Option<HeldLock>,
}

impl Leading {
    /// Takes the lead if nobody has it, and does what is the leader's; answers whether this is who leads.
    ///
    /// # Errors
    /// [`HubFault::Store`]; whether it leads then is found in the next round.
    pub(crate) async fn round(&mut self, hub: &Hub, actor: &str) -> Result<bool, HubFault> {
        if let Some(held) = &mut self.held
            && held.check().await.is_err()
        {
            self.held = None;
        }
        if self.held.is_none() {
            self.held = hub.store.try_lock(LockName::Leader).await?;
            if self.held.is_some() {
                tracing::info!("this process leads");
            }
        }
        if self.held.is_none() {
            return Ok(false);
        }
        if is_due(hub).await? {
            master::queue(hub, actor).await?;
        }
        Ok(true)
    }
}

/// Whether a match is to be made: something is pending, nobody reads a file that would be matched next, and no match of it failed or
/// was ended by somebody. That one waits for the next load, or for who asks for it.
async fn is_due(hub: &Hub) -> Result<bool, HubFault> {
    let open = job::open(&hub.store).await?;
    let is_before = |job: &job::StoredJob| {
        job.kind == JobKind::Match.name() || job.state == JobState::Working.name() || job.attempt == 0
    };
    if open.iter().any(is_before) || load::visible(&hub.store).await?.is_empty() {
        return Ok(false);
    }
    let newest = job::newest(&hub.store, JOBS).await?;
    let last = newest.iter().find(|job| job.kind == JobKind::Match.name());
    if let Some(ended) = last.filter(|job| job.state != JobState::Done.name()).and_then(|job| job.ended_at) {
        let published = load::publications(&hub.store, hub.clock.now()).await?;
        if published.iter().all(|load| load.published_at <= ended) {
            return Ok(false);
        }
    }
    master::is_pending(hub).await
}
