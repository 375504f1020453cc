//! What a steward does with a load that is held or was never read to its end.

use dolen_ledger::{Draft, Verb};
use dolen_model::FeedSubject;
use dolen_read::{Delivery, Feed};
use dolen_store::feed::StoredFeed;
use dolen_store::load::{self as store_load, StoredLoad};

use super::publish::{Conclusion, assert_counts, conclude};
use super::tally::Tally;
use super::{absence, feed, listing, report, staging, state};
use crate::hub::reason;
use crate::job::Held;
use crate::view::{LoadReport, LoadState};
use crate::{Hub, HubFault};

/// Publishes a load that is held.
///
/// # Errors
/// [`HubFault::Busy`], [`HubFault::UnknownLoad`], [`HubFault::LoadState`], [`HubFault::NoReason`] for a reason that says
/// nothing, [`HubFault::Store`].
pub async fn release(hub: &Hub, load: &str, why: Option<&str>, actor: &str) -> Result<LoadReport, HubFault> {
    let why = why.map(reason).transpose()?;
    let (load, held) = locked(hub, load).await?;
    let found = match state::from_name(&load.state)? {
        LoadState::Held => report::of_stored(&load)?,
        other => return Err(wrong_state(&load, other, "released")),
    };
    let Some(mut report) = found else {
        return Err(HubFault::Internal(format!("load {} is held and has no report", load.sequence)));
    };
    let feed = contract(&load)?;
    let is_about_persons = matches!(feed.subject, FeedSubject::Person | FeedSubject::Attribute);
    let tally = Tally {
        quarantined: report.summary.quarantined,
        records: report.records,
        unlinkable: report.unlinkable,
        attributes: report.attributes,
        items: if is_about_persons { 0 } else { report.summary.published },
        ..Tally::default()
    };
    assert_counts(hub, load.sequence, &tally).await?;
    report.summary.state = LoadState::Published;
    let is_full = feed.delivery == Delivery::Full;
    if is_full {
        // Other loads may have been published while this one was held.
        report.absent = absence::note(hub, &held, load.sequence).await?.count;
    }
    let conclusion = Conclusion { reason: why, is_full, ..Conclusion::of("released", actor) };
    let report = conclude(hub, &held, report, conclusion).await;
    held.release().await;
    report
}

/// Discards a load that is held or was never read to its end. Its staged rows are deleted; the landed bytes stay, as
/// evidence of what was sent.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::Busy`], [`HubFault::UnknownLoad`], [`HubFault::LoadState`], [`HubFault::Store`].
pub async fn discard(hub: &Hub, load: &str, why: &str, actor: &str) -> Result<LoadReport, HubFault> {
    let why = reason(why)?;
    let (load, held) = locked(hub, load).await?;
    let before = state::from_name(&load.state)?;
    if !matches!(before, LoadState::Held | LoadState::Landed) {
        return Err(wrong_state(&load, before, "discarded"));
    }
    let mut report = listing::of(&load, &feed::find(hub, &load.feed).await?)?;
    report.summary.state = LoadState::Discarded;
    // The hub's standing is changed; the data are not erased while their bytes are kept, and the ledger does not say so.
    let verb = Verb::Alteration;
    let conclusion = Conclusion { reason: Some(why), verb, ..Conclusion::of("discarded", actor) };
    // First the decision, then the rows: cut off between the two, a load must not be held that lacks some.
    let report = conclude(hub, &held, report, conclusion).await?;
    staging::clear(hub, &held, load.sequence).await?;
    held.release().await;
    Ok(report)
}

/// Takes a load that was refused, or could not be read, up again under the present contract of its feed.
pub(super) async fn take_up(
    hub: &Hub,
    held: &Held,
    load: &StoredLoad,
    feed: &StoredFeed,
    actor: &str,
) -> Result<StoredLoad, HubFault> {
    let draft = Draft {
        verb: Verb::Collection,
        actor: actor.to_owned(),
        organisation: Some(feed.organisation.clone()),
        subject: vec![load.id.clone()],
        reason: None,
        detail: serde_json::json!({
            "action": "taken up again",
            "feed": feed.name,
            "sequence": load.sequence,
            "sha256": load.sha256,
            "agreement": feed.agreement,
            "contract_sha256": feed::contract_hash(&feed.contract),
        }),
    };
    let mut work = held.begin(hub).await?;
    let entry = work.enter(draft, hub.ids.salt(), hub.clock.now()).await?;
    store_load::take_up(&mut work, load.sequence, &feed.contract, entry.sequence).await?;
    work.commit().await?;
    Ok(StoredLoad {
        contract: feed.contract.clone(),
        state: state::name(LoadState::Landed).to_owned(),
        report: None,
        end_entry: Some(entry.sequence),
        ..load.clone()
    })
}

/// The load of an id or a sequence, as it is under the lock of its feed.
async fn locked(hub: &Hub, load: &str) -> Result<(StoredLoad, Held), HubFault> {
    let held = Held::new(hub.lock_feed(&find(hub, load).await?.feed).await?);
    Ok((find(hub, load).await?, held))
}

/// The load of an id or a sequence.
pub(super) async fn find(hub: &Hub, load: &str) -> Result<StoredLoad, HubFault> {
    store_load::find(&hub.store, load).await?.ok_or_else(|| HubFault::UnknownLoad(load.to_owned()))
}

/// The contract that a load is read by.
pub(super) fn contract(load: &StoredLoad) -> Result<Feed, HubFault> {
    feed::parse(&format!("the contract of load {}", load.sequence), &load.contract)
}

fn wrong_state(load: &StoredLoad, state: LoadState, wanted: &'static str) -> HubFault {
    HubFault::LoadState { sequence: load.sequence, state: state::name(state), wanted }
}
