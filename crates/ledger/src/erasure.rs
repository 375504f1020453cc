//! What an entry of an erasure says of the entries whose content it erases.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::digest::from_hexadecimal;
use crate::{Content, Entry, Hash, Verb, hexadecimal};

/// Entries whose content one erasure names at most: an exported line has a limit, see [`crate::LINE_LIMIT`].
pub const NAMED_LIMIT: usize = 5_000;
/// Under this key of an erasure's detail stand the entries that it names.
const KEY: &str = "erased_entries";

/// The entries that an erasure names, by sequence. Of form 1 with the digest of what is kept: their hash proves nothing of
/// it once the content is gone, and the hash of the erasure then does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming(BTreeMap<i64, Option<Hash>>);

/// Why content cannot be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErasureFault {
    /// The entry tells of an erasure itself.
    #[error("entry {0} tells of an erasure, and such an entry keeps its content")]
    Erasure(i64),
    /// There are too many.
    #[error("one erasure names at most {NAMED_LIMIT} entries: enter several")]
    Many,
}

impl Naming {
    /// Names entries. Those whose content is gone already are left out.
    ///
    /// # Errors
    /// See [`ErasureFault`].
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Result<Self, ErasureFault> {
        let mut named = BTreeMap::new();
        for entry in entries {
            if entry.verb == Verb::Erasure {
                return Err(ErasureFault::Erasure(entry.sequence));
            }
            match entry.content {
                Content::First(_) => named.insert(entry.sequence, Some(entry.kept_digest())),
                Content::Second { .. } => named.insert(entry.sequence, None),
                Content::FirstErased { .. } | Content::SecondErased { .. } => continue,
            };
            if named.len() > NAMED_LIMIT {
                return Err(ErasureFault::Many);
            }
        }
        Ok(Self(named))
    }

    /// Writes the names into the detail of the erasure's draft, which is an object.
    pub fn write(&self, detail: &mut Value) {
        let named = self.0.iter().map(|(sequence, kept)| match kept {
            None => json!({ "entry": sequence }),
            Some(kept) => json!({ "entry": sequence, "kept": hexadecimal(kept) }),
        });
        if let Some(detail) = detail.as_object_mut() {
            detail.insert(KEY.to_owned(), Value::Array(named.collect()));
        }
    }

    /// The names that an entry gives; none where it tells of no erasure. What cannot be read is no name.
    pub fn read(entry: &Entry) -> Self {
        let Some(told) = entry.told().filter(|_| entry.verb == Verb::Erasure) else { return Self::default() };
        let listed = told.detail.get(KEY).and_then(Value::as_array);
        Self(listed.into_iter().flatten().filter_map(name).collect())
    }

    /// Whether an entry of this sequence is named.
    pub fn has(&self, sequence: i64) -> bool {
        self.0.contains_key(&sequence)
    }

    /// Whether an entry that is whole is named in such a way that it verifies once its content is gone.
    pub fn fits(&self, entry: &Entry) -> bool {
        let kept = matches!(entry.content, Content::First(_)).then(|| entry.kept_digest());
        entry.verb != Verb::Erasure && entry.is_proven() && self.0.get(&entry.sequence) == Some(&kept)
    }

    /// Every sequence with the digest of what is kept of it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (i64, Option<Hash>)> {
        self.0.iter().map(|(sequence, kept)| (*sequence, *kept))
    }
}

fn name(value: &Value) -> Option<(i64, Option<Hash>)> {
    let sequence = value.get("entry")?.as_i64()?;
    match value.get("kept") {
        None => Some((sequence, None)),
        Some(kept) => Some((sequence, Some(from_hexadecimal(kept.as_str()?)?))),
    }
}
