//! Walking a chain to find what was altered, removed or reordered.

use crate::{Entry, Head};

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
    /// The contents of an entry do not give its hash.
    #[error("entry {0} was altered")]
    Altered(i64),
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
#[derive(Clone, Debug, Default)]
pub struct Verifier {
    head: Head,
    known: Vec<Head>,
}

impl Verifier {
    /// A verifier that also holds the chain against heads kept elsewhere.
    pub const fn against(known: Vec<Head>) -> Self {
        Self { head: Head { sequence: 0, hash: [0; 32], time: 0 }, known }
    }

    /// Checks the next entry.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn push(&mut self, entry: &Entry) -> Result<(), Finding> {
        let due = self.head.sequence + 1;
        if entry.sequence != due {
            return Err(Finding::Sequence { due, found: entry.sequence });
        }
        if entry.previous_hash != self.head.hash {
            return Err(Finding::Link(entry.sequence));
        }
        if entry.hash != entry.expected_hash() {
            return Err(Finding::Altered(entry.sequence));
        }
        if entry.sequence > 1 && entry.time < self.head.time {
            return Err(Finding::Time(entry.sequence));
        }
        if self.known.iter().any(|known| known.sequence == entry.sequence && known.hash != entry.hash) {
            return Err(Finding::Rewritten(entry.sequence));
        }
        self.head = Head::of(entry);
        Ok(())
    }

    /// Ends the walk.
    ///
    /// # Errors
    /// [`Finding::CutOff`] where a known head lies beyond the last entry.
    pub fn finish(self) -> Result<Head, Finding> {
        let last = self.head.sequence;
        match self.known.iter().map(|known| known.sequence).filter(|&known| known > last).max() {
            Some(known) => Err(Finding::CutOff { last, known }),
            None => Ok(self.head),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Draft, Verb, from_line, seal, to_line};

    fn chain(reasons: &[String]) -> Vec<Entry> {
        let mut head = Head::default();
        let mut entries = Vec::new();
        for (index, reason) in reasons.iter().enumerate() {
            let draft = Draft {
                verb: if index % 2 == 0 { Verb::Collection } else { Verb::Consultation },
                actor: "steward".to_owned(),
                organisation: (index % 3 == 0).then(|| "council".to_owned()),
                subject: vec![format!("load-{index}")],
                reason: Some(reason.clone()),
                detail: serde_json::json!({ "rows": index, "file": "a.csv" }),
            };
            let entry = seal(draft, 1_000 + index as i64, &head);
            head = Head::of(&entry);
            entries.push(entry);
        }
        entries
    }

    fn verify(entries: &[Entry], known: Vec<Head>) -> Result<Head, Finding> {
        let mut verifier = Verifier::against(known);
        for entry in entries {
            verifier.push(entry)?;
        }
        verifier.finish()
    }

    fn reasons() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[a-zŵ ]{0,12}", 2..12)
    }

    proptest! {
        #[test]
        fn an_untouched_chain_holds_also_after_export(reasons in reasons()) {
            let entries = chain(&reasons);
            let head = Head::of(entries.last().unwrap());
            prop_assert_eq!(verify(&entries, vec![head]), Ok(head));
            let again: Vec<Entry> =
                entries.iter().map(|entry| from_line(&to_line(entry).unwrap()).unwrap()).collect();
            prop_assert_eq!(verify(&again, vec![head.to_string().parse().unwrap()]), Ok(head));
        }

        #[test]
        fn a_changed_character_is_found(reasons in reasons(), place in any::<prop::sample::Index>(), with in "[0-9a-z]") {
            let entries = chain(&reasons);
            let which = place.index(entries.len());
            let line = to_line(&entries[which]).unwrap();
            let at = place.index(line.len());
            prop_assume!(line.is_char_boundary(at) && line.is_char_boundary(at + 1));
            let changed = format!("{}{with}{}", &line[..at], &line[at + 1..]);
            prop_assume!(changed != line);
            if let Ok(entry) = from_line(&changed) {
                let mut entries = entries;
                let head = Head::of(entries.last().unwrap());
                prop_assume!(entry != entries[which]);
                entries[which] = entry;
                prop_assert!(verify(&entries, vec![head]).is_err());
            }
        }

        #[test]
        fn a_removed_entry_is_found_wherever_it_stood(reasons in reasons(), place in any::<prop::sample::Index>()) {
            let mut entries = chain(&reasons);
            let head = Head::of(entries.last().unwrap());
            entries.remove(place.index(entries.len()));
            prop_assert!(verify(&entries, vec![head]).is_err());
        }

        #[test]
        fn two_swapped_entries_are_found(
            reasons in reasons(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        ) {
            let mut entries = chain(&reasons);
            let (one, other) = (one.index(entries.len()), other.index(entries.len()));
            prop_assume!(one != other);
            entries.swap(one, other);
            prop_assert!(verify(&entries, Vec::new()).is_err());
        }

        #[test]
        fn a_chain_rewritten_from_the_start_is_found_by_its_old_head(reasons in reasons()) {
            let head = Head::of(chain(&reasons).last().unwrap());
            let mut other = reasons;
            other[0].push('!');
            prop_assert!(verify(&chain(&other), vec![head]).is_err());
        }
    }

    #[test]
    fn a_clock_that_goes_backwards_does_not_take_time_along() {
        let entries = chain(&["a".to_owned(), "b".to_owned()]);
        let head = Head::of(&entries[1]);
        let next = seal(entries[0].draft.clone(), 5, &head);
        assert_eq!(next.time, head.time);
    }
}
