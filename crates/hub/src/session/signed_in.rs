//! Sessions.

use dolen_model::{Sensitive, Timestamp};
use dolen_store::Work;
use dolen_store::portal_session::{self, StoredSession};

use super::{Remembered, code};
use crate::consult::Sought;
use crate::view::Found;
use crate::{Hub, HubFault};

/// A session ends after so long without use: 30 minutes, in microseconds.
pub(super) const IDLE_LIFE: i64 = 30 * MINUTE;
/// A session ends after so long in any case: 10 hours, in microseconds.
pub(super) const WHOLE_LIFE: i64 = 600 * MINUTE;
/// How far what is stored of a session's last use may be behind: reading a page is not a write.
const MINUTE: i64 = 60 * 1_000_000;
/// Sessions at one time; beyond it nobody signs in until one ends.
pub(super) const MOST: i64 = 1_000;

/// A session as its own requests see it.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Name under which the ledger records what its user does.
    pub user: String,
    /// What it remembers.
    pub remembered: Remembered,
    /// The time of this use, where the last that was noted is so long ago that this is to be, by [`see`].
    pub to_be_noted: Option<Timestamp>,
}

/// Turns a code into a session of this token. Answers whether it did: not by a code that is not, or no longer, good.
///
/// # Errors
/// [`HubFault::Store`]; the code is still good then.
pub async fn sign_in(hub: &Hub, code: &str, token: &str) -> Result<bool, HubFault> {
    let now = hub.clock.now();
    let mut work = hub.store.begin().await?;
    portal_session::end_old(&mut work, Timestamp(now.0 - IDLE_LIFE), Timestamp(now.0 - WHOLE_LIFE)).await?;
    let is_room = portal_session::count(&mut work).await? < MOST;
    let user = if is_room { code::take(&mut work, code, now).await? } else { None };
    if let Some(user) = &user {
        portal_session::begin(&mut work, token, user, now, &Remembered::default().to_json()?).await?;
    }
    work.commit().await?;
    Ok(user.is_some())
}

/// The session of a token, where it still lives.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn find(hub: &Hub, token: &str) -> Result<Option<SignedIn>, HubFault> {
    let now = hub.clock.now();
    let Some(stored) = portal_session::find(&hub.store, token).await? else { return Ok(None) };
    if !lives(&stored, now) {
        return Ok(None);
    }
    Ok(Some(SignedIn {
        remembered: Remembered::from_json(&stored.content),
        to_be_noted: (now.0 - stored.seen_at.0 >= MINUTE).then_some(now),
        user: stored.actor,
    }))
}

const fn lives(session: &StoredSession, now: Timestamp) -> bool {
    now.0 - session.seen_at.0 < IDLE_LIFE && now.0 - session.began_at.0 < WHOLE_LIFE
}

/// Notes that a session was used at a time.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn see(hub: &Hub, token: &str, at: Timestamp) -> Result<(), HubFault> {
    let mut work = hub.store.begin_unseen().await?;
    portal_session::see(&mut work, token, at, Timestamp(at.0 - MINUTE)).await?;
    Ok(work.commit().await?)
}

/// Ends a session, in every process.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn sign_out(hub: &Hub, token: &str) -> Result<(), HubFault> {
    let mut work = hub.store.begin().await?;
    portal_session::end(&mut work, token).await?;
    Ok(work.commit().await?)
}

/// Enters a search into the ledger, and keeps whom it found under an id: in one transaction, since each waits for whoever writes.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn keep_search(hub: &Hub, token: &str, id: &str, sought: Sought) -> Result<(), HubFault> {
    let found = Found::of(&sought.result);
    let before = portal_session::find(&hub.store, token).await?;
    let mut work = hub.store.begin().await?;
    work.enter(sought.entry, hub.ids.salt(), hub.clock.now()).await?;
    change(&mut work, token, before, |remembered| remembered.keep_search(id.to_owned(), found.clone())).await?;
    Ok(work.commit().await?)
}

/// Keeps the reason for opening a golden record.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn keep_reason(hub: &Hub, token: &str, golden: &str, reason: Sensitive<String>) -> Result<(), HubFault> {
    let now = hub.clock.now();
    let before = portal_session::find(&hub.store, token).await?;
    let mut work = hub.store.begin().await?;
    change(&mut work, token, before, |remembered| remembered.keep_reason(golden.to_owned(), reason.clone(), now))
        .await?;
    Ok(work.commit().await?)
}

/// Changes what a session remembers, where it has not ended, one at a time: two requests of a session lose nothing of each other. What
/// it remembered before the work began is nearly always what it still does, and then is not asked for while others wait.
async fn change(
    work: &mut Work,
    token: &str,
    before: Option<StoredSession>,
    change: impl Fn(&mut Remembered),
) -> Result<(), HubFault> {
    let changed = |content: &Sensitive<String>| {
        let mut remembered = Remembered::from_json(content);
        change(&mut remembered);
        remembered.to_json()
    };
    if let Some(before) = before.map(|session| session.content)
        && portal_session::replace_content(work, token, &before, &changed(&before)?).await?
    {
        return Ok(());
    }
    // It is another by now. Nobody makes it yet another before this is committed.
    let Some(content) = portal_session::content(work, token).await? else { return Ok(()) };
    match portal_session::replace_content(work, token, &content, &changed(&content)?).await? {
        true => Ok(()),
        false => Err(HubFault::Internal("a session is not what was just read of it".to_owned())),
    }
}
