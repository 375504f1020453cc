//! Completing what an ended process left half loaded.

use dolen_model::Bilingual;
use dolen_store::load::{self as store_load, StoredLoad};
use dolen_store::staging as store_staging;

use super::publish::complete;
use super::report::{self, Identity};
use super::staging::{self, Bytes};
use super::{feed, landing, state};
use crate::progress::{Progress, Stage};
use crate::view::LoadState;
use crate::{Hub, HubFault, Tell};

/// Reads landed loads to their end whose process ended before, oldest first, and answers their sequences. The caller holds
/// the work lock.
///
/// A load that cannot be read for a reason of ours does not keep the hub, or the loads after it, from coming up: it stays
/// landed with the fault in its report, and is not tried again until its file is loaded again or it is discarded.
///
/// # Errors
/// [`HubFault::Store`] and [`HubFault::File`], where the hub itself cannot be read or written.
pub(crate) async fn resume_all(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<Vec<i64>, HubFault> {
    landing::sweep(hub).await?;
    for sequence in store_staging::left_behind(&hub.store).await? {
        staging::clear(hub, sequence).await?;
    }
    let landed = store_load::in_state(&hub.store, state::name(LoadState::Landed)).await?;
    let waiting: Vec<StoredLoad> = landed.into_iter().filter(|load| load.report.is_none()).collect();
    let of = waiting.len() as u64;
    let mut completed = Vec::new();
    for (done, load) in (0_u64..).zip(&waiting) {
        tell(Progress { stage: Stage::Recover, done, of });
        match complete(hub, load, Bytes::LandedBefore, actor, tell).await {
            Ok(_) => completed.push(load.sequence),
            Err(fault) => keep_fault(hub, load, fault).await?,
        }
    }
    Ok(completed)
}

/// Keeps with a load why it could not be read to its end.
async fn keep_fault(hub: &Hub, load: &StoredLoad, fault: HubFault) -> Result<(), HubFault> {
    match fault {
        // The database does not answer, so nothing can be kept in it either.
        HubFault::Store(_) => return Err(fault),
        // The postcode directory or its path, or the master key, is the operator's to mend; then the load goes on by itself.
        HubFault::Configuration { .. } | HubFault::File { .. } | HubFault::Keys(_) => {
            tracing::error!(
                load = load.id,
                sequence = load.sequence,
                "a landed load waits for the hub's configuration"
            );
            return Ok(());
        }
        _ => {}
    }
    tracing::error!(load = load.id, sequence = load.sequence, "a landed load could not be read to its end");
    let identity = Identity::by_feed(load, &feed::find(hub, &load.feed).await?);
    let json = report::to_json(&report::unread(identity, LoadState::Landed, vec![reason(&fault)]))?;
    let mut work = hub.store.begin().await?;
    store_load::set_report(&mut work, load.sequence, &json).await?;
    work.commit().await?;
    Ok(())
}

/// Why a load could not be read to its end. A fault of the hub itself has the words that the terminal shows
/// its operator, which are English.
fn reason(fault: &HubFault) -> Bilingual {
    let cy = match fault {
        HubFault::LandedBytes { sequence, what } => {
            let what = if *what == "missing" { "ar goll" } else { "wedi'u difrodi" };
            format!("mae beitiau llwyth {sequence}, fel y'u derbyniwyd, {what}: llwythwch y ffeil eto")
        }
        _ => "mae nam ar yr hwb ei hun; mae'r adroddiad Saesneg yn dweud pa un".to_owned(),
    };
    Bilingual {
        en: format!("could not be read to its end: {fault}"),
        cy: format!("ni ellid ei ddarllen i'w ddiwedd: {cy}"),
    }
}
