//! Feeds and their contracts.

use dolen_model::{Bilingual, Timestamp};
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Asked, Store, StoreFault, Work};

/// A feed as it is stored.
#[derive(Clone, Debug)]
pub struct StoredFeed {
    /// Name, unique in the hub.
    pub name: String,
    /// Slug of its organisation.
    pub organisation: String,
    /// Name of its organisation.
    pub organisation_name: Bilingual,
    /// Agreement reference.
    pub agreement: String,
    /// Stored name of its [`dolen_model::FeedSubject`].
    pub subject: String,
    /// Name of its format.
    pub format: String,
    /// The contract as TOML.
    pub contract: String,
    /// When the contract was added or last changed.
    pub added_at: Timestamp,
}

const COLUMNS: &str =
    "name, organisation, organisation_en, organisation_cy, agreement, subject, format, contract, added_at";

/// Adds a feed, or replaces its contract.
///
/// # Errors
/// [`StoreFault`].
pub async fn put(work: &mut Work, feed: &StoredFeed) -> Result<(), StoreFault> {
    query(
        "INSERT INTO feed (name, organisation, organisation_en, organisation_cy, agreement, subject, format, contract, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (name) DO UPDATE SET organisation = excluded.organisation, organisation_en = excluded.organisation_en,
             organisation_cy = excluded.organisation_cy, agreement = excluded.agreement, subject = excluded.subject,
             format = excluded.format, contract = excluded.contract, added_at = excluded.added_at",
    )
    .bind(&feed.name)
    .bind(&feed.organisation)
    .bind(&feed.organisation_name.en)
    .bind(&feed.organisation_name.cy)
    .bind(&feed.agreement)
    .bind(&feed.subject)
    .bind(&feed.format)
    .bind(&feed.contract)
    .bind(feed.added_at.0)
    .execute(work.connection())
    .await?;
    Ok(())
}

/// Every feed, by name.
///
/// # Errors
/// [`StoreFault`].
pub async fn all(asked: impl Into<Asked<'_>>) -> Result<Vec<StoredFeed>, StoreFault> {
    let rows =
        query(AssertSqlSafe(format!("SELECT {COLUMNS} FROM feed ORDER BY name"))).fetch_all(asked.into()).await?;
    rows.iter().map(feed).collect()
}

/// The feed of a name.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, name: &str) -> Result<Option<StoredFeed>, StoreFault> {
    let row = query(AssertSqlSafe(format!("SELECT {COLUMNS} FROM feed WHERE name = $1")))
        .bind(name)
        .fetch_optional(store.readers())
        .await?;
    row.as_ref().map(feed).transpose()
}

fn feed(row: &Row) -> Result<StoredFeed, StoreFault> {
    Ok(StoredFeed {
        name: row.try_get(0)?,
        organisation: row.try_get(1)?,
        organisation_name: Bilingual { en: row.try_get(2)?, cy: row.try_get(3)? },
        agreement: row.try_get(4)?,
        subject: row.try_get(5)?,
        format: row.try_get(6)?,
        contract: row.try_get(7)?,
        added_at: Timestamp(row.try_get(8)?),
    })
}
