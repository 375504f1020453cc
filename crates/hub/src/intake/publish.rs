//! From a landed file to a load that is published, held or refused.

use dolen_ledger::{Draft, Verb};
use dolen_read::{Delivery, Verdict};
use dolen_store::load::{self as store_load, StoredLoad};
use dolen_store::staging as store_staging;

use super::absence::{self, Absences};
use super::hold::holds;
use super::reading::Outcome;
use super::report::{self, Identity};
use super::staging::{self, Bytes};
use super::tally::Tally;
use super::{settle, state};
use crate::job::Held;
use crate::view::{LoadReport, LoadState};
use crate::{Hub, HubFault, Tell};

/// Places shown of attributes whose person is not known.
const EXAMPLES: i64 = 5;

/// Reads a landed load to its end, stages its rows, and publishes, holds or refuses it. What is held is the lock of its feed, and the job.
pub(super) async fn complete(
    hub: &Hub,
    held: &mut Held,
    load: &StoredLoad,
    bytes: Bytes,
    actor: &str,
    tell: Tell<'_>,
) -> Result<LoadReport, HubFault> {
    let feed = settle::contract(load)?;
    let Outcome { mut summary, tally } = staging::stage(hub, held, load, &feed, bytes, tell).await?;
    let identity = Identity::by_contract(load, &feed);
    if let Verdict::Reject(problem) = summary.verdict.clone() {
        staging::clear(hub, held, load.sequence).await?;
        let report = report::rejected(identity, &problem, summary);
        return conclude(hub, held, report, Conclusion::of("rejected", actor)).await;
    }
    if let Err(fault) = assert_counts(hub, load.sequence, &tally).await {
        held.check().await?;
        return Err(fault);
    }
    if (summary.published, summary.quarantined) != (tally.published, tally.quarantined)
        || summary.received != summary.published + summary.quarantined
    {
        return Err(HubFault::Internal(format!("the rows of load {} do not add up", load.sequence)));
    }
    if feed.persons.is_some() {
        let (count, places) = store_staging::unknown_persons(&hub.store, load.sequence, EXAMPLES).await?;
        let unsigned = |number| u64::try_from(number).unwrap_or(0);
        let places = places.into_iter().map(|(part, line)| (part, unsigned(line))).collect();
        report::add_unknown_persons(&mut summary, unsigned(count), places);
    }
    let is_full = feed.delivery == Delivery::Full;
    let absences = if is_full { absence::note(hub, held, load.sequence).await? } else { Absences::default() };
    let previous = previous(hub, load).await?;
    let holds = holds(&summary, previous.as_ref(), absences, hub.configuration.intake.swing);
    let mut report = report::read_to_end(identity, (summary, tally), holds, previous.as_ref());
    report.absent = absences.count;
    let action = if report.summary.state == LoadState::Held { "held" } else { "published" };
    let conclusion = Conclusion { is_full, ..Conclusion::of(action, actor) };
    conclude(hub, held, report, conclusion).await
}

/// What is entered into the ledger with the new state of a load.
pub(super) struct Conclusion<'a> {
    pub(super) action: &'static str,
    pub(super) actor: &'a str,
    pub(super) reason: Option<&'a str>,
    pub(super) verb: Verb,
    /// Whether a published load stands for everything that its feed delivered before.
    pub(super) is_full: bool,
}

impl<'a> Conclusion<'a> {
    /// What became of a file that came in.
    pub(super) const fn of(action: &'static str, actor: &'a str) -> Self {
        Self { action, actor, reason: None, verb: Verb::Collection, is_full: false }
    }
}

/// Gives a load the state of its report: the report, the ledger entry and, for a published full delivery, that earlier
/// deliveries are superseded, in one transaction of a fixed number of statements.
pub(super) async fn conclude(
    hub: &Hub,
    held: &Held,
    report: LoadReport,
    conclusion: Conclusion<'_>,
) -> Result<LoadReport, HubFault> {
    let json = report::to_json(&report)?;
    let summary = &report.summary;
    let rules: Vec<&str> = report.rules.iter().map(|count| count.rule.as_str()).collect();
    let draft = Draft {
        verb: conclusion.verb,
        actor: conclusion.actor.to_owned(),
        organisation: Some(summary.organisation.clone()),
        subject: vec![summary.load.clone()],
        reason: conclusion.reason.map(str::to_owned),
        detail: serde_json::json!({
            "action": conclusion.action,
            "feed": summary.feed,
            "sequence": summary.sequence,
            "sha256": report.sha256,
            "agreement": report.agreement,
            "received": summary.received,
            "published": summary.published,
            "quarantined": summary.quarantined,
            "records": report.records,
            "attributes": report.attributes,
            "absent": report.absent,
            "rules": rules,
        }),
    };
    let now = hub.clock.now();
    let mut work = held.begin(hub).await?;
    held.conclude(hub, &mut work).await?;
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    store_load::set_state(&mut work, summary.sequence, state::name(summary.state), Some(&json), entry.sequence, now)
        .await?;
    if summary.state == LoadState::Published && conclusion.is_full {
        store_load::supersede_before(&mut work, &summary.feed, summary.sequence).await?;
    }
    work.commit().await?;
    tracing::info!(
        load = summary.load,
        sequence = summary.sequence,
        feed = summary.feed,
        state = state::name(summary.state),
        received = summary.received,
        published = summary.published,
        quarantined = summary.quarantined,
        "a load was concluded"
    );
    Ok(report)
}

/// The tables hold what was counted while reading, or nothing is published.
pub(super) async fn assert_counts(hub: &Hub, sequence: i64, tally: &Tally) -> Result<(), HubFault> {
    let counted = store_staging::count(&hub.store, sequence).await?;
    let pairs = [
        ("records", counted.records, tally.records),
        ("records that identify nobody", counted.unlinkable, tally.unlinkable),
        ("attributes", counted.attributes, tally.attributes),
        ("items", counted.items, tally.items),
        ("quarantined rows", counted.quarantined, tally.quarantined),
    ];
    for (what, found, expected) in pairs {
        if u64::try_from(found) != Ok(expected) {
            let detail = format!("load {sequence} has {found} {what} in the database, {expected} were read");
            return Err(HubFault::Internal(detail));
        }
    }
    Ok(())
}

/// The report of the last load of the feed before this one that was published.
async fn previous(hub: &Hub, load: &StoredLoad) -> Result<Option<LoadReport>, HubFault> {
    let state = state::name(LoadState::Published);
    match store_load::last_before(&hub.store, &load.feed, state, load.sequence).await? {
        Some(previous) => report::of_stored(&previous),
        None => Ok(None),
    }
}
