//! Judgements of stewards: kept, honoured by every later match, and undone by a fact of their own.

use dolen_ledger::{Draft, Verb};
use dolen_store::master::judgement::{self, StoredJudgement};
use dolen_store::master::{member, run};
use dolen_store::{feed, source_record};
use serde_json::json;

use super::Decision;
use crate::hub::reason as checked;
use crate::{Hub, HubFault};

/// Keeps a judgement of two source records.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownRecord`], [`HubFault::SeveralRecords`],
/// [`HubFault::Unlinkable`], [`HubFault::SameRecord`], [`HubFault::ContraryJudgement`], [`HubFault::Store`].
pub(crate) async fn judge(
    hub: &Hub,
    (left, right): (&str, &str),
    is_same: bool,
    reason: &str,
    actor: &str,
) -> Result<Decision, HubFault> {
    let reason = checked(reason)?;
    let (one, other) = (record(hub, left).await?, record(hub, right).await?);
    if one == other {
        return Err(HubFault::SameRecord);
    }
    let (left, right) = if one < other { (one, other) } else { (other, one) };
    let mut work = hub.store.begin().await?;
    // Read in the transaction that writes, so that of two stewards at once the second meets the first's.
    if let Some(known) = judgement::between(&mut work, &left, &right).await? {
        return if known.is_same == is_same { Ok(decision(known)) } else { Err(HubFault::ContraryJudgement(known.id)) };
    }
    let (id, now) = (hub.ids.next().to_string(), hub.clock.now());
    let verdict = verdict(is_same);
    let draft = Draft {
        verb: Verb::Combination,
        actor: actor.to_owned(),
        organisation: None,
        subject: vec![left.clone(), right.clone()],
        reason: Some(reason.to_owned()),
        detail: json!({ "action": "judgement", "decision": id, "verdict": verdict }),
    };
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    let stored = StoredJudgement {
        id,
        left,
        right,
        is_same,
        actor: actor.to_owned(),
        reason: reason.to_owned(),
        decided_at: now,
        ledger_entry: entry.sequence,
        is_undone: false,
    };
    judgement::insert(&mut work, &stored).await?;
    work.commit().await?;
    Ok(decision(stored))
}

/// Undoes a judgement.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownJudgement`], [`HubFault::AlreadyUndone`],
/// [`HubFault::Store`].
pub(crate) async fn undo(hub: &Hub, id: &str, reason: &str, actor: &str) -> Result<Decision, HubFault> {
    let reason = checked(reason)?;
    let mut work = hub.store.begin().await?;
    let Some(known) = judgement::find_in(&mut work, id).await? else {
        return Err(HubFault::UnknownJudgement(id.to_owned()));
    };
    if known.is_undone {
        return Err(HubFault::AlreadyUndone(known.id));
    }
    let now = hub.clock.now();
    let draft = Draft {
        verb: Verb::Combination,
        actor: actor.to_owned(),
        organisation: None,
        subject: vec![known.left.clone(), known.right.clone()],
        reason: Some(reason.to_owned()),
        detail: json!({ "action": "judgement undone", "decision": known.id, "verdict": verdict(known.is_same) }),
    };
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    judgement::undo(&mut work, &known.id, actor, reason, now, entry.sequence).await?;
    work.commit().await?;
    Ok(decision(StoredJudgement { is_undone: true, ..known }))
}

/// The id of the source record that a text names: its own id, `organisation:key`, or a golden record, which stands for the
/// record that founded it.
async fn record(hub: &Hub, named: &str) -> Result<String, HubFault> {
    let named = named.trim();
    let mut found = Vec::new();
    if let Some((organisation, key)) = named.split_once(':') {
        for feed in feed::all(&hub.store).await?.into_iter().filter(|feed| feed.organisation == organisation) {
            found.extend(source_record::find(&hub.store, &hub.key.source_record(&feed.name, key.trim())).await?);
        }
    } else {
        found.extend(source_record::find(&hub.store, named).await?);
    }
    match found.as_slice() {
        [only] if only.linkable => return Ok(only.id.clone()),
        [_] => return Err(HubFault::Unlinkable(named.to_owned())),
        [_, ..] => return Err(HubFault::SeveralRecords(named.to_owned())),
        [] => {}
    }
    let current = run::current(&hub.store).await?;
    let founder = member::of_golden(&hub.store, current, named).await?.into_iter().next();
    founder.map(|founder| founder.record).ok_or_else(|| HubFault::UnknownRecord(named.to_owned()))
}

/// A judgement as it is shown.
pub(crate) fn decision(stored: StoredJudgement) -> Decision {
    Decision {
        verdict: verdict(stored.is_same),
        decision: stored.id,
        left: stored.left,
        right: stored.right,
        actor: stored.actor,
        reason: stored.reason,
        decided_at: stored.decided_at,
        is_undone: stored.is_undone,
    }
}

const fn verdict(is_same: bool) -> &'static str {
    if is_same { "same" } else { "different" }
}
