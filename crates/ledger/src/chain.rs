//! Giving an entry its place.

use crate::{Content, Draft, Entry, Head, Salt, Told};

/// Places a draft behind the head. A clock that stands or goes backwards gives the entry the time of the one before:
/// order is by sequence, and time never decreases. The salt is random and never used twice.
pub fn seal(draft: Draft, salt: Salt, time: i64, head: &Head) -> Entry {
    let Draft { verb, actor, organisation, subject, reason, detail } = draft;
    let told = Told { subject, reason, detail };
    let digest = told.digest(&salt);
    let mut entry = Entry {
        sequence: head.sequence + 1,
        time: time.max(head.time),
        verb,
        actor,
        organisation,
        content: Content::Second { told, salt, digest },
        previous_hash: head.hash,
        hash: [0; 32],
    };
    entry.hash = entry.expected_hash().unwrap_or_default();
    entry
}
