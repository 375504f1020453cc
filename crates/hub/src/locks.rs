//! Several locks that are held together.

use dolen_store::{Fence, HeldLock, Work};

use crate::{Hub, HubFault};

/// Locks that are let go of together.
#[derive(Debug, Default)]
pub(crate) struct Locks(Vec<HeldLock>);

impl Locks {
    pub(crate) fn add(&mut self, lock: HeldLock) {
        self.0.push(lock);
    }

    pub(crate) fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }

    /// Begins to decide, see [`dolen_store::Store::begin`]: refused where one of them was lost. What is told by such a decision was done
    /// under all of them from their taking on.
    ///
    /// # Errors
    /// [`HubFault::Store`] where the server let go of one.
    pub(crate) async fn begin(&self, hub: &Hub) -> Result<Work, HubFault> {
        begin_behind(hub, &self.fences()).await
    }

    pub(crate) fn fences(&self) -> Vec<Fence> {
        self.0.iter().map(HeldLock::fence).collect()
    }

    /// Lets go.
    pub(crate) async fn release(self) {
        for lock in self.0 {
            lock.release().await;
        }
    }
}

impl From<HeldLock> for Locks {
    fn from(lock: HeldLock) -> Self {
        Self(vec![lock])
    }
}

/// Begins to decide where every lock is held still.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn begin_behind(hub: &Hub, fences: &[Fence]) -> Result<Work, HubFault> {
    let mut work = hub.store.begin().await?;
    for fence in fences {
        work.fence(*fence).await?;
    }
    Ok(work)
}
