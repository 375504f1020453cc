//! Retention: what is kept no longer by the rules of hub.toml.

use std::collections::BTreeSet;

use dolen_ledger::{Draft, Verb};
use dolen_model::{AttributeType, PartialDate, Timestamp};
use dolen_store::erasure::{self as stored, Clock, DueAttribute, StoredErasure};
use dolen_store::feed;
use serde::Serialize;
use serde_json::json;

use super::ErasureKind;
use super::begin::{Request, Undisturbed, begin};
use super::carry_on::carry_on;
use crate::configuration::{Kept, RetentionClock, RetentionRule};
use crate::{Hub, HubFault, Tell};

/// Attributes that go in one transaction. Tests need several.
const AT_ONCE: i64 = if cfg!(test) { 3 } else { 5_000 };
/// Source records of one erasure: each ends with a match.
const RECORDS: i64 = if cfg!(test) { 20 } else { 10_000 };
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What is due by one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Place of the rule in hub.toml, from 1.
    pub rule: u64,
    /// The rule in words.
    pub told: String,
    /// Attributes, or source records, that are kept no longer.
    pub count: u64,
}

/// What is due today by each rule; nothing is erased.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn due(hub: &Hub) -> Result<Vec<Due>, HubFault> {
    let mut found = Vec::new();
    for (rule, number) in hub.configuration.retention.iter().zip(1..) {
        let cut = Cut::of(hub, rule)?;
        let count = match rule.what {
            Kept::Records => {
                let records = stored::due_records(&hub.store, rule.agreement.as_deref(), cut.moment, i64::MAX).await?;
                records.len() as u64
            }
            Kept::Attributes => {
                let (mut count, mut after) = (0, 0);
                while let Some((due, last)) = next(hub, rule, &cut, after).await? {
                    count += due.len() as u64;
                    after = last;
                }
                count
            }
        };
        found.push(Due { rule: number, told: rule.to_string(), count });
    }
    Ok(found)
}

/// Erases what is due today by each rule, and answers how much that was. Landed files that hold any of it go too. Cut off, it
/// goes on when it is asked again.
///
/// # Errors
/// As [`super::erase`].
pub async fn retain(hub: &Hub, actor: &str, tell: Tell<'_>) -> Result<Vec<Due>, HubFault> {
    let mut found = Vec::new();
    for (rule, number) in hub.configuration.retention.iter().zip(1..) {
        let cut = Cut::of(hub, rule)?;
        let count = match rule.what {
            Kept::Records => records(hub, rule, &cut, actor, tell).await?,
            Kept::Attributes => attributes(hub, rule, &cut, actor, tell).await?,
        };
        found.push(Due { rule: number, told: rule.to_string(), count });
    }
    Ok(found)
}

/// Up to when something must have begun its time to be due: a day, and the beginning of it.
struct Cut {
    day: PartialDate,
    moment: Timestamp,
}

impl Cut {
    fn of(hub: &Hub, rule: &RetentionRule) -> Result<Self, HubFault> {
        let day = hub.today()?.months_before(rule.months);
        let day = day.ok_or_else(|| HubFault::Internal("a retention time reaches before the calendar".to_owned()))?;
        Ok(Self { day, moment: Timestamp(day.earliest_epoch_days().saturating_mul(DAY)) })
    }
}

async fn records(hub: &Hub, rule: &RetentionRule, cut: &Cut, actor: &str, tell: Tell<'_>) -> Result<u64, HubFault> {
    let reason = rule.to_string();
    let mut count = 0;
    loop {
        let records = stored::due_records(&hub.store, rule.agreement.as_deref(), cut.moment, RECORDS).await?;
        if records.is_empty() {
            return Ok(count);
        }
        count += records.len() as u64;
        let request = Request { kind: ErasureKind::Retention, records, reason: &reason, actor, again: None };
        begin(hub, request, tell).await?;
    }
}

async fn attributes(hub: &Hub, rule: &RetentionRule, cut: &Cut, actor: &str, tell: Tell<'_>) -> Result<u64, HubFault> {
    let feeds: Vec<String> = feed::all(&hub.store).await?.into_iter().map(|feed| feed.name).collect();
    let mut locks = Undisturbed::take(hub, &feeds).await?;
    let outcome = async {
        let (mut count, mut after) = (0, 0);
        while let Some((due, last)) = next(hub, rule, cut, after).await? {
            after = last;
            if due.is_empty() {
                continue;
            }
            let erasure = remove(hub, &locks, rule, &due, actor).await?;
            count += due.len() as u64;
            carry_on(hub, &mut locks, &erasure, tell).await?;
        }
        Ok(count)
    }
    .await;
    locks.release().await;
    outcome
}

/// Removes some attributes and tells so, in one transaction; their landed files are then still to go.
async fn remove(
    hub: &Hub,
    locks: &Undisturbed,
    rule: &RetentionRule,
    due: &[DueAttribute],
    actor: &str,
) -> Result<StoredErasure, HubFault> {
    let loads: BTreeSet<i64> = due.iter().map(|due| due.load).collect();
    let files = stored::of_loads(&hub.store, &loads.iter().copied().collect::<Vec<_>>()).await?;
    let numbers: Vec<i64> = due.iter().map(|due| due.number).collect();
    let (id, now) = (hub.ids.next().to_string(), hub.clock.now());
    let kind = ErasureKind::Retention.name();
    let mut work = locks.begin(hub).await?;
    let removed = stored::remove_attributes(&mut work, &numbers).await?;
    let draft = Draft {
        verb: Verb::Erasure,
        actor: actor.to_owned(),
        organisation: None,
        subject: Vec::new(),
        reason: Some(rule.to_string()),
        detail: json!({
            "action": "erasure", "erasure": id, "kind": kind, "attributes": removed, "loads": loads, "landed": files,
        }),
    };
    let entry = work.enter(draft, hub.ids.salt(), now).await?;
    let (kind, actor) = (kind.to_owned(), actor.to_owned());
    let erasure = StoredErasure { id, kind, actor, asked_at: now, entry: entry.sequence, ended_at: None };
    stored::insert(&mut work, &erasure, &[], &files).await?;
    work.commit().await?;
    Ok(erasure)
}

/// The due ones among the next attributes behind a number, and the last number of those; none where there are no more.
async fn next(
    hub: &Hub,
    rule: &RetentionRule,
    cut: &Cut,
    after: i64,
) -> Result<Option<(Vec<DueAttribute>, i64)>, HubFault> {
    let kind = rule.kind.as_deref().and_then(AttributeType::from_standard).map(AttributeType::as_standard);
    let parts = [rule.agreement.as_deref(), kind, rule.scheme.as_deref(), rule.term.as_deref()];
    let clock = match rule.from {
        RetentionClock::Start => Clock::Start,
        RetentionClock::End => Clock::End,
        RetentionClock::Published => Clock::Published,
    };
    let day = cut.day.to_string();
    let found = stored::due_attributes(&hub.store, parts, clock, (&day, cut.moment), (after, AT_ONCE)).await?;
    let Some(last) = found.last().map(|last| last.number) else { return Ok(None) };
    Ok(Some((found.into_iter().filter(|due| is_over(due, cut)).collect(), last)))
}

/// Whether the last day that a date can mean lies so far back: `2019` is over when 2019 is.
fn is_over(due: &DueAttribute, cut: &Cut) -> bool {
    let Some(day) = &due.day else { return true };
    PartialDate::parse_iso(day).is_ok_and(|day| day.latest_epoch_days() <= cut.day.earliest_epoch_days())
}
