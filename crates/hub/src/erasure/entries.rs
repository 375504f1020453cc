//! What the ledger tells of somebody who is erased: those entries lose their content, and the chain holds.

use std::collections::BTreeSet;

use dolen_ledger::{Draft, Entry, NAMED_LIMIT, Verb};
use dolen_store::erasure::{self as stored, StoredErasure};
use dolen_store::{Work, ledger, load};
use serde_json::json;

use super::begin::Undisturbed;
use crate::{Hub, HubFault};

/// The golden records that go with some source records: those that never had another member, or have none now.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn gone(work: &mut Work, records: &[String]) -> Result<Vec<String>, HubFault> {
    let golden = stored::golden_records(work, records).await?;
    let gone = golden.into_iter().filter(|golden| !golden.had_others || golden.is_current && !golden.has_others);
    Ok(gone.map(|golden| golden.id).collect())
}

/// What an erasure is of, as far as entries name it.
#[derive(Debug, Default)]
pub(super) struct Subject {
    /// Source records, and golden records that go with them.
    persons: BTreeSet<String>,
    /// Loads whose files go: of what was decided of them the reason may name somebody.
    loads: BTreeSet<String>,
}

impl Subject {
    /// Whether an entry tells of nobody else, or gives a reason, in which anything may stand, and tells of one of these. That
    /// somebody looked at others too is kept where it has no such words: their ids lead to nobody any more.
    fn has(&self, entry: &Entry) -> bool {
        let Some(told) = entry.told().filter(|_| entry.verb != Verb::Erasure) else { return false };
        let is_person = |id: &String| self.persons.contains(id);
        let is_load = |id: &String| self.loads.contains(id);
        let (some, all) = (told.subject.iter().any(is_person), told.subject.iter().all(is_person));
        some && (all || told.reason.is_some()) || told.reason.is_some() && told.subject.iter().any(is_load)
    }
}

/// What an erasure is of, by the entry that tells of it.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn subject(hub: &Hub, erasure: &StoredErasure) -> Result<Subject, HubFault> {
    let entry = ledger::entry(&hub.store, erasure.entry).await?;
    let Some(told) = entry.as_ref().and_then(Entry::told) else { return Ok(Subject::default()) };
    let files: BTreeSet<String> = stored::files(&hub.store, &erasure.id).await?.into_iter().collect();
    let loads = load::all(&hub.store).await?.into_iter().filter(|load| files.contains(&load.sha256));
    Ok(Subject { persons: told.subject.iter().cloned().collect(), loads: loads.map(|load| load.id).collect() })
}

/// The entries that tell of one of these, by their sequence.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn telling(hub: &Hub, subject: &Subject) -> Result<Vec<i64>, HubFault> {
    let mut found = Vec::new();
    ledger::walk::<HubFault>(&hub.store, |entry| {
        if subject.has(&entry) {
            found.push(entry.sequence);
        }
        Ok(())
    })
    .await?;
    Ok(found)
}

/// Erases the content of the entries that tell of what an erasure is of, in as many entries of its own as that takes; answers
/// how many. It may be repeated.
///
/// # Errors
/// [`HubFault::Store`].
pub(super) async fn erase(hub: &Hub, locks: &Undisturbed, erasure: &StoredErasure) -> Result<u64, HubFault> {
    let mut count = 0;
    for sequences in telling(hub, &subject(hub, erasure).await?).await?.chunks(NAMED_LIMIT) {
        let mut work = locks.begin(hub).await?;
        let mut detail = json!({ "action": "entries erased", "erasure": erasure.id });
        ledger::naming(&mut work, sequences).await?.write(&mut detail);
        let (actor, subject) = (erasure.actor.clone(), Vec::new());
        let draft = Draft { verb: Verb::Erasure, actor, organisation: None, subject, reason: None, detail };
        let entry = work.enter(draft, hub.ids.salt(), hub.clock.now()).await?;
        count += ledger::erase_content(&mut work, sequences, entry.sequence).await?;
        work.commit().await?;
    }
    Ok(count)
}
