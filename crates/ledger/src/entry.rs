//! An entry and its canonical bytes.

use serde_json::Value;

use crate::digest::Encoder;
use crate::{Content, Hash, Told, Verb, hexadecimal};

/// What is to be entered, before it has its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub verb: Verb,
    /// Who did it.
    pub actor: String,
    /// Slug of the organisation on whose behalf, or whose data.
    pub organisation: Option<String>,
    /// To what, why, and with what outcome.
    pub content: Content,
    /// Hash of the entry before; zeros for the first.
    pub previous_hash: Hash,
    /// Hash of this entry.
    pub hash: Hash,
}

impl Entry {
    /// The hash that an entry with these contents must have; none for an entry of form 1 whose content was erased.
    ///
    /// SHA-256 over these parts, each behind its length as eight bytes, most significant first: the word `dolen-ledger-2`,
    /// the previous hash, the sequence and the time as eight bytes each, the verb, the actor, the organisation, and the
    /// digest of the content ([`Told::digest`]). An absent organisation is the single byte 0, a present one the byte 1 and
    /// the text. Form 1 has the word `dolen-ledger-1`, and the contents in place of their digest: the number of subjects and
    /// each of them, the reason in the way of the organisation, and the detail as JSON with its keys in order and no blanks.
    pub fn expected_hash(&self) -> Option<Hash> {
        let mut encoder = Encoder::default();
        match &self.content {
            Content::First(told) => {
                self.encode_kept(&mut encoder, b"dolen-ledger-1");
                told.encode(&mut encoder);
            }
            Content::FirstErased { .. } => return None,
            Content::Second { digest, .. } | Content::SecondErased { digest, .. } => {
                self.encode_kept(&mut encoder, b"dolen-ledger-2");
                encoder.part(digest);
            }
        }
        Some(encoder.finish())
    }

    /// Whether the hash follows from what stands in the entry. It does not where content was erased that the hash went over.
    pub(crate) fn is_proven(&self) -> bool {
        let is_digest = match &self.content {
            Content::Second { told, salt, digest } => told.digest(salt) == *digest,
            _ => true,
        };
        is_digest && self.expected_hash() == Some(self.hash)
    }

    /// The digest of what stays of an entry when its content is erased, for entries of form 1, whose hash then proves
    /// nothing of it: the parts of [`Entry::expected_hash`] before the contents, with the word `dolen-ledger-kept-1`, and
    /// the hash of the entry behind them.
    pub fn kept_digest(&self) -> Hash {
        let mut encoder = Encoder::default();
        self.encode_kept(&mut encoder, b"dolen-ledger-kept-1");
        encoder.part(&self.hash);
        encoder.finish()
    }

    fn encode_kept(&self, encoder: &mut Encoder, word: &[u8]) {
        encoder
            .part(word)
            .part(&self.previous_hash)
            .part(&self.sequence.to_be_bytes())
            .part(&self.time.to_be_bytes())
            .part(self.verb.as_str().as_bytes())
            .part(self.actor.as_bytes())
            .optional(self.organisation.as_deref());
    }

    /// What the entry tells, unless it was erased.
    pub const fn told(&self) -> Option<&Told> {
        self.content.told()
    }

    /// The hash as text.
    pub fn hash_text(&self) -> String {
        hexadecimal(&self.hash)
    }
}
