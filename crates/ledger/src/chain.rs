//! Giving an entry its place.

use crate::{Draft, Entry, Head};

/// Places a draft behind the head. A clock that stands or goes backwards gives the entry the time of the one before:
/// order is by sequence, and time never decreases.
pub fn seal(draft: Draft, time: i64, head: &Head) -> Entry {
    let mut entry = Entry {
        sequence: head.sequence + 1,
        time: time.max(head.time),
        draft,
        previous_hash: head.hash,
        hash: [0; 32],
    };
    entry.hash = entry.expected_hash();
    entry
}
