//! A match that was cut off.

use dolen_store::LockName;
use dolen_store::job::{self, Outcome, StoredJob};
use dolen_store::master::run;

use super::pending::{make, unstopped};
use crate::job::{Held, Standing, refuse, spent, standing};
use crate::{Hub, HubFault, Progress, Stage, Tell};

/// Rows of each table that are taken back in one transaction.
const ROWS: i64 = 1_000;

/// Takes back the rows of every run that was cut off; whether there was one. The caller holds the lock of the match.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn take_back(hub: &Hub, held: &Held, tell: Tell<'_>) -> Result<bool, HubFault> {
    // A match that was given up in the middle of a write may still be writing.
    hub.store.wait_for_unseen().await?;
    let unfinished = run::unfinished(&hub.store).await?;
    for &number in &unfinished {
        tracing::info!(run = number, "a match that was cut off is taken back");
        let mut done = 0;
        loop {
            let mut work = held.begin_unseen(hub).await?;
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

/// Makes the match of a job that was cut off, or that nobody has begun; whether it was made. A match of another process is
/// left alone.
///
/// # Errors
/// [`HubFault`] where the database itself is at fault; any other is kept with the job.
pub(crate) async fn resume(hub: &Hub, job: &StoredJob, actor: &str, tell: Tell<'_>) -> Result<bool, HubFault> {
    let Some(lock) = hub.store.try_lock(LockName::Match).await? else { return Ok(false) };
    let mut held = Held::of_job(lock, &job.id);
    let standing = standing(hub, job).await?;
    if standing != Standing::Open {
        end(hub, &held, job, standing, tell).await?;
        held.release().await;
        return Ok(false);
    }
    let made = make(hub, &mut held, actor, tell, &unstopped).await;
    if let (None, Err(fault)) = (&held.claim, &made) {
        refuse(hub, held.begin(hub).await?, job, fault).await?;
    }
    if matches!(&made, Ok(report) if !report.is_new) {
        close(hub, &held, job).await?;
    }
    held.release().await;
    match made {
        Ok(report) => Ok(report.is_new),
        Err(fault @ HubFault::Store(_)) => Err(fault),
        Err(fault) => {
            tracing::error!(job = job.id, "a match could not be made");
            drop(fault);
            Ok(false)
        }
    }
}

/// Ends a job that is not to be carried out any more.
async fn end(hub: &Hub, held: &Held, job: &StoredJob, standing: Standing, tell: Tell<'_>) -> Result<(), HubFault> {
    if standing == Standing::Ended {
        return Ok(());
    }
    take_back(hub, held, tell).await?;
    let mut work = held.begin(hub).await?;
    if standing == Standing::Spent {
        return refuse(hub, work, job, &spent()).await;
    }
    job::end_asked(&mut work, (&job.kind, &job.subject), hub.clock.now()).await?;
    Ok(work.commit().await?)
}

/// Ends a job for which there was nothing left to do.
async fn close(hub: &Hub, held: &Held, job: &StoredJob) -> Result<(), HubFault> {
    let mut work = held.begin(hub).await?;
    let now = hub.clock.now();
    if let Some(claim) = job::claim(&mut work, &job.id, "nobody", now).await? {
        job::end(&mut work, &claim, &Outcome::Done, now).await?;
    }
    Ok(work.commit().await?)
}
