//! Walking a chain to find what was altered, removed or reordered.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Content, Entry, Hash, Head, Naming, Verb};

/// What is wrong with a chain. The first finding is told; behind it nothing can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// An entry stands where another sequence was due: something was removed, added or reordered.
    #[error("entry {found} stands where entry {due} was due: entries were removed, added or reordered")]
    Sequence {
        /// Sequence that was due.
        due: i64,
        /// Sequence that was found.
        found: i64,
    },
    /// An entry does not hold the hash of the one before.
    #[error("entry {0} does not follow from the entry before it: one of the two was replaced")]
    Link(i64),
    /// The contents of an entry do not give its hash, or are gone without an erasure that names it.
    #[error("entry {0} was altered")]
    Altered(i64),
    /// An entry of form 1 behind one of form 2.
    #[error("entry {0} is of a form that was no more in use: the chain was rewritten")]
    Form(i64),
    /// Time went backwards.
    #[error("entry {0} is older than the entry before it")]
    Time(i64),
    /// The chain ends before an entry that is known to have been there.
    #[error("the ledger ends at entry {last}, and entry {known} is known to have been there: the end was cut off")]
    CutOff {
        /// Last entry found.
        last: i64,
        /// Entry known from a head kept elsewhere.
        known: i64,
    },
    /// The entry at a known head is another one.
    #[error("entry {0} is not the one that was recorded as the head: the chain was rewritten")]
    Rewritten(i64),
}

/// Takes entries one by one, in order of sequence.
#[derive(Clone, Debug)]
pub struct Verifier {
    head: Head,
    known: Vec<Head>,
    form: i64,
    /// Time of the last entry whose hash proves what stands in it.
    time: i64,
    /// The last entry, where its hash proves nothing: what is kept of it is proven when its erasure is pushed.
    unproven: Option<i64>,
    blank: Blank,
}

/// Entries whose content is gone and whose erasure is still to come.
#[derive(Clone, Debug, Default)]
struct Blank {
    /// By sequence: the entry that is to name it, and of form 1 the digest of what is kept.
    waiting: BTreeMap<i64, (i64, Option<Hash>)>,
    /// The same by the entry that is to name them.
    due: BTreeMap<i64, BTreeSet<i64>>,
}

impl Verifier {
    /// A verifier that also holds the chain against heads kept elsewhere.
    pub const fn against(known: Vec<Head>) -> Self {
        let head = Head { sequence: 0, hash: [0; 32], time: 0 };
        Self {
            head,
            known,
            form: 1,
            time: i64::MIN,
            unproven: None,
            blank: Blank { waiting: BTreeMap::new(), due: BTreeMap::new() },
        }
    }

    /// Checks the next entry. That the erasure of a blank entry names it is found when the erasure is pushed.
    ///
    /// # Errors
    /// The first thing that is wrong with it, or with a blank entry that it was to name.
    pub fn push(&mut self, entry: &Entry) -> Result<(), Finding> {
        let due = self.head.sequence + 1;
        if entry.sequence != due {
            return Err(Finding::Sequence { due, found: entry.sequence });
        }
        if entry.previous_hash != self.head.hash {
            // What this entry says of the one before is proven by its own hash, where it has one that proves anything.
            return Err(match self.unproven {
                Some(before) if entry.is_proven() => Finding::Altered(before),
                _ => Finding::Link(entry.sequence),
            });
        }
        if entry.content.form() < self.form {
            return Err(Finding::Form(entry.sequence));
        }
        let is_unproven = matches!(entry.content, Content::FirstErased { .. });
        if !is_unproven && !entry.is_proven() {
            return Err(Finding::Altered(entry.sequence));
        }
        if entry.time < self.time {
            return Err(Finding::Time(entry.sequence));
        }
        if self.known.iter().any(|known| known.sequence == entry.sequence && known.hash != entry.hash) {
            return Err(Finding::Rewritten(entry.sequence));
        }
        self.blank.push(entry)?;
        self.form = entry.content.form();
        self.unproven = is_unproven.then_some(entry.sequence);
        self.time = if is_unproven { self.time } else { entry.time };
        self.head = Head::of(entry);
        Ok(())
    }

    /// Ends the walk.
    ///
    /// # Errors
    /// [`Finding::CutOff`] where a known head lies beyond the last entry, [`Finding::Altered`] where an entry is blank and no
    /// erasure names it.
    pub fn finish(self) -> Result<Head, Finding> {
        let last = self.head.sequence;
        if let Some(known) = self.known.iter().map(|known| known.sequence).filter(|&known| known > last).max() {
            return Err(Finding::CutOff { last, known });
        }
        match self.blank.waiting.first_key_value() {
            Some((&sequence, _)) => Err(Finding::Altered(sequence)),
            None => Ok(self.head),
        }
    }
}

impl Blank {
    fn push(&mut self, entry: &Entry) -> Result<(), Finding> {
        if let Some(by) = entry.content.erased_by() {
            // What tells of an erasure is never erased, and an erasure comes after what it erases.
            if entry.verb == Verb::Erasure || by <= entry.sequence {
                return Err(Finding::Altered(entry.sequence));
            }
            let kept = (entry.content.form() == 1).then(|| entry.kept_digest());
            self.waiting.insert(entry.sequence, (by, kept));
            self.due.entry(by).or_default().insert(entry.sequence);
        }
        // The first erasure that names an entry is the one that it must note: else the note could be changed unfound.
        for (sequence, kept) in Naming::read(entry).iter() {
            let Some(&noted) = self.waiting.get(&sequence) else { continue };
            if noted != (entry.sequence, kept) {
                return Err(Finding::Altered(sequence));
            }
            self.waiting.remove(&sequence);
        }
        let due = self.due.remove(&entry.sequence).unwrap_or_default();
        match due.into_iter().find(|sequence| self.waiting.contains_key(sequence)) {
            Some(sequence) => Err(Finding::Altered(sequence)),
            None => Ok(()),
        }
    }
}
