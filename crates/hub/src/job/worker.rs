//! Working at what is due, for as long as a server runs.

use std::time::Duration;

use dolen_model::Timestamp;
use dolen_store::{Notices, StoreFault, job};

use super::recover::{perform, resume};
use crate::hub::Recovered;
use crate::{Hub, HubFault};

/// How long nothing is asked where nothing was told: a notice can be lost, and a later attempt becomes due without one.
const ASKED: Duration = Duration::from_secs(3);
/// Microseconds for which a job that was taken is nobody else's to take.
const TAKEN: i64 = 30_000_000;

/// Works at jobs as they become due, until the future is dropped. Several processes may: each job is one's.
pub async fn work(hub: &Hub, actor: &str) {
    let mut notices = None;
    loop {
        // Where the hub has moved, there is nothing to work at here.
        if let Err(fault) = once(hub, actor).await
            && !matches!(fault, HubFault::Store(StoreFault::Moved { .. }))
        {
            // The next round may fare better; what is due stays due.
            tracing::error!(error_kind = %fault_kind(&fault), "jobs could not be worked at");
        }
        if notices.is_none() {
            notices = Notices::of(&hub.store).await.ok();
        }
        match &mut notices {
            Some(notices) => notices.wait(ASKED).await,
            None => tokio::time::sleep(ASKED).await,
        }
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

/// What kind of fault it is: its own words are for whoever asked.
const fn fault_kind(fault: &HubFault) -> &'static str {
    match fault {
        HubFault::Store(_) => "store",
        HubFault::File { .. } | HubFault::Configuration { .. } => "file",
        _ => "internal",
    }
}
