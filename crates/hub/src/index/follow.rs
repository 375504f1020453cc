//! One round: what the tables say now against what the index holds.

use std::sync::Arc;

use dolen_link::{ClusterId, Live, Plan};
use dolen_store::ledger;
use dolen_store::master::run_plan;
use tokio::sync::Mutex;

use super::judged::{self, Judged};
use super::wanted::{Versions, Wanted};
use super::{Shared, records};
use crate::quiet::quietly;
use crate::{Hub, HubFault};

/// How far an index was followed.
#[derive(Default)]
pub(crate) struct Followed {
    /// The last entry of the ledger then: without a later one nothing is another.
    entry: i64,
    /// What it holds; none where there is no index.
    held: Option<Held>,
}

/// What an index holds.
#[derive(Default)]
struct Held {
    run: i64,
    erasures: Vec<String>,
    loads: Vec<(String, i64)>,
    versions: Versions,
    judged: Judged,
}

/// Brings the index up to date.
///
/// A new run brings a new plan, and an erasure must leave nothing of what was there: then it is built anew, after an erasure from
/// nothing. Else what was published, vanished or judged since is put in and taken out.
///
/// # Errors
/// [`HubFault`]; what was not done is done by a later round.
pub(super) async fn once(hub: &Hub) -> Result<(), HubFault> {
    let mut followed = hub.index.followed.lock().await;
    let entry = ledger::last_sequence(&hub.store).await?;
    if entry == followed.entry {
        return Ok(());
    }
    let wanted = Wanted::read(hub).await?;
    let is_there = hub.index.live.lock().await.is_some();
    let held = followed.held.take().filter(|_| is_there);
    if held.as_ref().is_none_or(|held| held.erasures != wanted.erasures) {
        hub.index.forget().await;
    }
    let held = held.filter(|held| held.run == wanted.run && held.erasures == wanted.erasures);
    let kept = match held {
        Some(mut held) => fill(hub, &hub.index.live, &mut held, wanted).await.map(|()| Some(held)),
        None => build(hub, wanted).await,
    };
    followed.entry = match &kept {
        // It would not fare better until something is another.
        Ok(_) | Err(HubFault::Link(_)) => entry,
        Err(_) => 0,
    };
    match kept {
        Ok(held) => {
            followed.held = held;
            Ok(())
        }
        Err(fault) => {
            hub.index.forget().await;
            Err(fault)
        }
    }
}

/// Builds an index beside the one that is searched meanwhile, if any is, and puts it in its place. Without a run that left a plan
/// there is none.
async fn build(hub: &Hub, wanted: Wanted) -> Result<Option<Held>, HubFault> {
    let run = wanted.run;
    let Some(bytes) = run_plan::read(&hub.store, run).await? else {
        hub.index.forget().await;
        return Ok(None);
    };
    let live = quietly(move || Live::new(Plan::from_bytes(&bytes)?, None, ids())).await??;
    let fresh: Shared = Arc::new(Mutex::new(Some(live)));
    let mut held = Held { run, erasures: wanted.erasures.clone(), ..Held::default() };
    fill(hub, &fresh, &mut held, wanted).await?;
    let built = fresh.lock().await.take();
    hub.index.replace(built).await;
    tracing::info!(run, records = held.versions.len() as u64, "the index of similar people was built");
    Ok(Some(held))
}

/// Puts in and takes out what is another.
async fn fill(hub: &Hub, live: &Shared, held: &mut Held, wanted: Wanted) -> Result<(), HubFault> {
    let judgements = if held.loads == wanted.loads {
        wanted.judgements
    } else {
        held.loads.clone_from(&wanted.loads);
        let (versions, judgements) = wanted.versions().await?;
        records::follow(hub, live, &mut held.versions, versions).await?;
        judgements
    };
    judged::follow(live, &mut held.judged, &held.versions, &judgements).await
}

/// Nobody outside hears of clusters by their ids: they are counted.
fn ids() -> impl FnMut() -> ClusterId + Send + Sync + 'static {
    let mut last = 0;
    move || {
        last += 1;
        ClusterId(last)
    }
}
