//! The right to work at something: its lock, and the job that tells of it.

use dolen_store::job::{self, Claim, Outcome};
use dolen_store::{Fence, HeldLock, UnseenWork, Work};

use super::JobKind;
use crate::locks::begin_behind;
use crate::{Hub, HubFault};

/// Work that a process is at.
pub(crate) struct Held {
    lock: HeldLock,
    /// The job that is begun again, where one is.
    resumed: Option<String>,
    /// The claim to the job, once there is one.
    pub(crate) claim: Option<Claim>,
}

impl Held {
    pub(crate) const fn new(lock: HeldLock) -> Self {
        Self { lock, resumed: None, claim: None }
    }

    /// Work that is begun again, or that was left to whoever has time: of this job and no other.
    pub(crate) fn of_job(lock: HeldLock, job: &str) -> Self {
        Self { resumed: Some(job.to_owned()), ..Self::new(lock) }
    }

    /// Begins to decide, see [`dolen_store::Store::begin`]: refused where the work is ours no more, and else waited for by whoever takes
    /// it over.
    ///
    /// # Errors
    /// [`HubFault::Store`] where the server let go of the lock.
    pub(crate) async fn begin(&self, hub: &Hub) -> Result<Work, HubFault> {
        begin_behind(hub, &[self.fence()]).await
    }

    /// Begins to write rows that nobody reads yet, likewise: a process that was thought dead, and whose work was begun again, would else
    /// write its rows among those of the other.
    ///
    /// # Errors
    /// As [`Held::begin`].
    pub(crate) async fn begin_unseen(&self, hub: &Hub) -> Result<UnseenWork, HubFault> {
        let fence = self.fence();
        let mut work = hub.store.begin_unseen().await?;
        work.fence(fence).await?;
        Ok(work)
    }

    pub(crate) const fn fence(&self) -> Fence {
        self.lock.fence()
    }

    /// Whether the work is still ours. Asked where rows are found missing: a server that broke down meanwhile, and came back, may have
    /// lost some that it had taken, and the lock is lost with them.
    ///
    /// # Errors
    /// [`HubFault::Store`] where the server let go of the lock.
    pub(crate) async fn check(&mut self) -> Result<(), HubFault> {
        Ok(self.lock.check().await?)
    }

    /// Ends the job in the transaction that makes its result visible, begun by [`Held::begin`]. It is kept only where nobody has begun
    /// the job again.
    ///
    /// # Errors
    /// [`HubFault::TakenOver`], [`HubFault::Store`].
    pub(crate) async fn conclude(&self, hub: &Hub, work: &mut Work) -> Result<(), HubFault> {
        if let Some(claim) = &self.claim
            && !job::end(work, claim, &Outcome::Done, hub.clock.now()).await?
        {
            return Err(HubFault::TakenOver);
        }
        Ok(())
    }

    /// Lets go.
    pub(crate) async fn release(self) {
        self.lock.release().await;
    }
}

/// Claims the job that is begun again for this process, which holds the lock of what it works at. Where none is, adds one, or finds the
/// one that is open; one that was asked to end, and whose process ended before it did, is ended by this, and another is begun.
///
/// # Errors
/// [`HubFault::Cancelled`] where the job was asked to end, or has ended, meanwhile, [`HubFault::Store`].
pub(crate) async fn new_claim(
    hub: &Hub,
    held: &Held,
    work: &mut Work,
    (kind, subject): (JobKind, &str),
    actor: &str,
) -> Result<Claim, HubFault> {
    let now = hub.clock.now();
    if let Some(id) = &held.resumed {
        return job::claim(work, id, &worker(), now).await?.ok_or(HubFault::Cancelled);
    }
    job::end_asked(work, (kind.name(), subject), now).await?;
    let id = job::add(work, &hub.ids.next().to_string(), (kind.name(), subject), actor, now).await?;
    job::claim(work, &id, &worker(), now).await?.ok_or(HubFault::Cancelled)
}

/// This process, as the list of jobs names it.
fn worker() -> String {
    format!("process {}", std::process::id())
}
