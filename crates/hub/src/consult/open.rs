//! Opening the single view.

use dolen_ledger::{Draft, Verb};
use dolen_model::{PartialDate, Timestamp};
use dolen_store::master::{golden, member, run, search};
use uuid::Uuid;

use super::addresses::addresses;
use super::dates::day_of;
use super::evidence::evidence;
use super::household::household;
use super::indicators::indicators;
use super::involvement::involvements;
use super::known::known;
use super::sources::{Sources, content};
use super::timeline::timeline;
use super::values::values;
use crate::view::SingleView;
use crate::{Hub, HubFault};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What is read: the state of now, or what was known at the end of a day.
pub(super) struct Moment {
    /// The run that was current.
    pub(super) run: i64,
    /// The end of the day that is looked back to; none for now.
    pub(super) until: Option<Timestamp>,
    /// The day as of which something is current.
    pub(super) today: PartialDate,
    /// The day that is looked back to.
    pub(super) as_at: Option<PartialDate>,
}

/// Opens a person by the id of the golden record, or of one of its source records. An id of a golden record that was
/// merged into another since opens the one that its founding record belongs to now. With a day, what is shown is what was
/// known at its end in UTC, by the golden record that the person's founding record belonged to then. Who, whom, when, why and
/// of which day is in the ledger before anything is read out; so is an attempt at somebody who is not there, with its
/// outcome.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownRecord`], [`HubFault::LookBack`] for a day that is not
/// over or not whole, [`HubFault::NotKnownThen`], [`HubFault::Store`].
pub async fn open(
    hub: &Hub,
    golden: &str,
    reason: &str,
    actor: &str,
    as_at: Option<PartialDate>,
) -> Result<SingleView, HubFault> {
    let reason = crate::hub::reason(reason)?;
    let now = hub.clock.now();
    let current = run::current(&hub.store).await?;
    let moment = moment(hub, current, now, as_at).await?;
    let held = holder(hub, (moment.run, current), golden).await?;
    // Somebody whom the hub knows now, and did not know then, is not taken for a slip of the pen.
    let is_later = held.is_none() && as_at.is_some() && holder(hub, (current, current), golden).await?.is_some();
    let mut subject: Vec<String> = held.iter().cloned().collect();
    // What is no id could be anything, a name too: it does not enter the ledger.
    if held.as_deref() != Some(golden) && is_id(golden) {
        subject.push(golden.to_owned());
    }
    let outcome = match (&held, is_later) {
        (Some(_), _) => "shown",
        (None, true) => "not known then",
        (None, false) => "unknown",
    };
    let mut detail = serde_json::json!({ "action": "open", "outcome": outcome, "run": moment.run });
    if let (Some(day), Some(detail)) = (as_at, detail.as_object_mut()) {
        detail.insert("as_at".to_owned(), day.to_string().into());
    }
    let draft = Draft {
        verb: Verb::Consultation,
        actor: actor.to_owned(),
        organisation: None,
        subject,
        reason: Some(reason.to_owned()),
        detail,
    };
    let mut work = hub.store.begin().await?;
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    work.commit().await?;
    match (held, as_at.filter(|_| is_later)) {
        (Some(id), _) => view(hub, &moment, &id, now, entry.sequence).await,
        (None, Some(day)) => Err(HubFault::NotKnownThen(day.to_string())),
        (None, None) => Err(HubFault::UnknownRecord(golden.to_owned())),
    }
}

/// What is read for a day, or for now.
async fn moment(hub: &Hub, current: i64, now: Timestamp, as_at: Option<PartialDate>) -> Result<Moment, HubFault> {
    let today = day_of(now).ok_or_else(|| HubFault::Internal("the clock is outside the calendar".to_owned()))?;
    let Some(day) = as_at else { return Ok(Moment { run: current, until: None, today, as_at }) };
    if day.day().is_none() || day > today {
        return Err(HubFault::LookBack);
    }
    let until = Timestamp((day.earliest_epoch_days() + 1) * DAY - 1);
    Ok(Moment { run: run::at(&hub.store, until).await?, until: Some(until), today: day, as_at })
}

fn is_id(text: &str) -> bool {
    Uuid::try_parse(text).is_ok()
}

/// The golden record that an id leads to in a run. Names that it ever had up to the run `last` lead to it too.
async fn holder(hub: &Hub, (run, last): (i64, i64), id: &str) -> Result<Option<String>, HubFault> {
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
    let ever = search::ever_members(&hub.store, last, id).await?;
    let Some(founder) = ever.iter().find(|record| hub.key.golden_record(record) == id) else { return Ok(None) };
    Ok(member::of_record(&hub.store, run, founder).await?.map(|member| member.golden))
}

/// Everything on one page, as it was in one run.
async fn view(hub: &Hub, moment: &Moment, id: &str, now: Timestamp, consultation: i64) -> Result<SingleView, HubFault> {
    let (run, today) = (moment.run, moment.today);
    let stored = golden::find(&hub.store, run, id).await?.ok_or_else(|| HubFault::UnknownRecord(id.to_owned()))?;
    let sources = Sources::read(hub, moment, id).await?;
    let (household, residence_size) = household(hub, run, &stored).await?;
    Ok(SingleView {
        golden: id.to_owned(),
        viewed_at: now,
        as_at: moment.as_at,
        consultation,
        values: values(&content(&stored)?, &sources),
        involvements: involvements(&sources, today),
        indicators: indicators(&sources, today),
        timeline: timeline(&sources),
        addresses: addresses(&sources),
        household,
        residence_size,
        evidence: evidence(hub, moment, &sources).await?,
        sources: sources.views(),
        facts: known(&sources),
    })
}
