//! What a session remembers: its last searches, so that no name stands in an address, and the reasons that hold.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use dolen_hub::view::SearchResult;
use dolen_model::{Sensitive, Timestamp};

/// Searches that are kept; an older one is forgotten.
const SEARCHES: usize = 5;
/// How long a reason holds for one person: 30 minutes, in microseconds.
const REASON_LIFE: i64 = 30 * 60 * 1_000_000;

/// The memory of a session.
#[derive(Default)]
pub(super) struct Remembered {
    searches: VecDeque<(String, Arc<SearchResult>)>,
    reasons: BTreeMap<String, (Sensitive<String>, Timestamp)>,
}

impl Remembered {
    pub(super) fn keep_search(&mut self, id: String, result: SearchResult) {
        if self.searches.len() >= SEARCHES {
            self.searches.pop_front();
        }
        self.searches.push_back((id, Arc::new(result)));
    }

    pub(super) fn search(&self, id: &str) -> Option<Arc<SearchResult>> {
        self.searches.iter().find(|(kept, _)| kept == id).map(|(_, result)| Arc::clone(result))
    }

    pub(super) fn last_search(&self) -> Option<String> {
        self.searches.back().map(|(id, _)| id.clone())
    }

    pub(super) fn keep_reason(&mut self, golden: String, reason: String, now: Timestamp) {
        self.reasons.retain(|_, (_, given)| now.0 - given.0 < REASON_LIFE);
        self.reasons.insert(golden, (Sensitive::new(reason), now));
    }

    pub(super) fn reason(&self, golden: &str, now: Timestamp) -> Option<Sensitive<String>> {
        let (reason, given) = self.reasons.get(golden)?;
        (now.0 - given.0 < REASON_LIFE).then(|| reason.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_holds_for_one_person_and_half_an_hour() {
        let mut remembered = Remembered::default();
        remembered.keep_reason("a".into(), "direct-care".into(), Timestamp(0));
        assert!(remembered.reason("a", Timestamp(REASON_LIFE - 1)).is_some());
        assert!(remembered.reason("a", Timestamp(REASON_LIFE)).is_none());
        assert!(remembered.reason("b", Timestamp(0)).is_none());
    }

    #[test]
    fn only_the_last_searches_are_kept() {
        let mut remembered = Remembered::default();
        for id in 0..=SEARCHES {
            remembered.keep_search(id.to_string(), SearchResult::default());
        }
        assert!(remembered.search("0").is_none());
        assert!(remembered.search("1").is_some());
        assert_eq!(remembered.last_search(), Some(SEARCHES.to_string()));
    }
}
