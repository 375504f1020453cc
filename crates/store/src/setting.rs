//! Settings of the hub that change with its work.

use crate::database::query;
use crate::{Store, StoreFault, Work};

/// The value of a setting.
///
/// # Errors
/// [`StoreFault`].
pub async fn get(store: &Store, name: &str) -> Result<Option<String>, StoreFault> {
    let row = query("SELECT value FROM setting WHERE name = $1").bind(name).fetch_optional(store.readers()).await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// Sets a setting.
///
/// # Errors
/// [`StoreFault`].
pub async fn set(work: &mut Work, name: &str, value: &str) -> Result<(), StoreFault> {
    query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind(name)
        .bind(value)
        .execute(work.connection())
        .await?;
    Ok(())
}
