//! What an erasure keeps out: of loads, what was erased and is sent again; of a match, what is being erased.

use std::collections::HashSet;

use dolen_store::erasure as stored;
use dolen_store::{Snapshot, Store};

use super::ErasureKind;
use crate::{Hub, HubFault};

/// The ids of the source records that no load takes in.
///
/// # Errors
/// [`HubFault::Store`].
pub(crate) async fn kept_out(hub: &Hub) -> Result<HashSet<String>, HubFault> {
    Ok(stored::refused(&hub.store, ErasureKind::Person.name()).await?.into_iter().collect())
}

/// What a match leaves out, because it is being erased.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    /// Ids of the source records.
    pub(crate) records: HashSet<String>,
    /// Ids of the erasures of source records, also of those that are complete: with each the golden records are others.
    pub(crate) erasures: Vec<String>,
}

impl Hidden {
    /// As a snapshot has it.
    ///
    /// # Errors
    /// [`HubFault::Store`].
    pub(crate) async fn read(store: &Store, snapshot: &mut Snapshot) -> Result<Self, HubFault> {
        let mut hidden = Self::default();
        for erasure in stored::all(snapshot).await? {
            let records = stored::records(store, &erasure.id).await?;
            if records.is_empty() {
                continue;
            }
            if erasure.ended_at.is_none() {
                hidden.records.extend(records);
            }
            hidden.erasures.push(erasure.id);
        }
        Ok(hidden)
    }
}
