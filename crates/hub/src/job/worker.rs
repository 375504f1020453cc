//! Working at what is due, for as long as a server runs.

use dolen_model::Timestamp;
use dolen_store::job;

use super::recover::{perform, resume};
use crate::hub::Recovered;
use crate::rounds::{Hears, Rounds};
use crate::{Hub, HubFault};

/// Microseconds for which a job that was taken is nobody else's to take.
const TAKEN: i64 = 30_000_000;

/// Works at jobs as they become due, until the future is dropped. Several processes may: each job is one's.
pub async fn work(hub: &Hub, actor: &str) {
    let mut rounds = Rounds::new(hub, Hears::Others);
    loop {
        let outcome = once(hub, actor).await;
        rounds.next(outcome).await;
    }
}

async fn once(hub: &Hub, actor: &str) -> Result<(), HubFault> {
    // What has no job is for the next opening: what cannot be read is not tried again every few seconds.
    resume(hub, &[], actor, &|_| ()).await?;
    loop {
        let now = hub.clock.now();
        let mut work = hub.store.begin().await?;
        let due = job::take_due(&mut work, now, Timestamp(now.0.saturating_add(TAKEN))).await?;
        work.commit().await?;
        let Some(due) = due else { return Ok(()) };
        perform(hub, &due, &due.actor, &|_| (), &mut Recovered::default()).await?;
    }
}
