//! What an entry tells, which may be erased without breaking the chain.

use serde_json::Value;

use crate::Hash;
use crate::digest::Encoder;

/// Random bytes that go into the digest of an entry's content: without them whoever holds the digest of erased content
/// could try out what it may have been.
pub type Salt = [u8; 16];

/// What an entry tells beside who did what and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Opaque ids of what it was done to: a load, golden records, a run.
    pub subject: Vec<String>,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// Counts, digests and states. Object keys are ordered; holds no value of a person.
    pub detail: Value,
}

impl Told {
    /// The digest that stands for these contents in the hash of an entry of form 2.
    ///
    /// SHA-256 over these parts, each behind its length as eight bytes, most significant first: the word
    /// `dolen-ledger-content-2`, the salt, the number of subjects and each of them, the reason, and the detail as JSON with
    /// its keys in order and no blanks. An absent reason is the single byte 0, a present one the byte 1 and the text.
    pub fn digest(&self, salt: &Salt) -> Hash {
        let mut encoder = Encoder::default();
        encoder.part(b"dolen-ledger-content-2").part(salt);
        self.encode(&mut encoder);
        encoder.finish()
    }

    pub(crate) fn encode(&self, encoder: &mut Encoder) {
        encoder.part(&(self.subject.len() as u64).to_be_bytes());
        for subject in &self.subject {
            encoder.part(subject.as_bytes());
        }
        encoder.optional(self.reason.as_deref());
        // `serde_json` keeps object keys in a sorted map: the text is canonical.
        encoder.part(self.detail.to_string().as_bytes());
    }
}

/// What an entry tells, in the form in which it was entered. New entries are of form 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Form 1: the hash of the entry goes over the contents themselves.
    First(Told),
    /// Form 1, erased: the hash cannot be computed any more.
    FirstErased {
        /// Sequence of the entry that tells of the erasure.
        by: i64,
    },
    /// Form 2: the hash of the entry goes over the digest of the contents.
    Second {
        /// The contents.
        told: Told,
        /// Salt of the digest.
        salt: Salt,
        /// Digest of the contents with the salt.
        digest: Hash,
    },
    /// Form 2, erased: the digest is what is left.
    SecondErased {
        /// Digest of what was there.
        digest: Hash,
        /// Sequence of the entry that tells of the erasure.
        by: i64,
    },
}

/// The parts of a content as they are stored or exported, each in its place, whether or not they fit together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Number of the form.
    pub form: i64,
    /// The contents, unless they are blank.
    pub told: Option<Told>,
    /// Salt of the digest.
    pub salt: Option<Salt>,
    /// Digest of the contents.
    pub content_digest: Option<Hash>,
    /// Sequence of the entry that tells of the erasure.
    pub erased_by: Option<i64>,
}

/// Why parts are no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("form, content, salt, digest and note of erasure do not belong together")]
pub struct PartsFault;

impl TryFrom<Parts> for Content {
    type Error = PartsFault;

    fn try_from(parts: Parts) -> Result<Self, PartsFault> {
        let Parts { form, told, salt, content_digest, erased_by } = parts;
        match (form, told, salt, content_digest, erased_by) {
            (1, Some(told), None, None, None) => Ok(Self::First(told)),
            (1, None, None, None, Some(by)) => Ok(Self::FirstErased { by }),
            (2, Some(told), Some(salt), Some(digest), None) => Ok(Self::Second { told, salt, digest }),
            (2, None, None, Some(digest), Some(by)) => Ok(Self::SecondErased { digest, by }),
            _ => Err(PartsFault),
        }
    }
}

impl Content {
    /// The contents, unless they were erased.
    pub const fn told(&self) -> Option<&Told> {
        match self {
            Self::First(told) | Self::Second { told, .. } => Some(told),
            Self::FirstErased { .. } | Self::SecondErased { .. } => None,
        }
    }

    /// Sequence of the entry that tells of the erasure, where there was one.
    pub const fn erased_by(&self) -> Option<i64> {
        match self {
            Self::FirstErased { by } | Self::SecondErased { by, .. } => Some(*by),
            Self::First(_) | Self::Second { .. } => None,
        }
    }

    /// Number of the form.
    pub const fn form(&self) -> i64 {
        match self {
            Self::First(_) | Self::FirstErased { .. } => 1,
            Self::Second { .. } | Self::SecondErased { .. } => 2,
        }
    }

    /// The parts, each in its place.
    pub fn parts(&self) -> Parts {
        let (salt, content_digest) = match self {
            Self::First(_) | Self::FirstErased { .. } => (None, None),
            Self::Second { salt, digest, .. } => (Some(*salt), Some(*digest)),
            Self::SecondErased { digest, .. } => (None, Some(*digest)),
        };
        Parts { form: self.form(), told: self.told().cloned(), salt, content_digest, erased_by: self.erased_by() }
    }
}
