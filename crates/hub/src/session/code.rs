//! One-time sign-in codes.

use dolen_model::Timestamp;
use dolen_store::{Work, portal_session};

use crate::{Hub, HubFault};

/// A code is good for so long after the process that told it last said that it still serves: two hours, in microseconds.
const LIFE: i64 = 2 * RENEWED_AFTER;
const RENEWED_AFTER: i64 = 3_600 * 1_000_000;
/// Codes at one time; beyond it the oldest is good no more.
const MOST: i64 = 100;

/// Makes a code known that signs `user` in, once.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn add_code(hub: &Hub, code: &str, user: &str) -> Result<(), HubFault> {
    let mut work = hub.store.begin().await?;
    portal_session::add_code(&mut work, code, user, hub.clock.now(), MOST).await?;
    Ok(work.commit().await?)
}

/// Whether a code was not used yet, by whichever process. Who told it asks now and then: that keeps it good.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn is_code_good(hub: &Hub, code: &str) -> Result<bool, HubFault> {
    let Some(renewed) = portal_session::code(&hub.store, code).await? else { return Ok(false) };
    let now = hub.clock.now();
    if now.0 - renewed.0 >= RENEWED_AFTER {
        let mut work = hub.store.begin().await?;
        portal_session::renew_code(&mut work, code, now).await?;
        work.commit().await?;
    }
    Ok(true)
}

/// Takes a code back that nobody used.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn withdraw_code(hub: &Hub, code: &str) -> Result<(), HubFault> {
    let mut work = hub.store.begin().await?;
    take(&mut work, code, hub.clock.now()).await?;
    Ok(work.commit().await?)
}

/// Whom a code signs in; it does so no second time.
pub(super) async fn take(work: &mut Work, code: &str, now: Timestamp) -> Result<Option<String>, HubFault> {
    Ok(portal_session::take_code(work, code, Timestamp(now.0 - LIFE)).await?)
}
