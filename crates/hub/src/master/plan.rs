//! The plan of a run on its way to the store.

use dolen_store::master::run_plan;

use crate::job::Held;
use crate::{Hub, HubFault};

/// Bytes of a piece. Who looks meanwhile waits for one at most.
const PIECE: usize = 1 << 20;

/// Writes the plan of a run that nobody reads, piece by piece.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn write(hub: &Hub, held: &Held, run: i64, plan: &[u8]) -> Result<(), HubFault> {
    for (content, place) in plan.chunks(PIECE).zip(0..) {
        let mut work = held.begin_unseen(hub).await?;
        run_plan::add(&mut work, run, place, content).await?;
        work.commit().await?;
    }
    Ok(())
}

/// Removes the plans of the runs before the current one. The match stands without it: what is left goes with the next, or with an
/// erasure, which asks for it.
pub(crate) async fn forget_before(hub: &Hub, run: i64) {
    let forgotten = async {
        let mut work = hub.store.begin_unseen().await?;
        run_plan::remove_before(&mut work, run).await?;
        work.commit().await
    };
    if forgotten.await.is_err() {
        tracing::warn!(run, "the plan of an earlier run could not be removed");
    }
}
