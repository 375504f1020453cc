//! A match that was cut off.

use dolen_store::LockName;
use dolen_store::master::run;

use super::pending::{make, unstopped};
use crate::{Hub, HubFault, Progress, Stage, Tell};

/// Rows of each table that are taken back in one transaction.
const ROWS: i64 = 5_000;

/// Takes back the rows of every run that was cut off; whether there was one. The caller holds the lock of the match.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn take_back(hub: &Hub, tell: Tell<'_>) -> Result<bool, HubFault> {
    // A match that was given up in the middle of a write may still be writing.
    hub.store.wait_for_unseen().await?;
    let unfinished = run::unfinished(&hub.store).await?;
    for &number in &unfinished {
        tracing::info!(run = number, "a match that was cut off is taken back");
        let mut done = 0;
        loop {
            let mut work = hub.store.begin_unseen().await?;
            let is_more = run::take_back(&mut work, number, ROWS).await?;
            work.commit().await?;
            done += 1;
            tell(Progress { stage: Stage::Recover, done, of: 0 });
            if !is_more {
                break;
            }
        }
    }
    Ok(!unfinished.is_empty())
}

/// Takes back a match that was cut off and makes it again; whether there was one. A match of another process is left alone.
///
/// # Errors
/// [`HubFault`].
pub(crate) async fn resume(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<bool, HubFault> {
    let Some(mut lock) = hub.store.try_lock(LockName::Match).await? else { return Ok(false) };
    let is_cut_off = take_back(hub, tell).await?;
    if is_cut_off {
        make(hub, &mut lock, actor, tell, &unstopped).await?;
    }
    lock.release().await;
    Ok(is_cut_off)
}
