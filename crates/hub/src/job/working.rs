//! Carrying a job out: how far it is told, and it ends where somebody asks for that.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use dolen_model::Timestamp;
use dolen_store::Work;
use dolen_store::job::{self, Claim, Outcome, StoredJob};

use super::{Held, JobState, failure};
use crate::{Hub, HubFault, Progress, Tell};

/// How often a job tells how far it is, and asks whether it is to end.
const TOLD: Duration = Duration::from_secs(1);
/// Microseconds until a job is tried again for the first time; each time after that it is twice as long.
const FIRST: i64 = 5_000_000;
/// The longest that it is.
const LONGEST: i64 = 10 * 60 * 1_000_000;
/// How often a job is begun before it is given up.
pub(super) const ATTEMPTS: i64 = 8;

/// Hears how far a job is, tells it on, and keeps the latest for the database.
pub(crate) struct Teller<'a> {
    tell: Tell<'a>,
    latest: Mutex<Option<Progress>>,
}

impl<'a> Teller<'a> {
    pub(crate) const fn new(tell: Tell<'a>) -> Self {
        Self { tell, latest: Mutex::new(None) }
    }

    pub(crate) fn hear(&self, progress: Progress) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
        (self.tell)(progress);
    }

    fn take(&self) -> Option<Progress> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Carries a job out. Where somebody asks that it ends, it is dropped between two of its steps. It may have come to its end at
/// that very moment: the caller asks [`given_up`], and takes back what was left where the job was ended by that alone.
///
/// # Errors
/// [`HubFault::Cancelled`], or those of the work itself.
pub(crate) async fn carry_out<T>(
    hub: &Hub,
    claim: &Claim,
    teller: &Teller<'_>,
    work: impl Future<Output = Result<T, HubFault>>,
) -> Result<T, HubFault> {
    // Side by side: what tells how far the work is may have to wait for what the work itself is writing.
    tokio::select! {
        biased;
        result = work => result,
        () = until_ended(hub, claim, teller) => Err(HubFault::Cancelled),
    }
}

/// Tells again and again how far a job is, and comes back when it is to end.
async fn until_ended(hub: &Hub, claim: &Claim, teller: &Teller<'_>) {
    let mut last = None;
    loop {
        tokio::time::sleep(TOLD).await;
        last = teller.take().or(last);
        if is_asked_to_end(hub, claim, last).await {
            return;
        }
    }
}

/// Tells how far a job is. Where the database does not answer, or the claim is good no more, the work goes on: it meets that
/// itself before anything of it is seen.
async fn is_asked_to_end(hub: &Hub, claim: &Claim, progress: Option<Progress>) -> bool {
    let told = async {
        let signed = |number| i64::try_from(number).unwrap_or(i64::MAX);
        let (stage, counts) = match progress {
            Some(at) => (Some(at.stage.name()), (signed(at.done), signed(at.of))),
            None => (None, (0, 0)),
        };
        let mut work = hub.store.begin_unseen().await?;
        let is_asked = job::progress(&mut work, claim, stage, counts).await?;
        work.commit().await?;
        Ok::<_, HubFault>(is_asked == Some(true))
    };
    told.await.unwrap_or(false)
}

/// What is to be told of a job that was carried out and came to this fault: the fault, with which the job ends or waits to be tried
/// again. From then on nothing of it can become visible: what makes it visible ends the job too, in one transaction. Where the
/// database does not answer, or the lock was lost, whoever has the lock next finds the job as it is.
///
/// Not the fault where the job is no more at work: [`HubFault::JobEnded`] where somebody asked for its end too late, and
/// [`HubFault::TakenOver`] for any fault of a process whose work was begun again. That says nothing of the work.
pub(crate) async fn given_up(hub: &Hub, held: &Held, claim: &Claim, fault: HubFault) -> HubFault {
    match (give_up(hub, held, claim, &fault).await, fault) {
        (Ok(Ended::Now), fault) => fault,
        (Ok(_), HubFault::Cancelled) => HubFault::JobEnded(claim.job.clone()),
        (Ok(Ended::ByAnother), _) => HubFault::TakenOver,
        // Its result was kept, and then something failed.
        (Ok(Ended::Before), fault) => fault,
        // What was begun is not taken back before it is kept that it ended.
        (Err(unkept), HubFault::Cancelled) => unkept,
        (Err(_), fault) => fault,
    }
}

/// How a job came to its end that did not come to its good one.
enum Ended {
    Now,
    /// It had come to its good one.
    Before,
    /// It was begun again, or ended, by another.
    ByAnother,
}

async fn give_up(hub: &Hub, held: &Held, claim: &Claim, fault: &HubFault) -> Result<Ended, HubFault> {
    let mut work = held.begin(hub).await?;
    let is_ended = end(hub, &mut work, claim, fault).await?;
    work.commit().await?;
    if is_ended {
        return Ok(Ended::Now);
    }
    let found = job::find(&hub.store, &claim.job).await?;
    let is_done = |job: &StoredJob| job.attempt == claim.attempt && job.state == JobState::Done.name();
    Ok(if found.as_ref().is_some_and(is_done) { Ended::Before } else { Ended::ByAnother })
}

/// Ends a job that did not come to its good end: it waits to be tried again where that may help, else it has failed. Answers
/// whether it was this that ended it.
async fn end(hub: &Hub, work: &mut Work, claim: &Claim, fault: &HubFault) -> Result<bool, HubFault> {
    let now = hub.clock.now();
    let failure = failure(fault);
    let json = serde_json::to_string(&failure.told).map_err(|fault| HubFault::Internal(fault.to_string()))?;
    let outcome = match fault {
        HubFault::Cancelled => Outcome::Cancelled,
        _ if failure.is_passing && claim.attempt < ATTEMPTS => Outcome::Later(&json, again_at(claim.attempt, now)),
        _ => Outcome::Failed(&json),
    };
    Ok(job::end(work, claim, &outcome, now).await?)
}

/// Ends a job that was refused before it was begun: what was wrong then is told with the job, and it waits to be tried again
/// only where that may help. The transaction is begun under the lock of what the job works at, where there is that.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn refuse(hub: &Hub, mut work: Work, job: &StoredJob, fault: &HubFault) -> Result<(), HubFault> {
    // None where it has come to its end, or somebody asked that it does.
    if let Some(claim) = job::claim(&mut work, &job.id, "nobody", hub.clock.now()).await? {
        end(hub, &mut work, &claim, fault).await?;
    }
    Ok(work.commit().await?)
}

/// When a job is tried again that was begun so many times.
fn again_at(attempts: i64, now: Timestamp) -> Timestamp {
    let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
    Timestamp(now.0.saturating_add(FIRST.saturating_mul(1 << doublings).min(LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_twice_as_long_up_to_ten_minutes() {
        let waits: Vec<i64> = (1..=9).map(|attempts| again_at(attempts, Timestamp(0)).0 / 1_000_000).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 600, 600]);
    }
}
