//! The beginning of an erasure: from its entry on it is promised, and is carried on whatever happens.

use dolen_ledger::{Draft, Verb};
use dolen_store::erasure::{self as stored, StoredErasure};
use dolen_store::{LockName, Work};
use serde_json::json;

use super::carry_on::carry_on;
use super::{Erased, ErasureKind, entries, target};
use crate::hub::reason as checked;
use crate::job::Held;
use crate::{Hub, HubFault, Tell, locks};

/// What an erasure is of.
pub(super) struct Request<'a> {
    pub(super) kind: ErasureKind,
    /// Ids of source records, in order, each once.
    pub(super) records: Vec<String>,
    pub(super) reason: &'a str,
    pub(super) actor: &'a str,
    /// The erasure that it repeats, in a hub that was put back from a backup.
    pub(super) again: Option<&'a str>,
}

/// Erases everything that is held of the records that are named, see [`target()`]: rows, golden records of now and before, judgements,
/// what the ledger tells of them, and landed files that hold or may hold a row of them. It cannot be undone. Cut off, it is
/// carried on when the hub is opened.
///
/// # Errors
/// [`HubFault::NoReason`], [`HubFault::LongReason`], [`HubFault::UnknownRecord`], [`HubFault::ManyNamed`],
/// [`HubFault::Unsettled`], [`HubFault::Busy`] where another process loads or matches, [`HubFault::Store`].
pub async fn erase(hub: &Hub, named: &[String], reason: &str, actor: &str, tell: Tell<'_>) -> Result<Erased, HubFault> {
    let reason = checked(reason)?;
    let records = target(hub, named).await?.records;
    begin(hub, Request { kind: ErasureKind::Person, records, reason, actor, again: None }, tell).await
}

/// Enters an erasure, and carries it out.
///
/// # Errors
/// As [`erase`].
pub(super) async fn begin(hub: &Hub, request: Request<'_>, tell: Tell<'_>) -> Result<Erased, HubFault> {
    let mut locks = Undisturbed::take(hub, &stored::landed(&hub.store, &request.records).await?.feeds).await?;
    let outcome = begin_held(hub, &mut locks, request, tell).await;
    locks.release().await;
    outcome
}

async fn begin_held(
    hub: &Hub,
    locks: &mut Undisturbed,
    request: Request<'_>,
    tell: Tell<'_>,
) -> Result<Erased, HubFault> {
    // As it is under the locks.
    let landed = stored::landed(&hub.store, &request.records).await?;
    if let Some(sequence) = landed.unsettled.first() {
        return Err(HubFault::Unsettled(*sequence));
    }
    // Done again, it has the id that it had: so it is not done a third time.
    let id = request.again.map_or_else(|| hub.ids.next().to_string(), str::to_owned);
    let now = hub.clock.now();
    let mut work = locks.begin(hub).await?;
    let mut subject = request.records.clone();
    subject.extend(entries::gone(&mut work, &request.records).await?);
    let detail = json!({
        "action": if request.again.is_some() { "erasure again" } else { "erasure" },
        "erasure": id,
        "kind": request.kind.name(),
        "records": request.records.len(),
        "landed": landed.files,
    });
    let (actor, reason) = (request.actor.to_owned(), Some(request.reason.to_owned()));
    let draft = Draft { verb: Verb::Erasure, actor, organisation: None, subject, reason, detail };
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    let erasure = StoredErasure {
        id,
        kind: request.kind.name().to_owned(),
        actor: request.actor.to_owned(),
        asked_at: now,
        entry: entry.sequence,
        ended_at: None,
    };
    stored::insert(&mut work, &erasure, &request.records, &landed.files).await?;
    work.commit().await?;
    tracing::info!(entry = erasure.entry, "an erasure began");
    carry_on(hub, locks, &erasure, tell).await
}

/// Nobody matches, nobody loads the feeds that are concerned, and nobody keeps landed files in a backup.
pub(super) struct Undisturbed {
    pub(super) matching: Held,
    others: locks::Locks,
}

impl Undisturbed {
    pub(super) async fn take(hub: &Hub, feeds: &[String]) -> Result<Self, HubFault> {
        let matching = hub.store.lock(LockName::Match).await?.ok_or(HubFault::Busy("matching or erasing"))?;
        let backup = hub.store.lock(LockName::Backup).await?.ok_or(HubFault::Busy("making a backup"))?;
        let mut others = locks::Locks::from(backup);
        for feed in feeds {
            others.add(hub.lock_feed(feed).await?);
        }
        Ok(Self { matching: Held::new(matching), others })
    }

    /// As [`locks::Locks::begin`].
    pub(super) async fn begin(&self, hub: &Hub) -> Result<Work, HubFault> {
        let mut fences = self.others.fences();
        fences.push(self.matching.fence());
        locks::begin_behind(hub, &fences).await
    }

    pub(super) async fn release(self) {
        self.others.release().await;
        self.matching.release().await;
    }
}
