//! Opening the single view.

use dolen_ledger::{Draft, Verb};
use dolen_model::Timestamp;
use dolen_store::master::{golden, member, run, search};
use uuid::Uuid;

use super::addresses::addresses;
use super::dates::day_of;
use super::evidence::evidence;
use super::household::household;
use super::indicators::indicators;
use super::involvement::involvements;
use super::sources::{Sources, content};
use super::timeline::timeline;
use super::values::values;
use crate::view::SingleView;
use crate::{Hub, HubFault};

/// Opens a person by the id of the golden record, or of one of its source records. An id of a golden record that was
/// merged into another since opens the one that its founding record belongs to now. Who, whom, when and why is in the ledger
/// before anything is read out; so is an attempt at somebody who is not there, with its outcome.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownRecord`], [`HubFault::Store`].
pub async fn open(hub: &Hub, golden: &str, reason: &str, actor: &str) -> Result<SingleView, HubFault> {
    let reason = crate::hub::reason(reason)?;
    let run = run::current(&hub.store).await?;
    let held = holder(hub, run, golden).await?;
    let now = hub.clock.now();
    let mut subject: Vec<String> = held.iter().cloned().collect();
    // What is no id could be anything, a name too: it does not enter the ledger.
    if held.as_deref() != Some(golden) && is_id(golden) {
        subject.push(golden.to_owned());
    }
    let draft = Draft {
        verb: Verb::Consultation,
        actor: actor.to_owned(),
        organisation: None,
        subject,
        reason: Some(reason.to_owned()),
        detail: serde_json::json!({
            "action": "open", "outcome": if held.is_some() { "shown" } else { "unknown" }, "run": run,
        }),
    };
    let mut work = hub.store.begin().await?;
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    work.commit().await?;
    match held {
        Some(id) => view(hub, run, &id, now, entry.sequence).await,
        None => Err(HubFault::UnknownRecord(golden.to_owned())),
    }
}

fn is_id(text: &str) -> bool {
    Uuid::try_parse(text).is_ok()
}

/// The golden record that an id leads to in a run.
async fn holder(hub: &Hub, run: i64, id: &str) -> Result<Option<String>, HubFault> {
    if !is_id(id) {
        return Ok(None);
    }
    if let Some(found) = golden::find(&hub.store, run, id).await? {
        return Ok(Some(found.id));
    }
    if let Some(found) = member::of_record(&hub.store, run, id).await? {
        return Ok(Some(found.golden));
    }
    // A golden record is named after the record that founded it, so of all that ever were in it one gives its name.
    let ever = search::ever_members(&hub.store, run, id).await?;
    let Some(founder) = ever.iter().find(|record| hub.key.golden_record(record) == id) else { return Ok(None) };
    Ok(member::of_record(&hub.store, run, founder).await?.map(|member| member.golden))
}

/// Everything on one page, as it was in one run.
async fn view(hub: &Hub, run: i64, id: &str, now: Timestamp, consultation: i64) -> Result<SingleView, HubFault> {
    let today = day_of(now).ok_or_else(|| HubFault::Internal("the clock is outside the calendar".to_owned()))?;
    let stored = golden::find(&hub.store, run, id).await?.ok_or_else(|| HubFault::UnknownRecord(id.to_owned()))?;
    let sources = Sources::read(hub, run, id).await?;
    let (household, residence_size) = household(hub, run, &stored).await?;
    Ok(SingleView {
        golden: id.to_owned(),
        viewed_at: now,
        consultation,
        values: values(&content(&stored)?, &sources),
        involvements: involvements(&sources, today),
        indicators: indicators(&sources, today),
        timeline: timeline(&sources),
        addresses: addresses(&sources),
        household,
        residence_size,
        evidence: evidence(hub, run, &sources).await?,
        sources: sources.views(),
    })
}
