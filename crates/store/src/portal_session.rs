//! Sessions of the portal, and the codes that begin one. Secrets come as their SHA-256 in hexadecimal digits.

use dolen_model::{Sensitive, Timestamp};

use crate::database::query;
use crate::{Store, StoreFault, UnseenWork, Work};

/// A session as it is stored.
#[derive(Clone)]
pub struct StoredSession {
    /// Under which name the ledger records what its user does.
    pub actor: String,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub seen_at: Timestamp,
    /// What it remembers, as JSON.
    pub content: Sensitive<String>,
}

/// Adds a code that begins a session for `actor`. Of all codes the `most` that were renewed last stay.
///
/// # Errors
/// [`StoreFault`].
pub async fn add_code(work: &mut Work, sha256: &str, actor: &str, at: Timestamp, most: i64) -> Result<(), StoreFault> {
    query("INSERT INTO portal_code (code_sha256, actor, renewed_at) VALUES ($1, $2, $3)")
        .bind(sha256)
        .bind(actor)
        .bind(at.0)
        .execute(work.connection())
        .await?;
    query(
        "DELETE FROM portal_code WHERE code_sha256 NOT IN (
             SELECT code_sha256 FROM portal_code ORDER BY renewed_at DESC, code_sha256 LIMIT $1)",
    )
    .bind(most)
    .execute(work.connection())
    .await?;
    Ok(())
}

/// When a code was last renewed, as long as it was not used.
///
/// # Errors
/// [`StoreFault`].
pub async fn code(store: &Store, sha256: &str) -> Result<Option<Timestamp>, StoreFault> {
    let row = query("SELECT renewed_at FROM portal_code WHERE code_sha256 = $1")
        .bind(sha256)
        .fetch_optional(store.readers())
        .await?;
    row.map(|row| row.try_get(0).map(Timestamp)).transpose()
}

/// Renews a code that was not used.
///
/// # Errors
/// [`StoreFault`].
pub async fn renew_code(work: &mut Work, sha256: &str, at: Timestamp) -> Result<(), StoreFault> {
    query("UPDATE portal_code SET renewed_at = $2 WHERE code_sha256 = $1")
        .bind(sha256)
        .bind(at.0)
        .execute(work.connection())
        .await?;
    Ok(())
}

/// Takes a code away, and answers whom it signs in where it was renewed after `since`: of all who present it one gets it.
///
/// # Errors
/// [`StoreFault`].
pub async fn take_code(work: &mut Work, sha256: &str, since: Timestamp) -> Result<Option<String>, StoreFault> {
    let row = query("DELETE FROM portal_code WHERE code_sha256 = $1 RETURNING actor, renewed_at")
        .bind(sha256)
        .fetch_optional(work.connection())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let is_good = row.try_get::<i64>(1)? > since.0;
    is_good.then(|| row.try_get(0)).transpose()
}

/// Begins a session.
///
/// # Errors
/// [`StoreFault`].
pub async fn begin(
    work: &mut Work,
    sha256: &str,
    actor: &str,
    at: Timestamp,
    content: &Sensitive<String>,
) -> Result<(), StoreFault> {
    query("INSERT INTO portal_session (token_sha256, actor, began_at, seen_at, content) VALUES ($1, $2, $3, $3, $4)")
        .bind(sha256)
        .bind(actor)
        .bind(at.0)
        .bind(content.expose())
        .execute(work.connection())
        .await?;
    Ok(())
}

/// How many sessions there are.
///
/// # Errors
/// [`StoreFault`].
pub async fn count(work: &mut Work) -> Result<i64, StoreFault> {
    query("SELECT COUNT(*) FROM portal_session").fetch_one(work.connection()).await?.try_get(0)
}

/// The session of a token, whether its time is over or not.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, sha256: &str) -> Result<Option<StoredSession>, StoreFault> {
    let row = query("SELECT actor, began_at, seen_at, content FROM portal_session WHERE token_sha256 = $1")
        .bind(sha256)
        .fetch_optional(store.readers())
        .await?;
    row.map(|row| {
        Ok(StoredSession {
            actor: row.try_get(0)?,
            began_at: Timestamp(row.try_get(1)?),
            seen_at: Timestamp(row.try_get(2)?),
            content: Sensitive::new(row.try_get(3)?),
        })
    })
    .transpose()
}

/// Notes that a session was used, unless that was noted after `before`.
///
/// # Errors
/// [`StoreFault`].
pub async fn see(work: &mut UnseenWork, sha256: &str, at: Timestamp, before: Timestamp) -> Result<(), StoreFault> {
    query("UPDATE portal_session SET seen_at = $2 WHERE token_sha256 = $1 AND seen_at <= $3")
        .bind(sha256)
        .bind(at.0)
        .bind(before.0)
        .execute(work.connection())
        .await?;
    Ok(())
}

/// What a session remembers, for who changes it in the same transaction.
///
/// # Errors
/// [`StoreFault`].
pub async fn content(work: &mut Work, sha256: &str) -> Result<Option<Sensitive<String>>, StoreFault> {
    let row = query("SELECT content FROM portal_session WHERE token_sha256 = $1")
        .bind(sha256)
        .fetch_optional(work.connection())
        .await?;
    row.map(|row| row.try_get(0).map(Sensitive::new)).transpose()
}

/// Has a session remember this and nothing else, where it still remembers what it did before; answers whether it does now.
///
/// # Errors
/// [`StoreFault`].
pub async fn replace_content(
    work: &mut Work,
    sha256: &str,
    before: &Sensitive<String>,
    content: &Sensitive<String>,
) -> Result<bool, StoreFault> {
    let replaced = query("UPDATE portal_session SET content = $3 WHERE token_sha256 = $1 AND content = $2")
        .bind(sha256)
        .bind(before.expose())
        .bind(content.expose())
        .execute(work.connection())
        .await?;
    Ok(replaced > 0)
}

/// Ends a session.
///
/// # Errors
/// [`StoreFault`].
pub async fn end(work: &mut Work, sha256: &str) -> Result<(), StoreFault> {
    query("DELETE FROM portal_session WHERE token_sha256 = $1").bind(sha256).execute(work.connection()).await?;
    Ok(())
}

/// Ends the sessions that were not used since, and those that began before.
///
/// # Errors
/// [`StoreFault`].
pub async fn end_old(work: &mut Work, seen_until: Timestamp, began_until: Timestamp) -> Result<(), StoreFault> {
    query("DELETE FROM portal_session WHERE seen_at <= $1 OR began_at <= $2")
        .bind(seen_until.0)
        .bind(began_until.0)
        .execute(work.connection())
        .await?;
    Ok(())
}

/// Ends every session, and every code that signs in.
///
/// # Errors
/// [`StoreFault`].
pub async fn end_all(work: &mut Work) -> Result<(), StoreFault> {
    for statement in ["DELETE FROM portal_session", "DELETE FROM portal_code"] {
        query(statement).execute(work.connection()).await?;
    }
    Ok(())
}
