//! The backups that a hub knows of.

use std::path::PathBuf;

use dolen_model::Timestamp;
use dolen_store::backup;
use serde::Serialize;

use crate::{Hub, HubFault};

/// A backup that was made of a hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Id.
    pub backup: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// The last entry of the ledger in it.
    pub head: i64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Where it was put.
    pub place: PathBuf,
    /// Until when it is to be kept.
    pub kept_until: Option<Timestamp>,
    /// Whether it should be there no more.
    pub is_due: bool,
    /// Whether a file is where it was put, as far as this machine sees.
    pub is_there: bool,
}

/// Backups of the hub, newest first.
///
/// # Errors
/// [`HubFault::Store`].
pub async fn list(hub: &Hub) -> Result<Vec<Kept>, HubFault> {
    let now = hub.clock.now();
    let stored = backup::all(&hub.store).await?;
    Ok(stored
        .into_iter()
        .map(|stored| {
            let place = PathBuf::from(stored.place);
            Kept {
                backup: stored.id,
                made_at: stored.made_at,
                head: stored.head,
                sha256: stored.sha256,
                is_there: place.is_file(),
                place,
                is_due: stored.kept_until.is_some_and(|until| until < now),
                kept_until: stored.kept_until,
            }
        })
        .collect())
}
