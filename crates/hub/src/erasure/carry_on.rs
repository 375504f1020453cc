//! Carrying an erasure out, step by step: each may be repeated, so that one that was cut off is carried on.

use dolen_ledger::{Draft, Verb};
use dolen_store::erasure::{self as stored, StoredErasure};
use dolen_store::master::run;
use serde_json::json;

use super::begin::Undisturbed;
use super::copies::Copy;
use super::{Erased, list};
use crate::{Hub, HubFault, Progress, Stage, Tell, master};

/// Carries on the erasures that were cut off. Where another process loads or matches, they wait for the next opening.
///
/// # Errors
/// [`HubFault`].
pub(crate) async fn carry_on_open(hub: &Hub, tell: Tell<'_>) -> Result<(), HubFault> {
    for erasure in stored::open(&hub.store).await? {
        let records = stored::records(&hub.store, &erasure.id).await?;
        let feeds = stored::landed(&hub.store, &records).await?.feeds;
        let mut locks = match Undisturbed::take(hub, &feeds).await {
            Err(HubFault::Busy(_)) => continue,
            locks => locks?,
        };
        let outcome = match stored::find(&hub.store, &erasure.id).await? {
            Some(erasure) if erasure.ended_at.is_none() => carry_on(hub, &mut locks, &erasure, tell).await,
            _ => Err(HubFault::TakenOver),
        };
        locks.release().await;
        match outcome {
            Ok(_) | Err(HubFault::TakenOver | HubFault::Busy(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// Carries an erasure out. The caller holds the locks of what it is of.
///
/// # Errors
/// [`HubFault`]; what was done stays done.
pub(super) async fn carry_on(
    hub: &Hub,
    locks: &mut Undisturbed,
    erasure: &StoredErasure,
    tell: Tell<'_>,
) -> Result<Erased, HubFault> {
    let records = stored::records(&hub.store, &erasure.id).await?;
    // First those who remain have golden records without what is erased, so that nobody misses them meanwhile.
    if !records.is_empty() && run::current(&hub.store).await? > 0 {
        let remade = master::remake(hub, &mut locks.matching, &erasure.actor, tell).await;
        // Whoever took the match over does that, and nothing of the erasure.
        remade
            .map_err(|fault| if matches!(fault, HubFault::TakenOver) { HubFault::Busy("matching") } else { fault })?;
    }
    let mut erased = Erased {
        erasure: erasure.id.clone(),
        records: records.len() as u64,
        rows: 0,
        golden_states: 0,
        entries: 0,
        files: 0,
        backups: 0,
    };
    let of = Copy::ALL.len() as u64;
    for (copy, done) in Copy::ALL.into_iter().zip(0..) {
        tell(Progress { stage: Stage::Erase, done, of });
        copy.erase(hub, locks, erasure, &records, &mut erased).await?;
    }
    for copy in Copy::ALL {
        if copy.remains(hub, erasure, &records).await? {
            return Err(HubFault::Internal(format!("something of erasure {} is left: {}", erasure.id, copy.name())));
        }
    }
    list::write(hub).await?;
    hub.store.forget().await?;
    let detail = json!({
        "action": "erasure complete",
        "erasure": erasure.id,
        "rows": erased.rows,
        "golden_states": erased.golden_states,
        "entries": erased.entries,
        "files": erased.files,
    });
    let (actor, subject, now) = (erasure.actor.clone(), Vec::new(), hub.clock.now());
    let draft = Draft { verb: Verb::Erasure, actor, organisation: None, subject, reason: None, detail };
    let mut work = locks.begin(hub).await?;
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    if !stored::end(&mut work, &erasure.id, now, entry.sequence).await? {
        return Err(HubFault::TakenOver);
    }
    work.commit().await?;
    tell(Progress { stage: Stage::Erase, done: of, of });
    tracing::info!(entry = erasure.entry, "an erasure is complete");
    Ok(erased)
}
