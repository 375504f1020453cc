//! All sessions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dolen_hub::view::SearchResult;
use dolen_model::{SecretSource, Sensitive, Timestamp};

use super::code::{self, Code};
use super::remembered::Remembered;
use super::{Hash, Secret};

/// A session ends after so long without use: 30 minutes, in microseconds.
const IDLE_LIFE: i64 = 30 * 60 * 1_000_000;
/// A session ends after so long in any case: 10 hours, in microseconds.
const WHOLE_LIFE: i64 = 10 * 3_600 * 1_000_000;
/// Sessions at one time; beyond it nobody signs in until one ends.
const MOST: usize = 1_000;

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub(crate) struct SecretFault;

/// A session as its own requests see it.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Which.
    pub(crate) key: Hash,
    /// Name under which the ledger records what its user does.
    pub(crate) user: String,
    /// Token that each of its forms carries.
    pub(crate) form_token: String,
}

/// Every session and every code.
pub(crate) struct Sessions {
    secrets: SecretSource,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    codes: Vec<Code>,
    sessions: BTreeMap<Hash, Entry>,
}

struct Entry {
    session: Session,
    began: Timestamp,
    used: Timestamp,
    remembered: Remembered,
}

impl Sessions {
    pub(crate) fn new(secrets: SecretSource) -> Self {
        Self { secrets, kept: Mutex::new(Kept::default()) }
    }

    /// A new one-time code for a user.
    ///
    /// # Errors
    /// [`SecretFault`].
    pub(crate) fn new_code(&self, user: &str) -> Result<Secret, SecretFault> {
        let secret = Secret::new(&self.secrets).ok_or(SecretFault)?;
        self.kept().codes.push(Code { hash: secret.hash(), user: user.to_owned() });
        Ok(secret)
    }

    /// Turns a code into a session; `None` for a code that is not, or no longer, good.
    ///
    /// # Errors
    /// [`SecretFault`]; the code is still good then.
    pub(crate) fn sign_in(&self, presented: &str, now: Timestamp) -> Result<Option<Secret>, SecretFault> {
        let id = Secret::new(&self.secrets).ok_or(SecretFault)?;
        let form_token = Secret::new(&self.secrets).ok_or(SecretFault)?.into_revealed();
        let mut kept = self.kept();
        kept.sessions.retain(|_, entry| entry.lives(now));
        if kept.sessions.len() >= MOST {
            return Ok(None);
        }
        let Some(user) = code::take(&mut kept.codes, presented) else { return Ok(None) };
        let session = Session { key: id.hash(), user, form_token };
        let entry = Entry { session, began: now, used: now, remembered: Remembered::default() };
        kept.sessions.insert(id.hash(), entry);
        Ok(Some(id))
    }

    /// The session of a cookie, where it still lives; this use of it counts.
    pub(crate) fn find(&self, cookie: &str, now: Timestamp) -> Option<Session> {
        let key = Hash::of(cookie);
        let mut kept = self.kept();
        let entry = kept.sessions.get_mut(&key)?;
        if !entry.lives(now) {
            kept.sessions.remove(&key);
            return None;
        }
        entry.used = now;
        Some(entry.session.clone())
    }

    /// Ends a session.
    pub(crate) fn sign_out(&self, key: Hash) {
        self.kept().sessions.remove(&key);
    }

    /// Keeps what a search found, under a new id.
    ///
    /// # Errors
    /// [`SecretFault`].
    pub(crate) fn keep_search(&self, key: Hash, result: SearchResult) -> Result<String, SecretFault> {
        let id: String = Secret::new(&self.secrets).ok_or(SecretFault)?.into_revealed().chars().take(16).collect();
        self.with(key, |remembered| remembered.keep_search(id.clone(), result));
        Ok(id)
    }

    /// What a search found.
    pub(crate) fn search(&self, key: Hash, id: &str) -> Option<Arc<SearchResult>> {
        self.with(key, |remembered| remembered.search(id)).flatten()
    }

    /// The last search.
    pub(crate) fn last_search(&self, key: Hash) -> Option<String> {
        self.with(key, |remembered| remembered.last_search()).flatten()
    }

    /// Keeps the reason for opening a golden record.
    pub(crate) fn keep_reason(&self, key: Hash, golden: &str, reason: String, now: Timestamp) {
        self.with(key, |remembered| remembered.keep_reason(golden.to_owned(), reason, now));
    }

    /// The reason that still holds.
    pub(crate) fn reason(&self, key: Hash, golden: &str, now: Timestamp) -> Option<Sensitive<String>> {
        self.with(key, |remembered| remembered.reason(golden, now)).flatten()
    }

    fn with<T>(&self, key: Hash, what: impl FnOnce(&mut Remembered) -> T) -> Option<T> {
        self.kept().sessions.get_mut(&key).map(|entry| what(&mut entry.remembered))
    }

    /// A thread that died while it held the lock leaves nothing half done: every change is one step.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    const fn lives(&self, now: Timestamp) -> bool {
        now.0 - self.used.0 < IDLE_LIFE && now.0 - self.began.0 < WHOLE_LIFE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU8, Ordering};

    fn sessions() -> Sessions {
        let count = AtomicU8::new(0);
        Sessions::new(Arc::new(move |bytes| {
            bytes.fill(count.fetch_add(1, Ordering::Relaxed));
            true
        }))
    }

    #[test]
    fn a_code_works_once() {
        let sessions = sessions();
        let code = sessions.new_code("ann").unwrap();
        let id = sessions.sign_in(code.reveal(), Timestamp(0)).unwrap().unwrap();
        assert!(sessions.sign_in(code.reveal(), Timestamp(0)).unwrap().is_none());
        assert_eq!(sessions.find(id.reveal(), Timestamp(0)).unwrap().user, "ann");
        assert!(sessions.find("", Timestamp(0)).is_none());
    }

    #[test]
    fn a_session_ends_when_idle_when_old_and_when_told() {
        let sessions = sessions();
        let begin = || {
            let code = sessions.new_code("ann").unwrap();
            sessions.sign_in(code.reveal(), Timestamp(0)).unwrap().unwrap()
        };
        let idle = begin();
        assert!(sessions.find(idle.reveal(), Timestamp(IDLE_LIFE)).is_none());
        assert!(sessions.find(idle.reveal(), Timestamp(1)).is_none(), "an ended session does not come back");
        let old = begin();
        for step in 1..30 {
            let now = Timestamp(step * (IDLE_LIFE - 1));
            assert_eq!(sessions.find(old.reveal(), now).is_some(), now.0 < WHOLE_LIFE);
        }
        let told = begin();
        sessions.sign_out(told.hash());
        assert!(sessions.find(told.reveal(), Timestamp(0)).is_none());
    }

    #[test]
    fn without_randomness_nobody_signs_in() {
        let sessions = Sessions::new(Arc::new(|_: &mut [u8]| false));
        assert!(sessions.new_code("ann").is_err());
    }
}
