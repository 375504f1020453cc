//! What a session remembers: whom its last searches found, so that no name stands in an address, and the reasons that hold.
//! Ids alone, and reasons as the ledger has them: no value of a person.

use std::collections::VecDeque;

use dolen_model::{Sensitive, Timestamp};
use serde::{Deserialize, Serialize};

use crate::HubFault;
use crate::view::Found;

/// Searches that are kept; an older one is forgotten.
const SEARCHES: usize = 5;
/// Reasons that are kept; an older one is forgotten.
const REASONS: usize = 50;
/// How long a reason holds for one person: 30 minutes, in microseconds.
const REASON_LIFE: i64 = 30 * 60 * 1_000_000;

/// The memory of a session.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Remembered {
    searches: VecDeque<(String, Found)>,
    reasons: VecDeque<Reason>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Reason {
    golden: String,
    text: Sensitive<String>,
    given_at: i64,
}

impl Remembered {
    /// Whom a search found.
    pub fn search(&self, id: &str) -> Option<&Found> {
        self.searches.iter().find(|(kept, _)| kept == id).map(|(_, found)| found)
    }

    /// Id of the last search.
    pub fn last_search(&self) -> Option<&str> {
        self.searches.back().map(|(id, _)| id.as_str())
    }

    /// The reason for opening a golden record that still holds.
    pub fn reason(&self, golden: &str, now: Timestamp) -> Option<&Sensitive<String>> {
        self.reasons.iter().rfind(|reason| reason.golden == golden && reason.holds(now)).map(|reason| &reason.text)
    }

    pub(super) fn keep_search(&mut self, id: String, found: Found) {
        self.searches.push_back((id, found));
        while self.searches.len() > SEARCHES {
            self.searches.pop_front();
        }
    }

    pub(super) fn keep_reason(&mut self, golden: String, text: Sensitive<String>, now: Timestamp) {
        self.reasons.retain(|reason| reason.golden != golden && reason.holds(now));
        self.reasons.push_back(Reason { golden, text, given_at: now.0 });
        while self.reasons.len() > REASONS {
            self.reasons.pop_front();
        }
    }

    pub(super) fn to_json(&self) -> Result<Sensitive<String>, HubFault> {
        serde_json::to_string(self)
            .map(Sensitive::new)
            .map_err(|_| HubFault::Internal("a session is no JSON".to_owned()))
    }

    /// What another version left is forgotten where this one cannot read it: the user searches again.
    pub(super) fn from_json(content: &Sensitive<String>) -> Self {
        serde_json::from_str(content.expose()).unwrap_or_default()
    }
}

impl Reason {
    const fn holds(&self, now: Timestamp) -> bool {
        now.0 - self.given_at < REASON_LIFE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> Sensitive<String> {
        Sensitive::new("direct-care".to_owned())
    }

    #[test]
    fn a_reason_holds_for_one_person_and_half_an_hour() {
        let mut remembered = Remembered::default();
        remembered.keep_reason("a".into(), given(), Timestamp(0));
        let remembered = Remembered::from_json(&remembered.to_json().unwrap());
        assert!(remembered.reason("a", Timestamp(REASON_LIFE - 1)).is_some());
        assert!(remembered.reason("a", Timestamp(REASON_LIFE)).is_none());
        assert!(remembered.reason("b", Timestamp(0)).is_none());
    }

    #[test]
    fn only_the_last_searches_and_reasons_are_kept() {
        let mut remembered = Remembered::default();
        for id in 0..=SEARCHES {
            remembered.keep_search(id.to_string(), Found::default());
        }
        assert!(remembered.search("0").is_none());
        assert!(remembered.search("1").is_some());
        assert_eq!(remembered.last_search(), Some(SEARCHES.to_string().as_str()));
        for id in 0..=REASONS {
            remembered.keep_reason(id.to_string(), given(), Timestamp(0));
        }
        assert!(remembered.reason("0", Timestamp(0)).is_none());
        assert!(remembered.reason("1", Timestamp(0)).is_some());
    }

    #[test]
    fn what_cannot_be_read_is_forgotten() {
        let kept = Remembered::from_json(&Sensitive::new("{\"searches\": 7}".to_owned()));
        assert!(kept.last_search().is_none());
    }
}
