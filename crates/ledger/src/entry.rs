//! An entry and its canonical bytes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::digest::Encoder;
use crate::{Hash, Verb, hexadecimal};

/// What is to be entered, before it has its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What was done.
    pub verb: Verb,
    /// Who did it: the id of a user or a service, never a citizen's.
    pub actor: String,
    /// Slug of the organisation on whose behalf, or whose data.
    pub organisation: Option<String>,
    /// Opaque ids of what it was done to: a load, golden records, a run.
    pub subject: Vec<String>,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// Counts, digests and states. Object keys are ordered; holds no value of a person.
    pub detail: Value,
}

/// A place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts up from 1 without gaps.
    pub sequence: i64,
    /// Microseconds since 1970 in UTC; never less than that of the entry before.
    pub time: i64,
    /// What was done.
    pub draft: Draft,
    /// Hash of the entry before; zeros for the first.
    pub previous_hash: Hash,
    /// Hash of this entry.
    pub hash: Hash,
}

impl Entry {
    /// The hash that an entry with these contents must have.
    ///
    /// SHA-256 over these parts, each behind its length as eight bytes, most significant first: the word `dolen-ledger-1`,
    /// the previous hash, the sequence and the time as eight bytes each, the verb, the actor, the organisation, the
    /// number of subjects and each of them, the reason, and the detail as JSON with its keys in order and no blanks.
    /// An absent organisation or reason is the single byte 0, a present one the byte 1 and the text.
    pub fn expected_hash(&self) -> Hash {
        let mut encoder = Encoder::default();
        let draft = &self.draft;
        encoder
            .part(b"dolen-ledger-1")
            .part(&self.previous_hash)
            .part(&self.sequence.to_be_bytes())
            .part(&self.time.to_be_bytes())
            .part(draft.verb.as_str().as_bytes())
            .part(draft.actor.as_bytes());
        optional(&mut encoder, draft.organisation.as_deref());
        encoder.part(&(draft.subject.len() as u64).to_be_bytes());
        for subject in &draft.subject {
            encoder.part(subject.as_bytes());
        }
        optional(&mut encoder, draft.reason.as_deref());
        // `serde_json` keeps object keys in a sorted map: the text is canonical.
        encoder.part(draft.detail.to_string().as_bytes());
        encoder.finish()
    }

    /// The hash as text.
    pub fn hash_text(&self) -> String {
        hexadecimal(&self.hash)
    }
}

fn optional(encoder: &mut Encoder, text: Option<&str>) {
    match text {
        None => encoder.part(&[0]),
        Some(text) => {
            let mut bytes = vec![1];
            bytes.extend_from_slice(text.as_bytes());
            encoder.part(&bytes)
        }
    };
}
